// Rules of the end of a closed case (retention_events.h). Pure.
#pragma once

#include <vector>

#include "cases/case.h"

namespace dw::cases {

// Errors: those about the end of a case of decide() in case.h.
Result<std::vector<Event>> events_of(const CaseState& state, const SetRetention& wish);
Result<std::vector<Event>> events_of(const CaseState& state, const EndRetention& wish);
Result<std::vector<Event>> events_of(const CaseState& state, const PlaceHold& wish);
Result<std::vector<Event>> events_of(const CaseState& state, const LiftHold& wish);
Result<std::vector<Event>> events_of(const CaseState& state, const DestroyContent& wish);

}  // namespace dw::cases
