// Expression: a text in FEEL, read once and evaluated often, from many threads.
//
//   Scope scope;
//   scope.variables = {{"Anzahl Hunde", simple_type(Type::Kind::Number)}};
//   const auto parsed = parse_expression("Anzahl Hunde * 90", scope);
//   if (parsed.expression) value = parsed.expression->evaluate(values, evaluation);
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/findings.h"
#include "standards/feel/evaluation.h"
#include "standards/feel/type.h"
#include "standards/feel/value.h"

namespace dw::feel {

struct Node;

struct Variable {
    std::string name;
    TypePtr type;  // nullptr: any
};

// The names an expression may use. FEEL's names may hold blanks and signs, so without them it can
// not be read (DMN 1.5, 10.3.1.2).
struct Scope {
    std::vector<Variable> variables;  // a later one hides an earlier one of the same name
    std::map<std::string, TypePtr, std::less<>> types;  // the model's own
    // Names of entries that may turn up in contexts whose type is not known.
    std::vector<std::string> entry_names;
};

struct Limits {
    std::size_t bytes = 256 * 1024;  // of one text
    std::size_t depth = 200;         // of expressions within expressions
    std::size_t nodes = 200'000;
    bool folds = true;  // what is known is computed while reading
};

class Expression {
  public:
    Expression(std::shared_ptr<const Node> root, std::size_t slots, std::vector<std::size_t> used);

    // `variables` in the order of the scope's, as many.
    Value evaluate(std::span<const Value> variables, Evaluation& evaluation) const;
    // The same without copying the variables into a frame of their own: `frame` holds slots()
    // values, the first of them the variables.
    Value evaluate_in(Value* frame, Evaluation& evaluation) const;
    std::size_t slots() const { return slots_; }

    const TypePtr& type() const;  // as far as it is known
    // Places in the scope of the variables it uses, sorted.
    const std::vector<std::size_t>& used_variables() const { return used_; }
    const Node& root() const { return *root_; }

  private:
    std::shared_ptr<const Node> root_;
    std::size_t slots_;
    std::vector<std::size_t> used_;
};

// The findings name the place ("line 2, column 7"). Their codes:
//   feel.expected         {0} what was expected, {1} what is there
//   feel.unknown_name     {0} the name: it is null when evaluated
//   feel.unknown_function {0} the name: calling it gives null
//   feel.unknown_type     {0} the name
//   feel.bad_literal      {0} the literal: it is no day, time, number or text
//   feel.too_long, feel.too_deep, feel.too_many
// Without an expression it could not be read; unknown names alone leave one.
struct Parsed {
    std::shared_ptr<const Expression> expression;
    Findings findings;
};
Parsed parse_expression(std::string_view text, const Scope& scope, Limits limits = {});
// The cell of a decision table: "-", "< 5, [10..20)", "not(...)". The value under test is the
// variable "?", which must be the scope's last; the result is true, false or null.
Parsed parse_unary_tests(std::string_view text, const Scope& scope, Limits limits = {});

// What a cell says where it is simple enough to be looked up: values and ranges, one of which must
// hold the value under test, or none of them. Nothing where it must be evaluated.
struct SimpleTests {
    std::vector<Value> values;
    std::vector<Range> ranges;
    bool is_anything = false;  // "-"
    bool is_negated = false;
};
std::optional<SimpleTests> simple_tests(const Expression& unary_tests);

}  // namespace dw::feel
