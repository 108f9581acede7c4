// Opinions of other offices: asking for them, and the compartment the asked office sees.
#pragma once

#include <string>
#include <vector>

#include "cases/cases.h"

namespace dw::cases {

// What the asked office sees of a case. No name, no answer, no message of the applicant.
struct OpinionView {
    CaseId id;
    std::string number, service_title, asked_by;  // the office that asks
    Opinion opinion;
    std::vector<DocumentAdded> documents;
    bool is_open = false;  // the case
};

// The offices that can be asked: those of the tenant, but the own.
Result<std::vector<identity::OrganisationPlace>> offices_to_ask(
    const Cases& cases, const identity::Principal& principal);
// The laws of the place that count silence as consent, as far as the package names them, with the
// last day when asked today.
struct ConsentLaw {
    LegalDeadline law;
    Date last_day;
};
std::vector<ConsentLaw> consent_laws(const Cases& cases, const CaseState& state, Date today);

// What the office that is asked would see. Invalid "case.no_receiver", "case.no_consent_law".
Result<OpinionView> opinion_to_come(const Cases& cases, const identity::Principal& principal,
                                    const CaseFile& file, const OpinionWish& wish);

// What waits for an opinion of the principal's office, the earliest first; at most a hundred.
// Denied where the role gives none.
Result<std::vector<OpinionView>> opinions_to_give(const Cases& cases,
                                                  const identity::Principal& principal);
// NotFound "cases.none" for everybody but the asked office.
Result<OpinionView> opinion_view(const Cases& cases, const identity::Principal& principal,
                                 CaseId id, OpinionId opinion);
Result<DocumentContent> opinion_document(const Cases& cases, const identity::Principal& principal,
                                         const OpinionView& view, DocumentId document);
// Errors besides: those of decide().
Result<store::Receipt> give_opinion(const Cases& cases, const identity::Principal& principal,
                                    const OpinionView& view, const std::string& text);

}  // namespace dw::cases
