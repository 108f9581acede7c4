// Where a decision stands: whether it can still be contested, is contested, or is final
// (Bestandskraft).
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include "cases/case_log.h"
#include "cases/cases.h"
#include "terms/berlin.h"

namespace dw::cases {

enum class Standing {
    None,         // nothing was decided that burdens, or it is not handed out yet
    OnItsWay,     // it does not count as known yet
    Open,         // it can be contested
    Contested,    // an objection is open
    LawsuitOpen,  // the objection was rejected; a lawsuit is possible
    Amended,      // the objection had success
    Final,
};

struct DecisionStanding {
    Standing standing = Standing::None;
    Date today;
    std::optional<Remedy> remedy;                // nothing: no law is known
    std::optional<ExplainedDeadline> until;      // of the remedy
    std::optional<DecisionContested> objection;  // the last one
    std::optional<ExplainedDeadline> lawsuit;    // against the decision on the objection
    bool changed_in_part = false;                // the objection had success in part
};

// Whether the letter tells what can be done against it (§ 37 Abs. 6 VwVfG).
bool has_remedy_notice(const CaseState& state, const forms::PossibleOutcome& outcome,
                       const OutcomeDecided& decided);
// The day of the decision, by the history of a CaseFile or a LoadedCase.
template <class History>
std::optional<Date> decided_on(const CaseState& state, const History& history) {
    for (const auto& entry : history)
        if (entry.sequence == state.outcome_sequence) return berlin_date(entry.at);
    return std::nullopt;
}

StandingMark mark_of(const DecisionStanding& standing);
// For a line of a list; its case is read for it. None for a case that is gone.
Result<StandingMark> mark_of_case(const Cases& cases, store::TenantId tenant, CaseId id);

Result<DecisionStanding> standing_of(const Cases& cases, store::TenantId tenant,
                                     const CaseState& state, std::optional<Date> decided);
// The standing in a sentence or two, in plain words; "" for None.
std::string standing_words(const DecisionStanding& standing, Language language);

}  // namespace dw::cases
