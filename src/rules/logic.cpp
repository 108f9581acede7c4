#include "rules/logic.h"

#include <algorithm>

namespace dw::rules {

namespace {

using feel::Value;

Value run_logic(const Value& constant, Value*, Run&) {
    return constant;
}

Value run_logic(const std::shared_ptr<const feel::Expression>& expression, Value* frame, Run& run) {
    return expression->evaluate_in(frame, run);
}

Value run_logic(const std::unique_ptr<const Table>& table, Value* frame, Run& run) {
    return table->evaluate(frame, run);
}

Value run_logic(const ContextLogic& logic, Value* frame, Run& run) {
    feel::Context context;
    for (const ContextLogic::Entry& entry : logic.entries) {
        Value value = evaluate(entry.logic, frame, run);
        if (entry.type != nullptr) value = accept(value, *entry.type, run);
        frame[entry.slot] = value;
        context.set(entry.name, std::move(value));
    }
    if (logic.result != nullptr) return evaluate(logic.result, frame, run);
    if (!run.allocate(context.entries.size() * sizeof(feel::Entry))) return Value();
    return context;
}

Value run_logic(const InvocationLogic& logic, Value* frame, Run& run) {
    if (logic.built_in != nullptr) {
        std::vector<Value> arguments;
        for (const auto& argument : logic.arguments) {
            arguments.push_back(evaluate(argument.logic, frame, run));
        }
        std::ranges::move(arguments, frame + logic.first_slot);
        return logic.built_in->evaluate_in(frame, run);
    }
    const Value called = evaluate(logic.called, frame, run);
    const feel::Function* function = called.function();
    if (function == nullptr) {
        run.note("rules.not_a_function", logic.called_text);
        return Value();
    }
    std::vector<Value> arguments(function->parameters.size());
    std::size_t given = 0;
    for (const InvocationLogic::Argument& argument : logic.arguments) {
        const auto found =
            std::ranges::find(function->parameters, argument.name, &feel::Parameter::name);
        if (found == function->parameters.end()) {
            run.note("rules.unknown_parameter", argument.name);
            return Value();
        }
        const auto place = static_cast<std::size_t>(found - function->parameters.begin());
        arguments[place] = evaluate(argument.logic, frame, run);
        if (found->type != nullptr) arguments[place] = feel::coerce(arguments[place], *found->type);
        ++given;
    }
    if (given < function->required) {
        run.note("rules.missing_argument", logic.called_text);
        return Value();
    }
    return function->call(arguments, run);
}

Value run_logic(const ListLogic& logic, Value* frame, Run& run) {
    feel::Items items;
    for (const LogicBox& item : logic.items) items.push_back(evaluate(item, frame, run));
    if (!run.allocate(items.size() * sizeof(Value))) return Value();
    return items;
}

Value run_logic(const RelationLogic& logic, Value* frame, Run& run) {
    feel::Items rows;
    for (const auto& row : logic.rows) {
        feel::Context context;
        for (std::size_t i = 0; i < std::min(row.size(), logic.columns.size()); ++i) {
            context.set(logic.columns[i], evaluate(row[i], frame, run));
        }
        if (!run.allocate(context.entries.size() * sizeof(feel::Entry))) return Value();
        rows.push_back(std::move(context));
    }
    return rows;
}

Value run_logic(const FunctionLogic& logic, Value* frame, Run&) {
    return make_function(*logic.body, std::vector<Value>(frame, frame + logic.body->captured));
}

// As FEEL's if: what is not true takes the other way.
Value run_logic(const ConditionalLogic& logic, Value* frame, Run& run) {
    return evaluate(logic.condition, frame, run).is_true() ? evaluate(logic.then_, frame, run)
                                                           : evaluate(logic.else_, frame, run);
}

Value quantified(const IteratorLogic& logic, const feel::Items& items, Value* frame, Run& run) {
    const bool wanted = logic.kind == dmn::IteratorKind::Some;
    bool unknown = false;
    for (const Value& item : items) {
        if (!run.spend()) return Value();
        frame[logic.slot] = item;
        const Value passed = evaluate(logic.body, frame, run);
        if (wanted ? passed.is_true() : passed.is_false()) return wanted;
        // Neither true nor false nor unknown: no condition (DMN TCK 1153, 1154).
        if (passed.boolean() == nullptr && !passed.is_null()) {
            run.note("rules.no_condition");
            return Value();
        }
        unknown = unknown || passed.boolean() == nullptr;
    }
    return unknown ? Value() : Value(!wanted);
}

Value run_logic(const IteratorLogic& logic, Value* frame, Run& run) {
    frame[logic.slot] = evaluate(logic.in, frame, run);
    const Value domain = logic.items == nullptr ? Value() : logic.items->evaluate_in(frame, run);
    const feel::Items* items = domain.list();
    if (items == nullptr) return Value();
    if (logic.kind != dmn::IteratorKind::For) return quantified(logic, *items, frame, run);
    feel::Items results;
    for (const Value& item : *items) {
        if (!run.spend() || !run.allocate(sizeof(Value))) return Value();
        frame[logic.slot] = item;
        if (logic.uses_partial) {
            if (!run.allocate(results.size() * sizeof(Value))) return Value();
            frame[logic.slot + 1] = results;
        }
        results.push_back(evaluate(logic.body, frame, run));
    }
    return results;
}

Value run_logic(const FilterLogic& logic, Value* frame, Run& run) {
    frame[logic.slot] = evaluate(logic.in, frame, run);
    if (logic.filter != nullptr) return logic.filter->evaluate_in(frame, run);
    const Value domain = frame[logic.slot];
    if (domain.is_null()) return Value();
    const feel::Items alone = {domain};
    feel::Items kept;
    for (const Value& item : domain.list() == nullptr ? alone : *domain.list()) {
        if (!run.spend() || !run.allocate(sizeof(Value))) return Value();
        frame[logic.slot] = item;
        if (evaluate(logic.match, frame, run).is_true()) kept.push_back(item);
    }
    return kept;
}

}  // namespace

Value evaluate(const Logic& logic, Value* frame, Run& run) {
    if (!run.spend()) return Value();
    Value value = std::visit([&](const auto& content) { return run_logic(content, frame, run); },
                             logic.content);
    return logic.type == nullptr ? value : accept(value, *logic.type, run);
}

Value evaluate(const LogicBox& logic, Value* frame, Run& run) {
    return logic == nullptr ? Value() : evaluate(*logic, frame, run);
}

Value call(const FunctionBody& body, std::span<const Value> captured,
           std::span<const Value> arguments, Run& run) {
    const feel::Evaluation::Frame frame(run, body.slots);
    Value* variables = frame.variables();
    if (variables == nullptr || body.logic == nullptr) return Value();
    std::ranges::copy(captured, variables);
    for (std::size_t i = 0; i < body.parameters.size(); ++i) {
        Value& parameter = variables[body.captured + i];
        if (i < arguments.size()) parameter = arguments[i];
        const ItemType* type = body.parameters[i].type;
        if (type == nullptr || parameter.is_null()) continue;
        parameter = accept(parameter, *type, run);
        if (parameter.is_null()) return Value();
    }
    Value value = evaluate(*body.logic, variables, run);
    return body.result == nullptr ? value : accept(value, *body.result, run);
}

Value make_function(const FunctionBody& body, std::vector<Value> captured) {
    feel::Function function;
    function.name = body.name;
    for (const FunctionBody::Parameter& parameter : body.parameters) {
        function.parameters.push_back(
            {parameter.name, parameter.type == nullptr ? nullptr : parameter.type->feel});
    }
    function.required = function.parameters.size();
    if (body.result != nullptr) function.result = body.result->feel;
    for (const Value& value : captured) function.depth = std::max(function.depth, value.depth());
    function.call = [&body, kept = std::move(captured)](std::span<const Value> arguments,
                                                        feel::Evaluation& evaluation) {
        return call(body, kept, arguments, run_of(evaluation));
    };
    return function;
}

}  // namespace dw::rules
