// A fee as the person reads it: what it costs and why, and how to pay it.
#pragma once

#include <vector>

#include "cases/case.h"
#include "forms/submission.h"
#include "web/html.h"

namespace dw::cases {

// What it costs, why, and unless it is paid where the money goes.
std::vector<forms::ReadableAnswer> fee_in_words(const CaseState& state, Language language);
// For a banking app; "" where nothing is to be paid any more.
std::string fee_code(const CaseState& state);
// Both, with where the payment stands.
web::Html fee_part(const CaseState& state, Language language);
Text words_of(const CaseState& state);  // "Die Gebühr ist noch offen."

}  // namespace dw::cases
