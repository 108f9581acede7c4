// Filters and paths (DMN 1.5, 10.3.2.5 and 10.3.2.11).
#include <array>
#include <utility>

#include "standards/feel/interpreter.h"

namespace dw::feel {
namespace {

// "list[2]" from the begin, "list[-1]" from the end.
Value item_at(std::span<const Value> items, const Number& number) {
    const auto place = number.whole();
    const auto size = static_cast<std::int64_t>(items.size());
    if (!place) return {};
    if (*place >= 1 && *place <= size) return items[static_cast<std::size_t>(*place - 1)];
    if (*place <= -1 && *place >= -size) return items[static_cast<std::size_t>(size + *place)];
    return {};
}

Value whole(std::int64_t value) {
    return Value(value);
}

Value of_day(Date date, std::string_view name) {
    const auto [year, month, day] = calendar_day(date);
    if (name == "year") return whole(year);
    if (name == "month") return whole(month);
    if (name == "day") return whole(day);
    if (name == "weekday") return whole(weekday(date));
    return {};
}

Value of_time(const Time& time, std::int64_t local, std::string_view name) {
    const auto seconds = time.nanos / nanos_of_second;
    if (name == "hour") return whole(seconds / 3600);
    if (name == "minute") return whole(seconds / 60 % 60);
    if (name == "second") {
        const auto fraction =
            Number(time.nanos % nanos_of_second).divided_by(Number(nanos_of_second));
        return time.nanos % nanos_of_second == 0 ? whole(seconds % 60)
                                                 : Value(Number(seconds % 60).plus(*fraction));
    }
    if (time.zone.is_absent()) return {};
    if (name == "time offset") return SecondsDuration{time.zone.offset_at_local(local), 0};
    if (name == "timezone" && time.zone.is_named()) return std::string(time.zone.name());
    return {};
}

// The parts have the sign of the whole.
Value of_seconds(SecondsDuration duration, std::string_view name) {
    const auto nanos = total_nanos(duration);
    const auto seconds = static_cast<std::int64_t>(nanos / nanos_of_second);
    if (name == "days") return whole(seconds / seconds_of_day);
    if (name == "hours") return whole(seconds / 3600 % 24);
    if (name == "minutes") return whole(seconds / 60 % 60);
    if (name != "seconds") return {};
    const auto rest = static_cast<std::int64_t>(nanos % nanos_of_second);
    if (rest == 0) return whole(seconds % 60);
    return Number(seconds % 60).plus(*Number(rest).divided_by(Number(nanos_of_second)));
}

Value of_months(MonthsDuration duration, std::string_view name) {
    if (name == "years") return whole(duration.months / 12);
    if (name == "months") return whole(duration.months % 12);
    return {};
}

Value of_range(const Range& range, std::string_view name) {
    if (name == "start") return range.start;
    if (name == "end") return range.end;
    if (name == "start included") return range.includes_start;
    if (name == "end included") return range.includes_end;
    return {};
}

}  // namespace

Value property(const Value& value, std::string_view name, Evaluation& evaluation) {
    switch (value.kind()) {
        case Kind::Context: {
            const auto* entry = value.context()->find(name);
            if (entry != nullptr) return *entry;
            break;
        }
        case Kind::List: {
            const auto* list = value.list();
            if (!evaluation.spend(list->size()) ||
                !evaluation.allocate(list->size() * sizeof(Value)))
                return {};
            Items results;
            results.reserve(list->size());
            if (!evaluation.enter()) return {};
            for (const auto& item : *list) results.push_back(property(item, name, evaluation));
            evaluation.leave();
            return results;
        }
        case Kind::Date: {
            const auto of_date = of_day(*value.date(), name);
            if (!of_date.is_null()) return of_date;
            const auto midnight = Time{0, *Zone::offset(0)};
            return of_time(midnight, value.date()->days * seconds_of_day, name);
        }
        case Kind::Time:
            return of_time(*value.time(), 0, name);
        case Kind::DateTime: {
            const auto of_date = of_day(date_of(*value.date_time()), name);
            if (!of_date.is_null()) return of_date;
            return of_time(time_of(*value.date_time()), value.date_time()->seconds, name);
        }
        case Kind::MonthsDuration:
            return of_months(*value.months(), name);
        case Kind::SecondsDuration:
            return of_seconds(*value.seconds(), name);
        case Kind::Range:
            return of_range(*value.range(), name);
        default:
            break;
    }
    if (!value.is_null()) evaluation.note("feel.no_such_entry", name);
    return {};
}

// A condition is asked of each item; a number picks one.
Value evaluate_filter(const Node& node, Value* frame, Evaluation& evaluation) {
    const auto list = evaluate(*node.parts[0], frame, evaluation);
    const auto& condition = *node.parts[1];
    if (list.is_null()) return {};
    const auto items = items_of(list);
    auto& item = frame[node.slot];
    Items results;
    bool first = true;
    for (const auto& candidate : items) {
        if (!evaluation.spend()) return {};
        item = candidate;
        const auto chosen = evaluate(condition, frame, evaluation);
        if (first && chosen.number()) return item_at(items, *chosen.number());
        first = false;
        if (!chosen.is_true()) continue;
        if (!evaluation.allocate(sizeof(Value))) return {};
        results.push_back(candidate);
    }
    // Of an empty list nothing can be picked.
    if (items.empty() && condition.type && condition.type->kind == Type::Kind::Number) return {};
    return results;
}

}  // namespace dw::feel
