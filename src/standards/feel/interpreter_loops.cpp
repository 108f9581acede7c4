// for, some, every (DMN 1.5, 10.3.2.14 and 10.3.2.15).
#include <functional>
#include <utility>

#include "standards/feel/interpreter.h"

namespace dw::feel {
namespace {

// What a loop does with each round; false ends it.
using Round = std::function<bool()>;

// Sets the variable to each whole number or day between two, in either direction. False where the
// ends are something else.
bool walk(const Value& from, const Value& to, Value& variable, Evaluation& evaluation,
          const Round& round, bool& goes_on) {
    const auto each = [&](std::int64_t first, std::int64_t last, auto make) {
        const std::int64_t step = first <= last ? 1 : -1;
        for (auto at = first; goes_on; at += step) {
            if (!evaluation.spend()) return;
            variable = make(at);
            goes_on = round();
            if (at == last) return;
        }
    };
    if (from.number() && to.number()) {
        const auto first = from.number()->whole();
        const auto last = to.number()->whole();
        if (!first || !last) return false;
        each(*first, *last, [](std::int64_t at) { return Value(at); });
        return true;
    }
    if (from.date() && to.date()) {
        each(from.date()->days, to.date()->days, [](std::int64_t at) { return Value(Date{at}); });
        return true;
    }
    return false;
}

// The whole numbers or days a range holds.
bool walk_range(const Range& range, Value& variable, Evaluation& evaluation, const Round& round,
                bool& goes_on) {
    auto from = range.start;
    auto to = range.end;
    if (range.is_comparison) return false;
    const auto moved = [](const Value& value, std::int64_t by) -> Value {
        if (value.number()) return value.number()->plus(Number(by));
        if (value.date()) return Date{value.date()->days + by};
        return {};
    };
    if (!range.includes_start) from = moved(from, 1);
    if (!range.includes_end) to = moved(to, -1);
    const auto compared = order(from, to);
    if (!compared) return false;
    if (*compared > 0) return true;
    return walk(from, to, variable, evaluation, round, goes_on);
}

// All combinations of the domains from the given one on. False where a domain is no list.
bool each_round(const Node& node, std::size_t domain, Value* frame, Evaluation& evaluation,
                const Round& round, bool& goes_on) {
    if (domain == node.domains.size()) {
        goes_on = round();
        return true;
    }
    const auto& here = node.domains[domain];
    auto& variable = frame[here.slot];
    bool sound = true;
    const Round next = [&] {
        sound = each_round(node, domain + 1, frame, evaluation, round, goes_on) && sound;
        return goes_on && sound;
    };
    const auto list = evaluate(*node.parts[here.part], frame, evaluation);
    if (here.is_span) {
        const auto last = evaluate(*node.parts[here.part + 1], frame, evaluation);
        return walk(list, last, variable, evaluation, next, goes_on) && sound;
    }
    if (list.is_null()) return false;
    if (const auto* range = list.range())
        return walk_range(*range, variable, evaluation, next, goes_on) && sound;
    for (const auto& item : items_of(list)) {
        if (!evaluation.spend()) return false;
        variable = item;
        if (!next()) break;
    }
    return sound;
}

}  // namespace

Value evaluate_for(const Node& node, Value* frame, Evaluation& evaluation) {
    Items results;
    const auto& result = *node.parts.back();
    bool goes_on = true;
    const Round round = [&] {
        if (node.uses_partial) {
            if (!evaluation.allocate(results.size() * sizeof(Value))) return false;
            frame[node.slot] = Value(Items(results));
        }
        if (!evaluation.allocate(sizeof(Value))) return false;
        results.push_back(evaluate(result, frame, evaluation));
        return true;
    };
    if (!each_round(node, 0, frame, evaluation, round, goes_on)) {
        evaluation.note("feel.not_a_list", {}, node.position);
        return {};
    }
    return results;
}

namespace {

// Ends at the first result that decides.
Value quantified(const Node& node, Value* frame, Evaluation& evaluation, bool deciding) {
    const auto& condition = *node.parts.back();
    bool unknown = false;
    bool decided = false;
    bool goes_on = true;
    const Round round = [&] {
        const auto value = evaluate(condition, frame, evaluation);
        const auto* truth = value.boolean();
        unknown = unknown || truth == nullptr;
        decided = truth != nullptr && *truth == deciding;
        return !decided;
    };
    if (!each_round(node, 0, frame, evaluation, round, goes_on)) {
        evaluation.note("feel.not_a_list", {}, node.position);
        return {};
    }
    if (decided) return deciding;
    return unknown ? Value() : Value(!deciding);
}

}  // namespace

Value evaluate_some(const Node& node, Value* frame, Evaluation& evaluation) {
    return quantified(node, frame, evaluation, true);
}
Value evaluate_every(const Node& node, Value* frame, Evaluation& evaluation) {
    return quantified(node, frame, evaluation, false);
}

}  // namespace dw::feel
