// Wiedervorlagen: their verbs, and the timer that puts them into the inbox.
#include <chrono>

#include "base/text.h"
#include "cases/case_log.h"
#include "cases/case_table.h"
#include "cases/cases.h"
#include "cases/file_table.h"
#include "store/due.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

constexpr int reminders_listed = 100;

// The sequence in the key of a timer (file_table.h).
std::int64_t reminder_in(const std::string& key) {
    return parse_integer(std::string_view(key).substr(key.find('/') + 1)).value_or(0);
}

Result<store::Change> bring(const Neighbours& at, const store::Timer& timer) {
    const auto id = CaseId::from_bytes(timer.payload);
    if (!id) return corrupt("cases.reminder_timer", "payload of a timer");
    store::Change nothing{.tenant = timer.tenant};
    DW_TRY(const auto reader, at.store.reader());
    const auto loaded = load_case(*reader, at.store.keys(), timer.tenant, *id);
    if (!loaded && loaded.error().kind == ErrorKind::NotFound) return nothing;
    if (!loaded) return loaded.error();
    const Date today = berlin_date(at.store.clock().now());
    if (loaded->state.has_unknown_events) {
        store::Timer again = timer;
        again.due = start_of(std::chrono::sys_days{today} + std::chrono::days{1});
        nothing.statements.push_back(store::timer_set(again));
        return nothing;
    }
    const auto events =
        decide(loaded->state, FileCommand{BringReminder{reminder_in(timer.key), today}});
    // Settled or destroyed meanwhile, or the day was moved.
    if (!events || events->empty()) return nothing;
    DW_TRY(auto appended,
           append(*reader, at.store.keys(), {timer.tenant, *id, {}, loaded->state, *events}));
    return std::move(appended.change);
}

}  // namespace

Result<store::Receipt> Cases::set_reminder(const identity::Principal& principal, CaseId id, Date on,
                                           const std::string& reason) {
    const Date today = berlin_date(at_.store.clock().now());
    return perform(principal, id, {"case.work", std::nullopt},
                   FileCommand{SetReminder{on, today, reason, principal.person}});
}

Result<store::Receipt> Cases::settle_reminder(const identity::Principal& principal, CaseId id,
                                              std::int64_t reminder) {
    return perform(principal, id, {"case.work", std::nullopt},
                   FileCommand{SettleReminder{reminder, principal.person}});
}

Result<std::vector<ReminderLine>> Cases::reminders(const identity::Principal& principal) const {
    if (!identity::role_allows(principal, "case.list"))
        return denied("cases.list", "the role has no inbox");
    DW_TRY(const auto reader, at_.store.reader());
    DW_TRY(const auto due, due_reminders(*reader, principal, reminders_listed));
    std::vector<ReminderLine> all;
    for (const auto& reminder : due) {
        const auto loaded =
            load_case(*reader, at_.store.keys(), principal.tenant, reminder.case_id);
        if (!loaded) return loaded.error();
        // The log says what the row only points to.
        for (const auto& each : loaded->state.reminders) {
            if (each.sequence != reminder.reminder || each.settled) continue;
            all.push_back({reminder.case_id, loaded->state.file_name(),
                           loaded->state.opened.subject, each.set.reason, each.set.on});
        }
    }
    return all;
}

Result<int> Cases::bring_reminders() {
    return store::run_due(at_.store, reminder_timer_kind,
                          [&](const store::Timer& timer) { return bring(at_, timer); });
}

}  // namespace dw::cases
