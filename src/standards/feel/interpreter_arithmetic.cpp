// Sums, differences, products and quotients (DMN 1.5, tables 54 to 59).
#include <optional>

#include "standards/feel/interpreter.h"

namespace dw::feel {
namespace {

DateTime at_midnight(Date date) {
    return make_date_time(date, {0, *Zone::offset(0)});
}

// A number of seconds as a duration; finer parts than nanoseconds are cut off.
Value seconds_value(const std::optional<Number>& seconds) {
    if (!seconds) return {};
    const auto whole = seconds->truncated();
    if (!whole) return {};
    const auto rest = seconds->minus(Number(*whole));
    if (!rest) return {};
    const auto nanos = rest->times(Number(nanos_of_second));
    if (!nanos) return {};
    return make_seconds_duration(static_cast<Wide>(*whole) * nanos_of_second +
                                 nanos->truncated().value_or(0));
}
Number in_seconds(SecondsDuration duration) {
    const auto fraction =
        Number(static_cast<std::int64_t>(duration.nanos)).divided_by(Number(nanos_of_second));
    return *Number(duration.seconds).plus(fraction.value_or(Number()));
}
Value months_value(const std::optional<Number>& months) {
    constexpr std::int64_t most = 48'000'000'000;
    const auto whole = months ? months->truncated() : std::nullopt;
    if (!whole || *whole > most || *whole < -most) return {};
    return MonthsDuration{*whole};
}

Value later(const Value& value, const Value& duration) {
    if (const auto* months = duration.months()) {
        if (const auto* date = value.date()) return plus(*date, *months);
        if (const auto* time = value.date_time()) return plus(*time, *months);
        if (const auto* other = value.months())
            return months_value(Number(other->months).plus(Number(months->months)));
    }
    if (const auto* seconds = duration.seconds()) {
        if (const auto* date = value.date()) return plus(*date, *seconds);
        if (const auto* time = value.date_time()) return plus(*time, *seconds);
        if (const auto* time = value.time()) return plus(*time, *seconds);
        if (const auto* other = value.seconds())
            return make_seconds_duration(total_nanos(*other) + total_nanos(*seconds));
    }
    return {};
}

bool is_duration(const Value& value) {
    return value.months() != nullptr || value.seconds() != nullptr;
}

}  // namespace

Value negate(const Value& value) {
    if (const auto* number = value.number()) return number->negated();
    if (const auto* months = value.months()) return MonthsDuration{-months->months};
    if (const auto* seconds = value.seconds()) return make_seconds_duration(-total_nanos(*seconds));
    return {};
}

Value add(const Value& left, const Value& right, Evaluation& evaluation) {
    if (left.number() && right.number()) return left.number()->plus(*right.number());
    if (left.string() && right.string()) {
        if (!evaluation.allocate(left.string()->size() + right.string()->size())) return {};
        return *left.string() + *right.string();
    }
    if (is_duration(right)) return later(left, right);
    if (is_duration(left)) return later(right, left);
    return {};
}

Value subtract(const Value& left, const Value& right) {
    if (left.number() && right.number()) return left.number()->minus(*right.number());
    if (is_duration(right)) return later(left, negate(right));
    if (left.time() && right.time()) return minus(*left.time(), *right.time());
    if (left.date() && right.date())
        return make_seconds_duration(static_cast<Wide>(left.date()->days - right.date()->days) *
                                     seconds_of_day * nanos_of_second);
    // A day beside a time of day is its midnight, UTC.
    const auto moment = [](const Value& value) -> std::optional<DateTime> {
        if (value.date()) return at_midnight(*value.date());
        if (value.date_time()) return *value.date_time();
        return std::nullopt;
    };
    const auto end = moment(left);
    const auto begin = moment(right);
    if (!end || !begin) return {};
    return minus(*end, *begin);
}

Value multiply(const Value& left, const Value& right) {
    const auto* number = right.number();
    if (number == nullptr)
        return left.number() && !right.is_null() && is_duration(right) ? multiply(right, left)
                                                                       : Value();
    if (left.number()) return left.number()->times(*number);
    if (left.months()) return months_value(Number(left.months()->months).times(*number));
    if (left.seconds()) return seconds_value(in_seconds(*left.seconds()).times(*number));
    return {};
}

Value divide(const Value& left, const Value& right, Evaluation& evaluation) {
    const auto* number = right.number();
    if (number != nullptr && number->is_zero()) evaluation.note("feel.division_by_zero");
    if (left.number() && number) return left.number()->divided_by(*number);
    if (left.months() && number)
        return months_value(Number(left.months()->months).divided_by(*number));
    if (left.seconds() && number)
        return seconds_value(in_seconds(*left.seconds()).divided_by(*number));
    if (left.months() && right.months())
        return Number(left.months()->months).divided_by(Number(right.months()->months));
    if (left.seconds() && right.seconds())
        return in_seconds(*left.seconds()).divided_by(in_seconds(*right.seconds()));
    return {};
}

}  // namespace dw::feel
