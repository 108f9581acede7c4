// Calling functions, and making them.
#include <utility>

#include "standards/feel/builtins.h"
#include "standards/feel/interpreter.h"

namespace dw::feel {
namespace {

// Arguments given by name, put in the order of the parameters. False where one has no such name.
bool in_order(const Function& function, std::span<const Text> names, std::span<const Value> given,
              Items& arguments) {
    arguments.assign(function.parameters.size(), Value());
    std::vector<bool> filled(arguments.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        std::size_t at = 0;
        while (at < function.parameters.size() && function.parameters[at].name != *names[i]) ++at;
        if (at == function.parameters.size() || filled[at]) return false;
        arguments[at] = given[i];
        filled[at] = true;
    }
    for (std::size_t i = 0; i < filled.size(); ++i)
        if (!filled[i] && i < function.required) return false;
    return true;
}

}  // namespace

Value call_function(const Function& function, std::span<const Value> arguments,
                    Evaluation& evaluation) {
    if (const auto* built_in = built_in_of(function))
        return call_built_in(*built_in, arguments, evaluation);
    const auto most = function.parameters.size();
    if (arguments.size() > most || arguments.size() < function.required) {
        evaluation.note("feel.wrong_arguments", function.name);
        return {};
    }
    Items fitting(most);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto& type = function.parameters[i].type;
        if (type && !evaluation.look_at(arguments[i])) return {};
        fitting[i] = type ? coerce(arguments[i], *type) : arguments[i];
        if (fitting[i].is_null() && !arguments[i].is_null()) {
            evaluation.note("feel.wrong_type", function.parameters[i].name);
            return {};
        }
    }
    if (!evaluation.spend()) return {};
    auto result = function.call(fitting, evaluation);
    if (function.result && !evaluation.look_at(result)) return {};
    return function.result ? coerce(result, *function.result) : result;
}

Value evaluate_call(const Node& node, Value* frame, Evaluation& evaluation) {
    Value room;
    const auto& callee = look(*node.parts[0], frame, evaluation, room);
    const auto* function = callee.function();
    if (function == nullptr) {
        evaluation.note("feel.not_a_function", {}, node.position);
        return {};
    }
    const auto count = node.parts.size() - 1;
    const Evaluation::Frame place(evaluation, count);
    auto* arguments = place.variables();
    if (arguments == nullptr) return {};
    for (std::size_t i = 0; i < count; ++i)
        arguments[i] = evaluate(*node.parts[i + 1], frame, evaluation);
    const std::span<const Value> given(arguments, count);
    if (node.names.empty()) return call_function(*function, given, evaluation);
    if (const auto* built_in = built_in_of(*function))
        return call_built_in_by_name(*built_in, node.names, given, evaluation);
    Items ordered;
    if (in_order(*function, node.names, given, ordered))
        return call_function(*function, ordered, evaluation);
    evaluation.note("feel.wrong_arguments", function->name, node.position);
    return {};
}

// What the function uses of its surroundings is kept with it.
Value evaluate_lambda(const Node& node, Value* frame, Evaluation& evaluation) {
    const auto shape = node.lambda;
    if (!evaluation.allocate((shape->captures.size() + 4) * sizeof(Value))) return {};
    Items kept;
    std::size_t depth = 0;
    for (const auto& capture : shape->captures) {
        kept.push_back(frame[capture.outer]);
        depth = std::max(depth, kept.back().depth());
    }
    Function function;
    function.parameters = shape->parameters;
    function.required = shape->parameters.size();
    function.depth = depth;
    function.call = [shape, body = node.parts[0], kept = std::move(kept)](
                        std::span<const Value> arguments, Evaluation& inner) -> Value {
        const Evaluation::Frame place(inner, shape->slots);
        auto* own = place.variables();
        if (own == nullptr) return {};
        std::copy(arguments.begin(), arguments.end(), own);
        for (std::size_t i = 0; i < kept.size(); ++i) own[shape->captures[i].inner] = kept[i];
        return evaluate(*body, own, inner);
    };
    return function;
}

}  // namespace dw::feel
