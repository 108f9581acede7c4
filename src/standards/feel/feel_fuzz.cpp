// Any bytes as a rule: reading and evaluating them ends within the budget.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "standards/feel/expression.h"

namespace {

void evaluate(const dw::feel::Parsed& parsed, std::size_t variables) {
    if (!parsed.expression) return;
    dw::feel::Evaluation evaluation({.steps = 20'000, .depth = 60, .bytes = 1024 * 1024},
                                    dw::feel::parse_date_time("2026-11-30T10:00:00Z"));
    dw::feel::Items values(variables);
    values[0] = 7;
    values[1] = dw::feel::Items{1, "a", dw::feel::Value()};
    const auto value = parsed.expression->evaluate(values, evaluation);
    // What it gives can be written and, where it is one, read again.
    (void)dw::feel::to_literal(value);
    (void)dw::feel::simple_tests(*parsed.expression);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    dw::feel::Scope scope;
    scope.variables = {{"a", dw::feel::simple_type(dw::feel::Type::Kind::Number)},
                       {"b c", nullptr},
                       {"x-y", nullptr},
                       {"?", nullptr}};
    evaluate(dw::feel::parse_expression(text, scope), scope.variables.size());
    evaluate(dw::feel::parse_unary_tests(text, scope), scope.variables.size());
    return 0;
}
