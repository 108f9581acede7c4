// Functions that make a list out of lists (DMN 1.5, table 74). Places count from 1, from the end
// with -1.
#include <algorithm>

#include "standards/feel/builtins.h"
#include "standards/feel/interpreter.h"

namespace dw::feel {
namespace {

// The items of the first argument to work on; nothing for null and for a list over the budget.
std::optional<Items> copy_of_list(Arguments arguments, Evaluation& evaluation) {
    const auto& list = argument(arguments, 0);
    if (list.is_null()) return std::nullopt;
    const auto items = items_of(list);
    if (!evaluation.allocate((items.size() + 1) * sizeof(Value))) return std::nullopt;
    return Items(items.begin(), items.end());
}

// From 0; nothing where no item stands.
std::optional<std::size_t> place_of(const Value& position, std::size_t size) {
    const auto* number = position.number();
    const auto place = number ? number->truncated() : std::nullopt;
    const auto most = static_cast<std::int64_t>(size);
    if (!place || *place == 0 || *place > most || *place < -most) return std::nullopt;
    return static_cast<std::size_t>(*place > 0 ? *place - 1 : most + *place);
}

Value sublist(Arguments arguments, Evaluation& evaluation) {
    const auto items = copy_of_list(arguments, evaluation);
    if (!items) return {};
    const auto start = place_of(arguments[1], items->size());
    if (!start) return {};
    auto length = items->size() - *start;
    if (!argument(arguments, 2).is_null()) {
        const auto asked = whole_argument(arguments, 2);
        if (!asked || *asked < 1 || static_cast<std::size_t>(*asked) > length) return {};
        length = static_cast<std::size_t>(*asked);
    }
    const auto begin = items->begin() + static_cast<std::ptrdiff_t>(*start);
    return Items(begin, begin + static_cast<std::ptrdiff_t>(length));
}

Value append(Arguments arguments, Evaluation& evaluation) {
    auto items = copy_of_list(arguments, evaluation);
    if (!items || !evaluation.allocate(arguments.size() * sizeof(Value))) return {};
    items->insert(items->end(), arguments.begin() + 1, arguments.end());
    return *std::move(items);
}

Value concatenate(Arguments arguments, Evaluation& evaluation) {
    Items result;
    for (const auto& list : arguments) {
        if (list.is_null()) return {};
        const auto items = items_of(list);
        if (!evaluation.allocate(items.size() * sizeof(Value))) return {};
        result.insert(result.end(), items.begin(), items.end());
    }
    return result;
}

Value insert_before(Arguments arguments, Evaluation& evaluation) {
    auto items = copy_of_list(arguments, evaluation);
    if (!items) return {};
    const auto at = place_of(arguments[1], items->size());
    if (!at) return {};
    items->insert(items->begin() + static_cast<std::ptrdiff_t>(*at), arguments[2]);
    return *std::move(items);
}

Value remove(Arguments arguments, Evaluation& evaluation) {
    auto items = copy_of_list(arguments, evaluation);
    if (!items) return {};
    const auto at = place_of(arguments[1], items->size());
    if (!at) return {};
    items->erase(items->begin() + static_cast<std::ptrdiff_t>(*at));
    return *std::move(items);
}

Value list_replace_at(Arguments arguments, Evaluation& evaluation) {
    auto items = copy_of_list(arguments, evaluation);
    if (!items) return {};
    const auto at = place_of(arguments[1], items->size());
    if (!at) return {};
    (*items)[*at] = arguments[2];
    return *std::move(items);
}
Value list_replace_matches(Arguments arguments, Evaluation& evaluation) {
    auto items = copy_of_list(arguments, evaluation);
    const auto* match = arguments[1].function();
    if (!items || match == nullptr || match->parameters.size() != 2) return {};
    for (auto& item : *items) {
        const Value pair[] = {item, arguments[2]};
        const auto found = call_function(*match, pair, evaluation);
        if (!found.boolean()) return {};
        if (found.is_true()) item = arguments[2];
    }
    return *std::move(items);
}
Value list_replace(Arguments arguments, Evaluation& evaluation) {
    return arguments[1].function() ? list_replace_matches(arguments, evaluation)
                                   : list_replace_at(arguments, evaluation);
}

Value reverse(Arguments arguments, Evaluation& evaluation) {
    auto items = copy_of_list(arguments, evaluation);
    if (!items) return {};
    std::reverse(items->begin(), items->end());
    return *std::move(items);
}

bool add_once(Items& result, std::span<const Value> items, Evaluation& evaluation) {
    for (const auto& item : items) {
        if (!evaluation.spend(result.size() + 1)) return false;
        const bool known = std::any_of(result.begin(), result.end(), [&](const Value& other) {
            return same(other, item, evaluation);
        });
        if (known) continue;
        if (!evaluation.allocate(sizeof(Value))) return false;
        result.push_back(item);
    }
    return true;
}
Value make_union(Arguments arguments, Evaluation& evaluation) {
    Items result;
    for (const auto& list : arguments)
        if (list.is_null() || !add_once(result, items_of(list), evaluation)) return {};
    return result;
}
Value distinct_values(Arguments arguments, Evaluation& evaluation) {
    Items result;
    if (arguments[0].is_null() || !add_once(result, items_of(arguments[0]), evaluation)) return {};
    return result;
}
Value duplicate_values(Arguments arguments, Evaluation& evaluation) {
    if (arguments[0].is_null()) return {};
    Items once;
    Items twice;
    for (const auto& item : items_of(arguments[0])) {
        const auto before = once.size();
        if (!add_once(once, {&item, 1}, evaluation)) return {};
        if (once.size() == before && !add_once(twice, {&item, 1}, evaluation)) return {};
    }
    return twice;
}

bool flatten_into(Items& result, std::span<const Value> items, Evaluation& evaluation) {
    for (const auto& item : items) {
        if (!evaluation.spend()) return false;
        if (const auto* list = item.list()) {
            if (!flatten_into(result, *list, evaluation)) return false;
            continue;
        }
        if (!evaluation.allocate(sizeof(Value))) return false;
        result.push_back(item);
    }
    return true;
}
Value flatten(Arguments arguments, Evaluation& evaluation) {
    Items result;
    if (arguments[0].is_null() || !flatten_into(result, items_of(arguments[0]), evaluation))
        return {};
    return result;
}

}  // namespace

void add_list_edits(std::vector<BuiltIn>& to) {
    using Gives = Type::Kind;
    const auto add = [&](std::string_view name, std::vector<Overload> overloads) {
        to.push_back({name, Gives::List, std::move(overloads)});
    };
    add("sublist", {{{"list", "start position", "length"}, 2, false, sublist}});
    add("append", {{{"list", "item"}, 1, true, append}});
    add("concatenate", {{{"list"}, 1, true, concatenate}});
    add("insert before", {{{"list", "position", "newItem"}, 3, false, insert_before}});
    add("remove", {{{"list", "position"}, 2, false, remove}});
    add("list replace", {{{"list", "position", "newItem"}, 3, false, list_replace},
                         {{"list", "match", "newItem"}, 3, false, list_replace}});
    add("reverse", {{{"list"}, 1, false, reverse}});
    add("union", {{{"list"}, 1, true, make_union}});
    add("distinct values", {{{"list"}, 1, false, distinct_values}});
    add("duplicate values", {{{"list"}, 1, false, duplicate_values}});
    add("flatten", {{{"list"}, 1, false, flatten}});
}

}  // namespace dw::feel
