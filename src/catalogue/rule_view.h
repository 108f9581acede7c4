// Rules as people read them: tables as tables, explanations as lists.
#pragma once

#include <string>
#include <vector>

#include "rules/explanation.h"
#include "rules/rule_set.h"
#include "web/html.h"

namespace dw::catalogue {

// All tables of a file, each below its name.
web::Html tables_of(const rules::RuleSet& rules, Language language);
// Nested as the sentences explain each other.
web::Html explanation_list(const std::vector<rules::ExplanationLine>& lines);

}  // namespace dw::catalogue
