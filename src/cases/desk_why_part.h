// Why an outcome's details are what they are: the sentences of the rules that worked them out.
#pragma once

#include <vector>

#include "cases/desk_visit.h"
#include "rules/explanation.h"

namespace dw::cases {

// Empty where no rule worked anything out.
web::Html why_part(const Visit& visit, const std::vector<rules::ExplanationLine>& why);
// Of a draft.
web::Html why_of(const Visit& visit, const CaseFile& file, const OutcomeDecided& decision);
// Of the decision on the page of a case.
web::Html why_of_outcome(const Visit& visit, const CaseFile& file);

}  // namespace dw::cases
