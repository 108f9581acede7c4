// What may happen to opinions (opinion.h). Pure.
#pragma once

#include "cases/case.h"

namespace dw::cases {

// Invalid "case.empty_text", "case.opinion_day", NotFound "case.no_document".
Result<std::vector<Event>> events_of(const CaseState& state, const AskOpinion& wish);
// NotFound "case.no_opinion", Conflict "case.opinion_given", Invalid "case.empty_text".
Result<std::vector<Event>> events_of(const CaseState& state, const GiveOpinion& wish);
// Those whose day is over.
std::vector<OpinionSilent> silent_opinions(const CaseState& state, Date today);

}  // namespace dw::cases
