#include "standards/feel/expression.h"

#include <algorithm>
#include <utility>

#include "standards/feel/interpreter.h"
#include "standards/feel/parser.h"

namespace dw::feel {

Expression::Expression(std::shared_ptr<const Node> root, std::size_t slots,
                       std::vector<std::size_t> used)
    : root_(std::move(root)), slots_(slots), used_(std::move(used)) {}

Value Expression::evaluate(std::span<const Value> variables, Evaluation& evaluation) const {
    const Evaluation::Frame frame(evaluation, std::max(slots_, variables.size()));
    if (frame.variables() == nullptr) return {};
    std::copy(variables.begin(), variables.end(), frame.variables());
    return evaluate_in(frame.variables(), evaluation);
}

Value Expression::evaluate_in(Value* frame, Evaluation& evaluation) const {
    auto value = feel::evaluate(*root_, frame, evaluation);
    return evaluation.exhausted() == Exhausted::Nothing ? value : Value();
}

const TypePtr& Expression::type() const {
    return root_->type;
}

namespace {

Parsed finished(const Parser& parser, NodePtr root, std::size_t variables) {
    Parsed parsed;
    parsed.findings = parser.findings();
    if (!root) return parsed;
    std::vector<std::size_t> used;
    for (std::size_t i = 0; i < variables; ++i)
        if (parser.is_used(static_cast<std::uint32_t>(i))) used.push_back(i);
    parsed.expression =
        std::make_shared<const Expression>(std::move(root), parser.slots(), std::move(used));
    return parsed;
}

}  // namespace

Parsed parse_expression(std::string_view text, const Scope& scope, Limits limits) {
    Parser parser(text, scope, limits);
    auto root = parser.whole_expression();
    return finished(parser, std::move(root), scope.variables.size());
}

Parsed parse_unary_tests(std::string_view text, const Scope& scope, Limits limits) {
    Parser parser(text, scope, limits);
    auto root = parser.whole_unary_tests();
    return finished(parser, std::move(root), scope.variables.size());
}

}  // namespace dw::feel
