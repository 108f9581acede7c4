// Rules of letters: what goes by post, comes back, or is kept ready to be retrieved. Pure.
#pragma once

#include <vector>

#include "cases/case.h"

namespace dw::cases {

// Errors: those about letters of decide() in case.h.
Result<std::vector<Event>> events_of(const CaseState& state, const PostLetter& wish);
Result<std::vector<Event>> events_of(const CaseState& state, const ReturnLetter& wish);
Result<std::vector<Event>> events_of(const CaseState& state, const OrderLetter& wish);
Result<std::vector<Event>> events_of(const CaseState& state, const Retrieve& wish);
Result<std::vector<Event>> events_of(const CaseState& state, const EndProvision& wish);
Result<std::vector<Event>> events_of(const CaseState& state, const ServeLetter& wish);
// No events where it does not wait.
Result<std::vector<Event>> events_of(const CaseState& state, const CallOffLetter& wish);

void follow(CaseState& state, const LetterOrdered& event);
void follow(CaseState& state, const LetterPosted& event);
void follow(CaseState& state, const LetterReturned& event);
void follow(CaseState& state, const LetterProvided& event);
void follow(CaseState& state, const LetterRetrieved& event);
void follow(CaseState& state, const LetterNotRetrieved& event);
void follow(CaseState& state, const LetterServed& event);
void follow(CaseState& state, const LetterCalledOff& event);

}  // namespace dw::cases
