// Rules of the file (file_events.h): what follows from a command, and what an event changes. Pure.
#pragma once

#include "cases/case.h"

namespace dw::cases {

// Errors: Invalid "case.reminder_day", "case.empty_text", NotFound "case.no_reminder", Conflict
// "case.reminder_settled", "case.open", "case.filed", "case.reminder_open", "case.letter_waits",
// "case.not_filed", "case.retention_ended".
Result<std::vector<Event>> events_of(const CaseState& state, const FileCommand& command);

void follow(CaseState& state, const CaseRecorded& event);
void follow(CaseState& state, const ReferenceGiven& event);
void follow(CaseState& state, const ReminderSet& event);
void follow(CaseState& state, const ReminderCame& event);
void follow(CaseState& state, const ReminderSettled& event);
void follow(CaseState& state, const CaseFiled& event);
void follow(CaseState& state, const FilingUndone& event);
void follow(CaseState& state, const FileExported& event);
void follow(CaseState& state, const CodeRenewed& event);

}  // namespace dw::cases
