// Functions on contexts (DMN 1.5, table 80).
#include "standards/feel/builtins.h"
#include "standards/feel/interpreter.h"

namespace dw::feel {
namespace {

Value get_value(Arguments arguments, Evaluation&) {
    const auto* context = arguments[0].context();
    if (context == nullptr) return {};
    if (const auto* key = arguments[1].string()) {
        const auto* found = context->find(*key);
        return found ? *found : Value();
    }
    const auto* keys = arguments[1].list();
    if (keys == nullptr || keys->empty()) return {};
    Value at = arguments[0];
    for (const auto& key : *keys) {
        const auto* inside = at.context();
        if (inside == nullptr || !key.string()) return {};
        const auto* found = inside->find(*key.string());
        if (found == nullptr) return {};
        const Value next = *found;
        at = next;
    }
    return at;
}

Value get_entries(Arguments arguments, Evaluation& evaluation) {
    const auto* context = arguments[0].context();
    if (context == nullptr) return {};
    if (!evaluation.allocate(context->entries.size() * 3 * sizeof(Entry))) return {};
    Items entries;
    for (const auto& entry : context->entries) {
        Context pair;
        pair.set("key", Value(entry.key));
        pair.set("value", entry.value);
        entries.push_back(std::move(pair));
    }
    return entries;
}

// Out of entries with "key" and "value".
Value context_from(Arguments arguments, Evaluation& evaluation) {
    if (arguments[0].is_null()) return {};
    Context result;
    for (const auto& item : items_of(arguments[0])) {
        const auto* entry = item.context();
        if (entry == nullptr || !evaluation.spend(result.entries.size() + 1)) return {};
        const auto* key = entry->find("key");
        const auto* value = entry->find("value");
        if (key == nullptr || !key->string() || value == nullptr) return {};
        if (result.find(*key->string()) != nullptr) return {};
        if (!evaluation.allocate(sizeof(Entry))) return {};
        result.set(*key->string(), *value);
    }
    return result;
}

Value put_at(const Value& target, std::span<const Value> keys, const Value& value,
             Evaluation& evaluation) {
    const auto* context = target.context();
    if (context == nullptr || !keys.front().string()) return {};
    if (!evaluation.spend() || !evaluation.allocate(context->entries.size() * sizeof(Entry)))
        return {};
    Context result = *context;
    const auto& key = *keys.front().string();
    if (keys.size() == 1) {
        result.set(key, value);
        return result;
    }
    const auto* inner = context->find(key);
    if (inner == nullptr || !inner->context()) return {};
    auto changed = put_at(*inner, keys.subspan(1), value, evaluation);
    if (changed.is_null()) return {};
    result.set(key, std::move(changed));
    return result;
}
Value context_put(Arguments arguments, Evaluation& evaluation) {
    if (arguments[1].string())
        return put_at(arguments[0], {&arguments[1], 1}, arguments[2], evaluation);
    const auto* keys = arguments[1].list();
    if (keys == nullptr || keys->empty() || keys->size() > Value::deepest) return {};
    return put_at(arguments[0], *keys, arguments[2], evaluation);
}

Value context_merge(Arguments arguments, Evaluation& evaluation) {
    if (arguments[0].is_null()) return {};
    Context result;
    for (const auto& item : items_of(arguments[0])) {
        const auto* context = item.context();
        if (context == nullptr) return {};
        for (const auto& entry : context->entries) {
            if (!evaluation.spend(result.entries.size() + 1) || !evaluation.allocate(sizeof(Entry)))
                return {};
            result.set(entry.key, entry.value);
        }
    }
    return result;
}

}  // namespace

void add_context_functions(std::vector<BuiltIn>& to) {
    using Gives = Type::Kind;
    to.push_back({"get value",
                  Gives::Any,
                  {{{"m", "key"}, 2, false, get_value},
                   {{"context", "key"}, 2, false, get_value},
                   {{"context", "keys"}, 2, false, get_value}}});
    to.push_back({"get entries",
                  Gives::List,
                  {{{"m"}, 1, false, get_entries}, {{"context"}, 1, false, get_entries}}});
    to.push_back({"context", Gives::Context, {{{"entries"}, 1, false, context_from}}});
    to.push_back({"context put",
                  Gives::Context,
                  {{{"context", "key", "value"}, 3, false, context_put},
                   {{"context", "keys", "value"}, 3, false, context_put}}});
    to.push_back({"context merge", Gives::Context, {{{"contexts"}, 1, false, context_merge}}});
}

}  // namespace dw::feel
