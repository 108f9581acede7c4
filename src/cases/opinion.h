// The opinion (Stellungnahme) of another office on a case: events, what they leave, and the rules.
// Pure. The asked office sees the question, the chosen documents and its own opinion, nothing else.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "identity/principal.h"

namespace dw::cases {

using DocumentId = Id<struct DocumentTag>;
using OpinionId = Id<struct OpinionTag>;

struct CaseState;

struct OpinionAsked {
    OpinionId opinion;
    identity::OrganisationId office;
    std::string question;
    std::vector<DocumentId> documents;
    Date until;
    std::string
        law;  // that counts silence as consent (data/law/deadlines.csv); "": silence is none
    identity::PersonId by;
    bool operator==(const OpinionAsked&) const = default;
};
struct OpinionGiven {
    OpinionId opinion;
    std::string text;
    identity::PersonId by;
    bool operator==(const OpinionGiven&) const = default;
};
struct OpinionSilent {  // the day is over
    OpinionId opinion;
    bool operator==(const OpinionSilent&) const = default;
};

struct Opinion {
    OpinionAsked asked;
    std::optional<OpinionGiven> given;
    bool is_silent = false;
    bool waits() const { return !given && !is_silent; }
    // § 36 Abs. 2 S. 2 BauGB and the like; what comes later does not undo it.
    bool is_deemed_consent() const { return is_silent && !asked.law.empty(); }
    bool operator==(const Opinion&) const = default;
};

const Opinion* find_opinion(const CaseState& state, OpinionId id);

void follow(CaseState& state, const OpinionAsked& event);
void follow(CaseState& state, const OpinionGiven& event);
void follow(CaseState& state, const OpinionSilent& event);

}  // namespace dw::cases
