// What can never come out: the types an expression's parts have, as far as they are known before it
// is evaluated, held against each other and against what a file declares. A value whose type is not
// known fits everywhere, so what is found is true, but there may be more.
#pragma once

#include <optional>
#include <vector>

#include "base/findings.h"
#include "standards/feel/expression.h"

namespace dw::rules {

// Whether no value of `given` becomes one of `wanted` (feel::coerce).
bool never_fits(const feel::TypePtr& given, const feel::TypePtr& wanted);

// Operations whose operands never go together, each with its place ("line 1, column 7") in the
// expression's text: "rules.operands", {0} and {1} the types.
Findings impossible_operations(const feel::Expression& expression);

}  // namespace dw::rules
