// What was applied for as structured data, for the software of an office: nothing is typed again.
#pragma once

#include "cases/cases.h"

namespace dw::cases {

// Every answer with its id, its meaning (FIM, "" unknown), its label and its value, in the order of
// the form; uploads by name. Format: docs/formats.md.
Json case_data(const CaseState& state, const forms::Package& package);

}  // namespace dw::cases
