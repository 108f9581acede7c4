// Pages for people who write rules: try an expression, open a file of tables, enter values, see the
// result and why.
#pragma once

#include <vector>

#include "base/clock.h"
#include "catalogue/rule_book.h"
#include "web/router.h"

namespace dw::catalogue {

// /desk/rules, for the act "rules.try". Nothing is stored. Refers to the clock.
void add_rule_routes(web::Router& router, Clock& clock, std::vector<RuleBook> books);

}  // namespace dw::catalogue
