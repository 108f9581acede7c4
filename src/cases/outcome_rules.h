// Rules of what belongs to an outcome (outcome_events.h, objection.h). Pure.
#pragma once

#include <vector>

#include "cases/case.h"

namespace dw::cases {

// Errors: Conflict "case.open" for what is not decided, "case.contested" when the same objection is
// there, "case.not_deemed" for an approval that is none, "case.certificate_issued",
// "case.no_consent".
Result<std::vector<Event>> events_of(const CaseState& state, const OutcomeCommand& command);

void follow(CaseState& state, const DecisionContested& event);
void follow(CaseState& state, const ObjectionOpened& event);
void follow(CaseState& state, const DeemedWithdrawn& event);
void follow(CaseState& state, const CertificateAsked& event);
void follow(CaseState& state, const CertificateIssued& event);
void follow(CaseState& state, const ConsentTakenBack& event);

}  // namespace dw::cases
