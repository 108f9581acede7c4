#include "cases/file_table.h"

#include <algorithm>
#include <tuple>

#include "cases/filing_plan.h"
#include "store/due.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

using store::of;
using store::Statement;

// Whoever has the case, else the team, else the organisation.
identity::ScopeId scope_of_work(const CaseState& state) {
    if (state.assignee) return identity::scope_of(*state.assignee);
    if (state.team) return identity::scope_of(*state.team);
    return identity::scope_of(state.opened.organisation);
}

Statement row_of(const CasePlace& place, const CaseState& state, const Reminder& reminder) {
    return {
        "insert into case_reminder (tenant, case_id, reminder, organisation, scope, since) "
        "values ($1, $2, $3, $4, $5, $6)",
        {of(place.tenant), of(place.id), reminder.sequence, of(state.opened.organisation),
         of(scope_of_work(state)), of(reminder.set.on)}};
}

std::string timer_key(const CasePlace& place, const Reminder& reminder) {
    return place.id.to_string() + "/" + std::to_string(reminder.sequence);
}

Statement timer_of(const CasePlace& place, const Reminder& reminder) {
    if (reminder.settled)
        return store::timer_clear(place.tenant, reminder_timer_kind, timer_key(place, reminder));
    return store::timer_set({.tenant = place.tenant,
                             .kind = reminder_timer_kind,
                             .key = timer_key(place, reminder),
                             .due = start_of(reminder.set.on),
                             .payload = place.id.to_bytes()});
}

auto order(const DueReminder& reminder) {
    return std::tuple(reminder.since, reminder.case_id, reminder.reminder);
}

}  // namespace

std::vector<Statement> file_rows(const CasePlace& place, const CaseState& state) {
    std::vector<Statement> rows;
    if (state.is_destroyed() || !state.reminders.empty())
        rows.push_back({"delete from case_reminder where tenant = $1 and case_id = $2",
                        {of(place.tenant), of(place.id)}});
    if (state.is_destroyed())
        rows.push_back({"delete from case_reference where tenant = $1 and case_id = $2",
                        {of(place.tenant), of(place.id)}});
    if (state.reference) {
        // The guard is for the opening alone; a log that is read again writes it once more.
        auto claim =
            claim_reference({place.tenant, state.opened.organisation}, place.id, *state.reference);
        claim.rows.reset();
        rows.push_back(std::move(claim));
    }
    for (const Reminder& reminder : state.reminders) {
        if (reminder.came && !reminder.settled) rows.push_back(row_of(place, state, reminder));
        // One that came has no timer any more: it fired.
        if (reminder.settled || !reminder.came) rows.push_back(timer_of(place, reminder));
    }
    // Without a day it fires at once, and the day is looked for. While a case is open it has none.
    if (!state.is_open() && !state.is_destroyed() && !state.filed)
        rows.push_back(store::timer_set({.tenant = place.tenant,
                                         .kind = filing_timer_kind,
                                         .key = place.id.to_string(),
                                         .due = {},
                                         .payload = place.id.to_bytes()}));
    if (state.filed || state.is_destroyed())
        rows.push_back(store::timer_clear(place.tenant, filing_timer_kind, place.id.to_string()));
    return rows;
}

Result<std::vector<DueReminder>> due_reminders(store::Connection& connection,
                                               const identity::Principal& principal, int limit) {
    std::vector<DueReminder> found;
    for (const auto& scope : principal.scopes) {
        DW_TRY(
            const auto rows,
            connection.query("select case_id, reminder, since from case_reminder "
                             "where tenant = $1 and scope = $2 "
                             "order by since, case_id, reminder limit $3",
                             {of(principal.tenant), of(scope), static_cast<std::int64_t>(limit)}));
        for (const auto& row : rows)
            found.push_back({row.id<CaseId>(0), row.integer(1), row.date(2)});
    }
    std::ranges::sort(found, {}, order);
    if (found.size() > static_cast<std::size_t>(limit))
        found.resize(static_cast<std::size_t>(limit));
    return found;
}

}  // namespace dw::cases
