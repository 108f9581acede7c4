// Interpreter: walks the tree of an expression. Used through expression.h.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "standards/feel/evaluation.h"
#include "standards/feel/syntax.h"
#include "standards/feel/value.h"

namespace dw::feel {

Value evaluate(const Node& node, Value* frame, Evaluation& evaluation);

// The value without a copy where it stands somewhere already; `room` holds it otherwise.
const Value& look(const Node& node, Value* frame, Evaluation& evaluation, Value& room);

// interpreter_arithmetic.cpp
Value add(const Value& left, const Value& right, Evaluation& evaluation);
Value subtract(const Value& left, const Value& right);
Value multiply(const Value& left, const Value& right);
Value divide(const Value& left, const Value& right, Evaluation& evaluation);
Value negate(const Value& value);

// interpreter_loops.cpp
Value evaluate_for(const Node& node, Value* frame, Evaluation& evaluation);
Value evaluate_some(const Node& node, Value* frame, Evaluation& evaluation);
Value evaluate_every(const Node& node, Value* frame, Evaluation& evaluation);

// interpreter_paths.cpp
Value evaluate_filter(const Node& node, Value* frame, Evaluation& evaluation);
Value property(const Value& value, std::string_view name, Evaluation& evaluation);

// interpreter_calls.cpp
Value evaluate_call(const Node& node, Value* frame, Evaluation& evaluation);
Value evaluate_lambda(const Node& node, Value* frame, Evaluation& evaluation);
// Null where the arguments do not fit.
Value call_function(const Function& function, std::span<const Value> arguments,
                    Evaluation& evaluation);

// interpreter_tests.cpp
Value evaluate_tests(const Node& node, Value* frame, Evaluation& evaluation);
// Whether a value passes what a cell or "in" says; nothing where that cannot be said.
std::optional<bool> passes(const Value& tested, const Value& test);

// A range, or null where its ends are no pair.
Value make_range(Range range);

// The items of a list; what is no list is one of one item; null has none.
std::span<const Value> items_of(const Value& value);

}  // namespace dw::feel
