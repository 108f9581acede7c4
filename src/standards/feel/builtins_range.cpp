// How points and ranges lie to each other (DMN 1.5, table 78).
#include <optional>

#include "standards/feel/builtins.h"

namespace dw::feel {
namespace {

// A point is a range from itself to itself.
struct Span {
    Value start, end;
    bool has_start = true, has_end = true;  // included
    bool is_point = false;
};

std::optional<Span> span(const Value& value) {
    if (const auto* range = value.range()) {
        if (range->start.is_null() || range->end.is_null()) return std::nullopt;
        return Span{range->start, range->end, range->includes_start, range->includes_end, false};
    }
    if (!order(value, value)) return std::nullopt;
    return Span{value, value, true, true, true};
}

using Compared = std::optional<std::strong_ordering>;

// The two spans and how their ends compare; nothing where they cannot be compared.
struct Pair {
    Span a, b;
    std::strong_ordering start_start = std::strong_ordering::equal;  // a.start to b.start
    std::strong_ordering start_end = std::strong_ordering::equal;
    std::strong_ordering end_start = std::strong_ordering::equal;
    std::strong_ordering end_end = std::strong_ordering::equal;
};

std::optional<Pair> pair(Arguments arguments) {
    const auto a = span(argument(arguments, 0));
    const auto b = span(argument(arguments, 1));
    if (!a || !b) return std::nullopt;
    const Compared ss = order(a->start, b->start);
    const Compared se = order(a->start, b->end);
    const Compared es = order(a->end, b->start);
    const Compared ee = order(a->end, b->end);
    if (!ss || !se || !es || !ee) return std::nullopt;
    return Pair{*a, *b, *ss, *se, *es, *ee};
}

Pair swapped(const Pair& p) {
    const auto turned = [](std::strong_ordering value) { return 0 <=> value; };
    return {p.b,
            p.a,
            turned(p.start_start),
            turned(p.end_start),
            turned(p.start_end),
            turned(p.end_end)};
}

bool before(const Pair& p) {
    return p.end_start < 0 || (p.end_start == 0 && (!p.a.has_end || !p.b.has_start));
}
bool meets(const Pair& p) {
    return p.a.has_end && p.b.has_start && p.end_start == 0;
}
bool overlaps(const Pair& p) {
    const bool begins_in_time =
        p.end_start > 0 || (p.end_start == 0 && p.a.has_end && p.b.has_start);
    const bool ends_in_time = p.start_end < 0 || (p.start_end == 0 && p.a.has_start && p.b.has_end);
    return begins_in_time && ends_in_time;
}
bool overlaps_before(const Pair& p) {
    const bool earlier =
        p.start_start < 0 || (p.start_start == 0 && p.a.has_start && !p.b.has_start);
    const bool reaches = p.end_start > 0 || (p.end_start == 0 && p.a.has_end && p.b.has_start);
    const bool ends_first = p.end_end < 0 || (p.end_end == 0 && (!p.a.has_end || p.b.has_end));
    return earlier && reaches && ends_first;
}
bool finishes(const Pair& p) {
    if (p.a.is_point) return p.b.has_end && p.end_end == 0;
    return p.a.has_end == p.b.has_end && p.end_end == 0 &&
           (p.start_start > 0 || (p.start_start == 0 && (!p.a.has_start || p.b.has_start)));
}
bool includes(const Pair& p) {
    const bool start =
        p.start_start < 0 || (p.start_start == 0 && (p.a.has_start || !p.b.has_start));
    const bool end = p.end_end > 0 || (p.end_end == 0 && (p.a.has_end || !p.b.has_end));
    return start && end;
}
bool starts(const Pair& p) {
    if (p.a.is_point) return p.b.has_start && p.start_start == 0;
    return p.start_start == 0 && p.a.has_start == p.b.has_start &&
           (p.end_end < 0 || (p.end_end == 0 && (!p.a.has_end || p.b.has_end)));
}
bool coincides(const Pair& p) {
    return p.start_start == 0 && p.end_end == 0 && p.a.has_start == p.b.has_start &&
           p.a.has_end == p.b.has_end;
}

template <bool (*test)(const Pair&)>
Value asked(Arguments arguments, Evaluation&) {
    const auto both = pair(arguments);
    return both ? Value(test(*both)) : Value();
}
template <bool (*test)(const Pair&)>
Value asked_the_other_way(Arguments arguments, Evaluation&) {
    const auto both = pair(arguments);
    return both ? Value(test(swapped(*both))) : Value();
}

using Parameters = std::vector<std::string_view>;

}  // namespace

void add_range_functions(std::vector<BuiltIn>& to) {
    const auto add = [&](std::string_view name, std::vector<Parameters> parameters,
                         Value (*call)(Arguments, Evaluation&)) {
        std::vector<Overload> overloads;
        for (auto& names : parameters) overloads.push_back({std::move(names), 2, false, call});
        to.push_back({name, Type::Kind::Boolean, std::move(overloads)});
    };
    const Parameters points{"point1", "point2"};
    const Parameters point_range{"point", "range"};
    const Parameters range_point{"range", "point"};
    const Parameters ranges{"range1", "range2"};
    add("before", {points, point_range, range_point, ranges}, asked<before>);
    add("after", {points, point_range, range_point, ranges}, asked_the_other_way<before>);
    add("meets", {ranges}, asked<meets>);
    add("met by", {ranges}, asked_the_other_way<meets>);
    add("overlaps", {ranges}, asked<overlaps>);
    add("overlaps before", {ranges}, asked<overlaps_before>);
    add("overlaps after", {ranges}, asked_the_other_way<overlaps_before>);
    add("finishes", {point_range, ranges}, asked<finishes>);
    add("finished by", {range_point, ranges}, asked_the_other_way<finishes>);
    add("includes", {range_point, ranges}, asked<includes>);
    add("during", {point_range, ranges}, asked_the_other_way<includes>);
    add("starts", {point_range, ranges}, asked<starts>);
    add("started by", {range_point, ranges}, asked_the_other_way<starts>);
    add("coincides", {points, ranges}, asked<coincides>);
}

}  // namespace dw::feel
