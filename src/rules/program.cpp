// How a decision is evaluated: its requirements first, each once (the Memo), then its logic with
// their values as variables. A knowledge model is a function whose frame begins with the functions
// it requires; a decision service is a function with a Memo of its own, in which what it was given
// stands for its input data and input decisions (DMN 1.5, 10.4).

#include "rules/program.h"

#include <algorithm>

namespace dw::rules {

namespace {

using feel::Value;

void fill(const Program& program, const Element& element, Value* variables, Run& run) {
    for (const Element::Requirement& requirement : element.requirements) {
        if (requirement.element != nullptr) {
            variables[requirement.slot] = value_of(program, *requirement.element, run);
            continue;
        }
        feel::Context context;
        for (const auto& member : requirement.members) {
            context.set(member.name, value_of(program, *member.element, run));
        }
        variables[requirement.slot] = std::move(context);
    }
}

void record_inputs(const Program& program, const Element& element, Run& run) {
    const auto record = [&](const Element& input) {
        if (input.kind != Element::Kind::InputData) return;
        run.trace->input(input, value_of(program, input, run));
    };
    for (const Element::Requirement& requirement : element.requirements) {
        if (requirement.element != nullptr) record(*requirement.element);
        for (const auto& member : requirement.members) record(*member.element);
    }
}

Value decide(const Program& program, const Element& element, Run& run) {
    const feel::Evaluation::Frame frame(run, element.slots);
    Value* variables = frame.variables();
    if (variables == nullptr || !run.spend()) return Value();
    const std::uint32_t step = run.trace == nullptr
                                   ? Trace::none
                                   : run.trace->begin(Trace::Kind::Element, &element, nullptr);
    fill(program, element, variables, run);
    if (step != Trace::none) record_inputs(program, element, run);
    Value value = evaluate(element.logic, variables, run);
    if (element.type != nullptr) value = accept(value, *element.type, run);
    if (step != Trace::none) run.trace->end(step, value);
    return value;
}

Value call_model(const Program& program, const Element& element, std::span<const Value> arguments,
                 Run& run) {
    const std::uint32_t step = run.trace == nullptr
                                   ? Trace::none
                                   : run.trace->begin(Trace::Kind::Element, &element, nullptr);
    Room<std::vector<Value>> captured(run.captures);
    captured->assign(element.body->captured, Value());
    fill(program, element, captured->data(), run);
    Value value = call(*element.body, *captured, arguments, run);
    if (step != Trace::none) run.trace->end(step, value);
    return value;
}

Value result_of_service(const Program& program, const Element& service, Run& run) {
    if (service.outputs.size() == 1) return value_of(program, *service.outputs.front(), run);
    feel::Context context;
    for (std::size_t i = 0; i < service.outputs.size(); ++i) {
        context.set(service.output_names[i], value_of(program, *service.outputs[i], run));
    }
    return context;
}

Value call_service(const Program& program, const Element& service, std::span<const Value> arguments,
                   Run& run) {
    if (!run.spend()) return Value();
    // A service within a service within …: bounded as calls are.
    const feel::Evaluation::Frame frame(run, 0);
    if (run.exhausted() != feel::Exhausted::Nothing) return Value();
    Room<Memo> memo(run.memos);
    memo->clear(program.elements.size());
    for (std::size_t i = 0; i < service.parameters.size(); ++i) {
        const Element& parameter = *service.parameters[i];
        Value value = i < arguments.size() ? arguments[i] : Value();
        if (parameter.type != nullptr && !value.is_null()) {
            value = accept(value, *parameter.type, run);
            if (value.is_null()) return Value();  // what does not fit is not called
        }
        memo->set(parameter.number, std::move(value));
    }
    const std::uint32_t step = run.trace == nullptr
                                   ? Trace::none
                                   : run.trace->begin(Trace::Kind::Element, &service, nullptr);
    Memo* outer = run.memo;
    run.memo = &*memo;
    Value value = result_of_service(program, service, run);
    run.memo = outer;
    if (service.type != nullptr && service.type->feel->kind != feel::Type::Kind::Function) {
        value = accept(value, *service.type, run);
    }
    if (step != Trace::none) run.trace->end(step, value);
    return value;
}

}  // namespace

const Value& value_of(const Program& program, const Element& element, Run& run) {
    static const Value none;
    if (element.kind == Element::Kind::KnowledgeModel ||
        element.kind == Element::Kind::DecisionService) {
        return element.function;
    }
    if (run.memo->knows(element.number)) return run.memo->value(element.number);
    if (element.kind == Element::Kind::InputData) return none;
    Value value = decide(program, element, run);
    return run.memo->set(element.number, std::move(value));
}

Value function_of_model(const Element& element, const Program& program) {
    const FunctionBody& body = *element.body;
    feel::Function function;
    function.name = element.name;
    for (const FunctionBody::Parameter& parameter : body.parameters) {
        function.parameters.push_back(
            {parameter.name, parameter.type == nullptr ? nullptr : parameter.type->feel});
    }
    function.required = function.parameters.size();
    if (body.result != nullptr) function.result = body.result->feel;
    function.call = [&element, &program](std::span<const Value> arguments,
                                         feel::Evaluation& evaluation) {
        return call_model(program, element, arguments, run_of(evaluation));
    };
    return function;
}

Value function_of_service(const Element& element, const Program& program) {
    feel::Function function;
    function.name = element.name;
    for (const Element* parameter : element.parameters) {
        function.parameters.push_back(
            {parameter->name, parameter->type == nullptr ? nullptr : parameter->type->feel});
    }
    function.required = function.parameters.size();
    function.call = [&element, &program](std::span<const Value> arguments,
                                         feel::Evaluation& evaluation) {
        return call_service(program, element, arguments, run_of(evaluation));
    };
    return function;
}

}  // namespace dw::rules
