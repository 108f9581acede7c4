// Rows of the file beside those of case_table.h: its Aktenzeichen, and the reminders whose day has
// come.
#pragma once

#include <vector>

#include "cases/case_table.h"
#include "identity/principal.h"

namespace dw::cases {

// The timer of a reminder; its key is the case's id, "/" and the reminder's sequence. frozen:
// stored
inline constexpr const char* reminder_timer_kind = "case.reminder";

// The timer of a closed case that is not filed away; its key is the case's id. frozen: stored
inline constexpr const char* filing_timer_kind = "case.filing";

// Written anew with the rows of the case.
std::vector<store::Statement> file_rows(const CasePlace& place, const CaseState& state);

// A reminder whose day has come and that nobody has settled.
struct DueReminder {
    CaseId case_id;
    std::int64_t reminder = 0;
    Date since;
};
// Of those this person's inbox shows, the oldest first.
Result<std::vector<DueReminder>> due_reminders(store::Connection& connection,
                                               const identity::Principal& principal, int limit);

}  // namespace dw::cases
