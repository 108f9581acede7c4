// z. d. A. by itself: a closed case that nobody has filed away goes to the files after
// filing_days, as of that day, whenever the program gets to it.
#include <chrono>

#include "cases/case_log.h"
#include "cases/cases.h"
#include "cases/file_table.h"
#include "cases/retention.h"
#include "cases/standing.h"
#include "store/due.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

Date days_after(Date day, int days) {
    return std::chrono::sys_days{day} + std::chrono::days{days};
}

store::Change again(const store::Timer& timer, Date day) {
    store::Timer later = timer;
    later.due = start_of(day);
    store::Change change{.tenant = timer.tenant};
    change.statements.push_back(store::timer_set(later));
    return change;
}

Result<store::Change> file(const Cases& cases, const store::Timer& timer) {
    const auto& at = cases.neighbours();
    const auto id = CaseId::from_bytes(timer.payload);
    if (!id) return corrupt("cases.filing_timer", "payload of a timer");
    const store::Change nothing{.tenant = timer.tenant};
    DW_TRY(const auto reader, at.store.reader());
    const auto loaded = load_case(*reader, at.store.keys(), timer.tenant, *id);
    if (!loaded && loaded.error().kind == ErrorKind::NotFound) return nothing;
    if (!loaded) return loaded.error();
    const auto& state = loaded->state;
    if (state.is_open() || state.filed || state.is_destroyed()) return nothing;
    const Date today = berlin_date(at.store.clock().now());
    const auto closed = closed_on(*loaded);
    const auto* package = cases.package_of(state);
    if (!closed || !package || state.has_unknown_events) return again(timer, days_after(today, 1));
    const Date day = days_after(*closed, filing_days);
    if (today < day) return again(timer, day);
    // While it is contested, the case is needed.
    DW_TRY(const auto standing,
           standing_of(cases, timer.tenant, state, decided_on(state, loaded->history)));
    const bool contested =
        standing.standing == Standing::Contested || standing.standing == Standing::LawsuitOpen;
    if (contested) return again(timer, days_after(today, 1));
    const FileAway wish{day, {}, retention_end(package->data_protection, day, at.calendar)};
    const auto events = decide(state, FileCommand{wish});
    // A reminder is open, or a letter waits: nobody has finished.
    if (!events) return again(timer, days_after(today, 1));
    DW_TRY(auto appended,
           append(*reader, at.store.keys(), {timer.tenant, *id, {}, state, *events}));
    return std::move(appended.change);
}

}  // namespace

Result<int> Cases::file_closed_cases() {
    return store::run_due(at_.store, filing_timer_kind,
                          [&](const store::Timer& timer) { return file(*this, timer); });
}

}  // namespace dw::cases
