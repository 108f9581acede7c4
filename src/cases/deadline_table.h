// The rows of what runs in open cases: the last days for calendars, and the timer for what a day
// brings by itself.
#pragma once

#include <vector>

#include "cases/case_table.h"

namespace dw::cases {

// frozen: stored in case_deadline.law, beside the names of data/law/deadlines.csv
inline constexpr std::string_view answer_law = "answer";

// Writes them anew; nothing for a case in which no such thing ever ran.
std::vector<store::Statement> deadline_rows(const CasePlace& place, const CaseState& state);

struct DeadlineLine {
    CaseId case_id;
    std::string law;
    Date last_day;
};
// What ends in a scope, the earliest first.
Result<std::vector<DeadlineLine>> deadlines_of(store::Connection& connection,
                                               store::TenantId tenant, identity::ScopeId scope,
                                               int limit);

}  // namespace dw::cases
