// Questions about lists (DMN 1.5, table 74), and "sort".
#include <algorithm>

#include "standards/feel/builtins.h"
#include "standards/feel/interpreter.h"

namespace dw::feel {
namespace {

Value list_contains(Arguments arguments, Evaluation& evaluation) {
    if (arguments[0].is_null()) return {};
    const auto items = items_of(arguments[0]);
    if (!evaluation.spend(items.size())) return {};
    return std::any_of(items.begin(), items.end(),
                       [&](const Value& item) { return same(item, arguments[1], evaluation); });
}

Value count(Arguments arguments, Evaluation&) {
    if (arguments.size() == 1 && arguments[0].is_null()) return {};
    return static_cast<std::int64_t>(one_list_or_all(arguments).size());
}

Value extreme(Arguments arguments, bool greatest) {
    const auto items = one_list_or_all(arguments);
    if (items.empty()) return {};
    const auto* best = &items[0];
    if (!order(*best, *best)) return {};
    for (const auto& item : items) {
        const auto compared = order(item, *best);
        if (!compared) return {};
        if (greatest ? *compared > 0 : *compared < 0) best = &item;
    }
    return *best;
}
Value min(Arguments arguments, Evaluation&) {
    return extreme(arguments, false);
}
Value max(Arguments arguments, Evaluation&) {
    return extreme(arguments, true);
}

// False decides "all", true decides "any"; otherwise what is no boolean leaves it open.
Value quantified(Arguments arguments, bool deciding) {
    bool unknown = false;
    for (const auto& item : one_list_or_all(arguments)) {
        const auto* truth = item.boolean();
        if (truth != nullptr && *truth == deciding) return deciding;
        unknown = unknown || truth == nullptr;
    }
    return unknown ? Value() : Value(!deciding);
}
Value all(Arguments arguments, Evaluation&) {
    return quantified(arguments, false);
}
Value any(Arguments arguments, Evaluation&) {
    return quantified(arguments, true);
}

Value index_of(Arguments arguments, Evaluation& evaluation) {
    if (arguments[0].is_null()) return {};
    const auto items = items_of(arguments[0]);
    if (!evaluation.spend(items.size())) return {};
    Items places;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (same(items[i], arguments[1], evaluation))
            places.push_back(static_cast<std::int64_t>(i + 1));
    if (!evaluation.allocate(places.size() * sizeof(Value))) return {};
    return places;
}

// Merges, so that a comparison that contradicts itself does no harm and equals keep their order.
void merge_sort(std::span<Value> items, const Function& precedes, Evaluation& evaluation) {
    if (items.size() < 2 || evaluation.exhausted() != Exhausted::Nothing) return;
    const auto middle = items.size() / 2;
    merge_sort(items.first(middle), precedes, evaluation);
    merge_sort(items.subspan(middle), precedes, evaluation);
    Items merged;
    merged.reserve(items.size());
    std::size_t left = 0;
    std::size_t right = middle;
    while (left < middle && right < items.size()) {
        const Value pair[] = {items[right], items[left]};
        const bool right_first = call_function(precedes, pair, evaluation).is_true();
        merged.push_back(right_first ? items[right++] : items[left++]);
    }
    while (left < middle) merged.push_back(items[left++]);
    while (right < items.size()) merged.push_back(items[right++]);
    std::move(merged.begin(), merged.end(), items.begin());
}

Value sort(Arguments arguments, Evaluation& evaluation) {
    if (arguments[0].is_null()) return {};
    const auto given = items_of(arguments[0]);
    Items items(given.begin(), given.end());
    if (!evaluation.allocate(items.size() * sizeof(Value) * 2)) return {};
    if (!evaluation.look_at(arguments[0])) return {};
    const auto& precedes = argument(arguments, 1);
    if (const auto* function = precedes.function()) {
        if (function->parameters.size() != 2) return {};
        merge_sort(items, *function, evaluation);
        return items;
    }
    if (!precedes.is_null()) return {};
    for (const auto& item : items)
        if (!order(item, items.front())) return {};
    std::stable_sort(items.begin(), items.end(), [](const Value& left, const Value& right) {
        return order(left, right) == std::strong_ordering::less;
    });
    return items;
}

}  // namespace

void add_list_functions(std::vector<BuiltIn>& to) {
    using Gives = Type::Kind;
    to.push_back(
        {"list contains", Gives::Boolean, {{{"list", "element"}, 2, false, list_contains}}});
    to.push_back({"count", Gives::Number, {{{"list"}, 1, true, count}}});
    to.push_back({"min", Gives::Any, {{{"list"}, 1, true, min}}});
    to.push_back({"max", Gives::Any, {{{"list"}, 1, true, max}}});
    to.push_back({"all", Gives::Boolean, {{{"list"}, 1, true, all}}});
    to.push_back({"any", Gives::Boolean, {{{"list"}, 1, true, any}}});
    to.push_back({"index of", Gives::List, {{{"list", "match"}, 2, false, index_of}}});
    to.push_back({"sort", Gives::List, {{{"list", "precedes"}, 1, false, sort}}});
}

}  // namespace dw::feel
