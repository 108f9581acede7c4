// The rows of fees: whose Kassenzeichen it is, and what is not settled yet. Amounts stand in the
// case alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/case_table.h"
#include "identity/principal.h"

namespace dw::cases {

// Writes the rows of the case anew.
std::vector<store::Statement> fee_rows(const CasePlace& place, const CaseState& state);
// Stands before them when the fee is new: a Kassenzeichen somebody has already misses.
store::Statement fee_claim(const CasePlace& place, const CaseState& state);

Result<std::optional<CaseId>> case_of_reference(store::Connection& connection,
                                                const identity::Principal& principal,
                                                const std::string& plain);

// What is open, underpaid or overpaid: of the principal's own teams, for a team lead of the whole
// office; the earliest due first.
// How many of them are past their day, at most `limit`; those whose day is not known yet are not.
Result<int> overdue_fees(store::Connection& connection, const identity::Principal& principal,
                         Date today, int limit);
Result<std::vector<CaseId>> unsettled_fees(store::Connection& connection,
                                           const identity::Principal& principal, int limit);

}  // namespace dw::cases
