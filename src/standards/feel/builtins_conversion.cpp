// Conversions (DMN 1.5, table 71).
#include <string>

#include "standards/feel/builtins.h"
#include "standards/feel/expression.h"
#include "standards/feel/interpreter.h"

namespace dw::feel {
namespace {

// "1.234,5" with the separators named.
Value to_number(Arguments arguments, Evaluation&) {
    const auto& from = argument(arguments, 0);
    if (from.number()) return from;
    const auto* text = from.string();
    if (text == nullptr) return {};
    const auto separator = [&](std::size_t at) -> std::optional<char> {
        const auto& value = argument(arguments, at);
        if (value.is_null()) return '\0';
        const auto* sign = value.string();
        if (sign == nullptr || sign->size() != 1) return std::nullopt;
        return sign->front();
    };
    const auto grouping = separator(1);
    const auto decimal = separator(2);
    if (!grouping || !decimal) return {};
    const auto is_one_of = [](char c, std::string_view signs) {
        return c == '\0' || signs.find(c) != std::string_view::npos;
    };
    if (!is_one_of(*grouping, " ,.") || !is_one_of(*decimal, ",.")) return {};
    if (*grouping != '\0' && *grouping == *decimal) return {};
    std::string plain;
    for (const char c : *text) {
        if (c == *grouping && c != '\0') continue;
        plain += c == *decimal && c != '\0' ? '.' : c == '.' && *decimal == ',' ? 'x' : c;
    }
    return Number::parse(plain);
}

Value to_string_value(Arguments arguments, Evaluation& evaluation) {
    const auto& from = argument(arguments, 0);
    if (from.is_null() || !evaluation.look_at(from)) return {};
    auto text = to_text(from);
    if (!evaluation.allocate(text.size())) return {};
    return text;
}

Value date_from(Arguments arguments, Evaluation&) {
    const auto& from = arguments[0];
    if (from.date()) return from;
    if (from.date_time()) return date_of(*from.date_time());
    if (from.string()) return parse_date(*from.string());
    return {};
}
Value date_from_parts(Arguments arguments, Evaluation&) {
    const auto year = arguments[0].number() ? arguments[0].number()->whole() : std::nullopt;
    const auto month = arguments[1].number() ? arguments[1].number()->whole() : std::nullopt;
    const auto day = arguments[2].number() ? arguments[2].number()->whole() : std::nullopt;
    if (!year || !month || !day) return {};
    return make_date(*year, *month, *day);
}

Value time_from(Arguments arguments, Evaluation&) {
    const auto& from = arguments[0];
    if (from.time()) return from;
    if (from.date_time()) return time_of(*from.date_time());
    if (from.date()) return Time{0, *Zone::offset(0)};
    if (from.string()) return parse_time(*from.string());
    return {};
}

// Hour, minute and second from `first` on; the second may have a fraction.
std::optional<Time> time_of_parts(Arguments arguments, std::size_t first, const Value& zone) {
    const auto part = [&](std::size_t at) {
        const auto* number = argument(arguments, first + at).number();
        return number ? number->whole() : std::nullopt;
    };
    const auto* seconds = argument(arguments, first + 2).number();
    const auto hour = part(0);
    const auto minute = part(1);
    if (!hour || !minute || seconds == nullptr) return std::nullopt;
    const auto scaled = seconds->times(Number(nanos_of_second));
    const auto nanos = scaled ? scaled->truncated() : std::nullopt;
    if (!nanos) return std::nullopt;
    std::optional<Zone> placed = Zone();
    if (const auto* offset = zone.seconds()) {
        placed = offset->nanos == 0 ? Zone::offset(offset->seconds) : std::nullopt;
    } else if (const auto* name = zone.string()) {
        placed = Zone::named(*name);
    } else if (!zone.is_null()) {
        return std::nullopt;
    }
    if (!placed) return std::nullopt;
    return make_time(*hour, *minute, *nanos, *placed);
}
Value time_from_parts(Arguments arguments, Evaluation&) {
    return time_of_parts(arguments, 0, argument(arguments, 3));
}

Value date_time_from(Arguments arguments, Evaluation&) {
    const auto& from = arguments[0];
    if (from.date_time()) return from;
    if (from.date()) return make_date_time(*from.date(), {0, *Zone::offset(0)});
    if (from.string()) return parse_date_time(*from.string());
    return {};
}
Value date_time_from_both(Arguments arguments, Evaluation&) {
    const auto* time = arguments[1].time();
    if (time == nullptr) return {};
    if (arguments[0].date()) return make_date_time(*arguments[0].date(), *time);
    if (arguments[0].date_time()) return make_date_time(date_of(*arguments[0].date_time()), *time);
    return {};
}
Value date_time_from_parts(Arguments arguments, Evaluation& evaluation) {
    const auto day = date_from_parts(arguments, evaluation);
    const auto time = time_of_parts(arguments, 3, argument(arguments, 6));
    if (!day.date() || !time) return {};
    return make_date_time(*day.date(), *time);
}

Value duration_from(Arguments arguments, Evaluation&) {
    const auto& from = arguments[0];
    if (from.months() || from.seconds()) return from;
    const auto* text = from.string();
    if (text == nullptr) return {};
    if (const auto months = parse_months_duration(*text)) return *months;
    return parse_seconds_duration(*text);
}

Value months_from(Arguments arguments, Evaluation&) {
    const auto moment = [](const Value& value) -> std::optional<DateTime> {
        if (value.date()) return make_date_time(*value.date(), {});
        if (value.date_time()) return *value.date_time();
        return std::nullopt;
    };
    const auto from = moment(arguments[0]);
    const auto to = moment(arguments[1]);
    if (!from || !to) return {};
    return months_between(*from, *to);
}

// "[18..21)": the ends are literals, or days and times made of one (grammar rule 66).
bool is_literal_end(const NodePtr& node) {
    if (node == nullptr) return false;
    if (node->form == Form::Literal) return !node->value.is_null() && !node->value.function();
    if (node->form != Form::Call || node->parts.size() != 2) return false;
    const auto& called = *node->parts[0];
    const auto* function = called.form == Form::Literal ? called.value.function() : nullptr;
    const bool makes_moment =
        function != nullptr && (function->name == "date" || function->name == "time" ||
                                function->name == "date and time" || function->name == "duration");
    return makes_moment && node->parts[1]->form == Form::Literal && node->parts[1]->value.string();
}
Value range_from(Arguments arguments, Evaluation& evaluation) {
    const auto* text = arguments[0].string();
    if (text == nullptr || text->size() > 1000) return {};
    const auto parsed = parse_expression(*text, {}, {.folds = false});
    if (!parsed.expression) return {};
    const auto& root = parsed.expression->root();
    if (root.form != Form::RangeOf || root.is_comparison) return {};
    if (!is_literal_end(root.parts[0]) || !is_literal_end(root.parts[1])) return {};
    return parsed.expression->evaluate({}, evaluation);
}

}  // namespace

void add_conversions(std::vector<BuiltIn>& to) {
    using Gives = Type::Kind;
    to.push_back({"number",
                  Gives::Number,
                  {{{"from", "grouping separator", "decimal separator"}, 1, false, to_number}}});
    to.push_back({"string", Gives::String, {{{"from"}, 1, false, to_string_value}}});
    to.push_back(
        {"date",
         Gives::Date,
         {{{"year", "month", "day"}, 3, false, date_from_parts}, {{"from"}, 1, false, date_from}}});
    to.push_back({"time",
                  Gives::Time,
                  {{{"hour", "minute", "second", "offset"}, 3, false, time_from_parts},
                   {{"from"}, 1, false, time_from}}});
    to.push_back({"date and time",
                  Gives::DateTime,
                  {{{"year", "month", "day", "hour", "minute", "second", "offset"},
                    6,
                    false,
                    date_time_from_parts},
                   {{"year", "month", "day", "hour", "minute", "second", "timezone"},
                    6,
                    false,
                    date_time_from_parts},
                   {{"date", "time"}, 2, false, date_time_from_both},
                   {{"from"}, 1, false, date_time_from}}});
    to.push_back({"duration", Gives::Any, {{{"from"}, 1, false, duration_from}}});
    to.push_back({"years and months duration",
                  Gives::MonthsDuration,
                  {{{"from", "to"}, 2, false, months_from}}});
    to.push_back({"range", Gives::Range, {{{"from"}, 1, false, range_from}}});
}

}  // namespace dw::feel
