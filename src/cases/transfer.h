// Abgabe of a running case to another authority of the same tenant. The giving one keeps a trace:
// number, day and receiver; the rights on the content go.
#pragma once

#include <string>
#include <vector>

#include "cases/cases.h"

namespace dw::cases {

// Authorities of the tenant that have a desk: somebody who may work on cases.
Result<std::vector<identity::OrganisationPlace>> desks_to_transfer_to(
    const Cases& cases, const identity::Principal& principal);

// What comes of the wish, before anything is done: who gets the case, and what the person is told.
struct TransferToCome {
    CaseTransferred transfer;
    std::string to, team;  // names; "" for an authority without teams
    std::string notice;
};
// Invalid "case.no_desk".
Result<TransferToCome> transfer_to_come(const Cases& cases, const identity::Principal& principal,
                                        const CaseState& state, const Transfer& wish);

struct TransferTrace {
    std::string number, to;  // the receiving authority
    Date on;
};
// Of one case, for the authority that gave it away and does not have it again; nothing for
// everybody else. It tells what transferred_by() does.
Result<std::optional<TransferTrace>> transfer_trace(const Cases& cases,
                                                    const identity::Principal& principal,
                                                    CaseId id);
// The latest first; at most a hundred. Denied where the role sees no cases.
Result<std::vector<TransferTrace>> transferred_by(const Cases& cases,
                                                  const identity::Principal& principal);

}  // namespace dw::cases
