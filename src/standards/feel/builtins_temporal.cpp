// Functions on days (DMN 1.5, tables 77 and 79), and those that ask for the present moment, which
// is told by whoever evaluates.
#include <array>

#include "standards/feel/builtins.h"

namespace dw::feel {
namespace {

std::optional<Date> day(const Value& value) {
    if (value.date()) return *value.date();
    if (value.date_time()) return date_of(*value.date_time());
    return std::nullopt;
}

Value day_of_year_value(Arguments arguments, Evaluation&) {
    const auto date = day(arguments[0]);
    return date ? Value(day_of_year(*date)) : Value();
}
Value week_of_year_value(Arguments arguments, Evaluation&) {
    const auto date = day(arguments[0]);
    return date ? Value(week_of_year(*date)) : Value();
}
Value day_of_week(Arguments arguments, Evaluation&) {
    constexpr std::array names{"Monday", "Tuesday",  "Wednesday", "Thursday",
                               "Friday", "Saturday", "Sunday"};
    const auto date = day(arguments[0]);
    return date ? Value(names[static_cast<std::size_t>(weekday(*date) - 1)]) : Value();
}
Value month_of_year(Arguments arguments, Evaluation&) {
    constexpr std::array names{"January",   "February", "March",    "April",
                               "May",       "June",     "July",     "August",
                               "September", "October",  "November", "December"};
    const auto date = day(arguments[0]);
    if (!date) return {};
    return names[static_cast<std::size_t>(calendar_day(*date).month - 1)];
}

Value now(Arguments, Evaluation& evaluation) {
    return evaluation.now();
}
Value today(Arguments, Evaluation& evaluation) {
    return evaluation.now() ? Value(date_of(*evaluation.now())) : Value();
}

Value is(Arguments arguments, Evaluation& evaluation) {
    if (!evaluation.compare(argument(arguments, 0), argument(arguments, 1))) return {};
    return identical(argument(arguments, 0), argument(arguments, 1));
}

}  // namespace

void add_temporal_functions(std::vector<BuiltIn>& to) {
    using Gives = Type::Kind;
    to.push_back({"day of year", Gives::Number, {{{"date"}, 1, false, day_of_year_value}}});
    to.push_back({"week of year", Gives::Number, {{{"date"}, 1, false, week_of_year_value}}});
    to.push_back({"day of week", Gives::String, {{{"date"}, 1, false, day_of_week}}});
    to.push_back({"month of year", Gives::String, {{{"date"}, 1, false, month_of_year}}});
    to.push_back({"now", Gives::DateTime, {{{}, 0, false, now}}});
    to.push_back({"today", Gives::Date, {{{}, 0, false, today}}});
    to.push_back({"is", Gives::Boolean, {{{"value1", "value2"}, 0, false, is}}});
}

}  // namespace dw::feel
