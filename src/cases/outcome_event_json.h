// How the events of outcome_events.h and objection.h are written, parts of a decision and of an
// answer, and what becomes of a letter.
// frozen: stored in the event log
#pragma once

#include "cases/payload_reader.h"

namespace dw::cases {

// Side clauses and enclosures of a decision; nothing where there are none, so that the bytes of
// older releases stay what they are.
void add_parts(Json& json, const OutcomeDecided& event);
void read_parts(PayloadReader& in, OutcomeDecided& event);

Json json_of(const DecisionContested& event);
Json json_of(const ObjectionOpened& event);
Json json_of(const LetterServed& event);
Json json_of(const LetterCalledOff& event);
Json json_of(const AnswerTaken& taken);
AnswerTaken read_taken(PayloadReader& in);  // the member "taken"
Json json_of(const DeemedWithdrawn& event);
Json json_of(const CertificateAsked& event);
Json json_of(const CertificateIssued& event);
Json json_of(const ConsentTakenBack& event);

DecisionContested read_contested(PayloadReader& in);
ObjectionOpened read_objection(PayloadReader& in);

}  // namespace dw::cases
