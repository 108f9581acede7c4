// The letters that wait to be posted: one row each, gone once it is posted.
#pragma once

#include <vector>

#include "cases/case_table.h"
#include "identity/principal.h"

namespace dw::cases {

struct WaitingLetter {
    CaseId case_id;
    std::int64_t letter = 0;  // sequence of its event
    Date since;
};

// Writes the rows of the case anew, and the timer of what is kept ready.
std::vector<store::Statement> letter_rows(const CasePlace& place, const CaseState& state);

// Those of the principal's own teams, for a team lead those of the whole office; the oldest first.
Result<std::vector<WaitingLetter>> waiting_letters(store::Connection& connection,
                                                   const identity::Principal& principal, int limit);

}  // namespace dw::cases
