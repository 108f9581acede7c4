#include "standards/feel/interpreter.h"

#include <utility>

#include "standards/feel/type.h"

namespace dw::feel {
namespace {

Value evaluate_form(const Node& node, Value* frame, Evaluation& evaluation);

// Ternary logic (DMN 1.5, table 50): what is no boolean counts as null.
Value conjunction(const Node& node, Value* frame, Evaluation& evaluation) {
    bool unknown = false;
    for (const auto& part : node.parts) {
        Value room;
        const auto& value = look(*part, frame, evaluation, room);
        if (value.is_false()) return false;
        unknown = unknown || !value.is_true();
    }
    return unknown ? Value() : Value(true);
}
Value disjunction(const Node& node, Value* frame, Evaluation& evaluation) {
    bool unknown = false;
    for (const auto& part : node.parts) {
        Value room;
        const auto& value = look(*part, frame, evaluation, room);
        if (value.is_true()) return true;
        unknown = unknown || !value.is_false();
    }
    return unknown ? Value() : Value(false);
}

Value comparison(const Node& node, Value* frame, Evaluation& evaluation) {
    Value left_room;
    Value right_room;
    const auto& left = look(*node.parts[0], frame, evaluation, left_room);
    const auto& right = look(*node.parts[1], frame, evaluation, right_room);
    if (!evaluation.compare(left, right)) return {};
    if (node.form == Form::Equal || node.form == Form::Unequal) {
        const auto same = equal(left, right);
        if (same) return *same == (node.form == Form::Equal);
    } else if (const auto compared = order(left, right)) {
        switch (node.form) {
            case Form::Less:
                return *compared < 0;
            case Form::LessOrEqual:
                return *compared <= 0;
            case Form::Greater:
                return *compared > 0;
            default:
                return *compared >= 0;
        }
    }
    evaluation.note("feel.not_comparable", {}, node.position);
    return {};
}

Value arithmetic(const Node& node, Value* frame, Evaluation& evaluation) {
    Value result;
    for (std::size_t i = 0; i < node.parts.size(); ++i) {
        Value room;
        const auto& part = look(*node.parts[i], frame, evaluation, room);
        if (i == 0) {
            result = part;
            continue;
        }
        switch (node.form) {
            case Form::Add:
                result = add(result, part, evaluation);
                break;
            case Form::Subtract:
                result = subtract(result, part);
                break;
            case Form::Multiply:
                result = multiply(result, part);
                break;
            case Form::Divide:
                result = divide(result, part, evaluation);
                break;
            default: {
                const auto* base = result.number();
                const auto* exponent = part.number();
                result = base && exponent ? Value(base->power(*exponent)) : Value();
            }
        }
        if (result.is_null()) {
            evaluation.note("feel.no_result", {}, node.position);
            return result;
        }
    }
    return result;
}

Value between(const Node& node, Value* frame, Evaluation& evaluation) {
    const auto value = evaluate(*node.parts[0], frame, evaluation);
    const auto low = order(value, evaluate(*node.parts[1], frame, evaluation));
    const auto high = order(value, evaluate(*node.parts[2], frame, evaluation));
    if (low && high) return *low >= 0 && *high <= 0;
    evaluation.note("feel.not_comparable", {}, node.position);
    return {};
}

Value list_of_parts(const Node& node, Value* frame, Evaluation& evaluation) {
    if (!evaluation.allocate(node.parts.size() * sizeof(Value))) return {};
    Items items;
    items.reserve(node.parts.size());
    for (const auto& part : node.parts) items.push_back(evaluate(*part, frame, evaluation));
    return items;
}

Value context_of_parts(const Node& node, Value* frame, Evaluation& evaluation) {
    if (!evaluation.allocate(node.parts.size() * sizeof(Entry))) return {};
    Context context;
    context.entries.reserve(node.parts.size());
    for (std::size_t i = 0; i < node.parts.size(); ++i) {
        auto value = evaluate(*node.parts[i], frame, evaluation);
        if (frame != nullptr) frame[node.slots[i]] = value;
        context.entries.push_back({node.names[i], std::move(value)});
    }
    return context;
}

Value range_of_parts(const Node& node, Value* frame, Evaluation& evaluation) {
    Range range;
    range.includes_start = node.includes_start;
    range.includes_end = node.includes_end;
    range.is_comparison = node.is_comparison;
    if (node.parts[0]) range.start = evaluate(*node.parts[0], frame, evaluation);
    if (node.parts[1]) range.end = evaluate(*node.parts[1], frame, evaluation);
    return make_range(std::move(range));
}

Value instance_of(const Node& node, Value* frame, Evaluation& evaluation) {
    const auto& asked = node.parts[1]->type;
    if (asked == nullptr) return {};
    const auto value = evaluate(*node.parts[0], frame, evaluation);
    if (!evaluation.look_at(value)) return {};
    return is_instance(value, *asked);
}

Value item_entry(const Node& node, Value* frame, Evaluation& evaluation) {
    if (const auto* context = frame[node.slot].context())
        if (const auto* entry = context->find(*node.names[0])) return *entry;
    return node.parts.empty() ? Value() : evaluate(*node.parts[0], frame, evaluation);
}

Value evaluate_in(const Node& node, Value* frame, Evaluation& evaluation) {
    frame[node.slot] = evaluate(*node.parts[0], frame, evaluation);
    return evaluate_tests(*node.parts[1], frame, evaluation);
}

Value evaluate_form(const Node& node, Value* frame, Evaluation& evaluation) {
    switch (node.form) {
        case Form::Literal:
            return node.value;
        case Form::Variable:
            return frame[node.slot];
        case Form::ItemEntry:
            return item_entry(node, frame, evaluation);
        case Form::Add:
        case Form::Subtract:
        case Form::Multiply:
        case Form::Divide:
        case Form::Power:
            return arithmetic(node, frame, evaluation);
        case Form::Negate:
            return negate(evaluate(*node.parts[0], frame, evaluation));
        case Form::And:
            return conjunction(node, frame, evaluation);
        case Form::Or:
            return disjunction(node, frame, evaluation);
        case Form::Equal:
        case Form::Unequal:
        case Form::Less:
        case Form::LessOrEqual:
        case Form::Greater:
        case Form::GreaterOrEqual:
            return comparison(node, frame, evaluation);
        case Form::Between:
            return between(node, frame, evaluation);
        case Form::In:
            return evaluate_in(node, frame, evaluation);
        case Form::InstanceOf:
            return instance_of(node, frame, evaluation);
        case Form::If:
            return evaluate(evaluate(*node.parts[0], frame, evaluation).is_true() ? *node.parts[1]
                                                                                  : *node.parts[2],
                            frame, evaluation);
        case Form::For:
            return evaluate_for(node, frame, evaluation);
        case Form::Some:
            return evaluate_some(node, frame, evaluation);
        case Form::Every:
            return evaluate_every(node, frame, evaluation);
        case Form::Filter:
            return evaluate_filter(node, frame, evaluation);
        case Form::Path: {
            Value room;
            return property(look(*node.parts[0], frame, evaluation, room), *node.names[0],
                            evaluation);
        }
        case Form::Call:
            return evaluate_call(node, frame, evaluation);
        case Form::Lambda:
            return evaluate_lambda(node, frame, evaluation);
        case Form::ListOf:
            return list_of_parts(node, frame, evaluation);
        case Form::ContextOf:
            return context_of_parts(node, frame, evaluation);
        case Form::RangeOf:
            return range_of_parts(node, frame, evaluation);
        case Form::Tests:
        case Form::NoTests:
        case Form::Anything:
            return evaluate_tests(node, frame, evaluation);
    }
    return {};
}

}  // namespace

Value evaluate(const Node& node, Value* frame, Evaluation& evaluation) {
    if (node.form == Form::Literal) return node.value;
    if (node.form == Form::Variable) return frame[node.slot];
    if (!evaluation.spend() || !evaluation.enter()) return {};
    auto value = evaluate_form(node, frame, evaluation);
    evaluation.leave();
    return value;
}

const Value& look(const Node& node, Value* frame, Evaluation& evaluation, Value& room) {
    if (node.form == Form::Literal) return node.value;
    if (node.form == Form::Variable) return frame[node.slot];
    room = evaluate(node, frame, evaluation);
    return room;
}

Value make_range(Range range) {
    if (range.is_comparison) {
        // Nothing to compare with.
        if (range.start.is_null() && range.end.is_null()) return {};
        return range;
    }
    if (range.start.is_null() && range.end.is_null()) return {};
    if (!range.start.is_null() && !range.end.is_null()) {
        const auto compared = order(range.start, range.end);
        if (!compared || *compared > 0) return {};
    }
    return range;
}

std::span<const Value> items_of(const Value& value) {
    if (const auto* list = value.list()) return *list;
    if (value.is_null()) return {};
    return {&value, 1};
}

}  // namespace dw::feel
