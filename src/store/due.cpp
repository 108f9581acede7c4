// A timer fires when the Change that is its effect also removes it: that, not the lease, makes it
// fire once. The lease only keeps copies of the program from preparing the same effect at the same
// time.
#include "store/due.h"

namespace dw::store {

namespace {

constexpr std::chrono::minutes lease{1};
constexpr std::int64_t timers_at_once = 32;
constexpr int rounds_at_once = 64;  // of one call: a timer that sets itself again must not hold it

Timer read_timer(const Row& row) {
    return {.tenant = row.id<TenantId>(0),
            .kind = row.text(1),
            .key = row.text(2),
            .due = row.instant(3),
            .payload = row.bytes(4)};
}

// Conflict when another copy has it or it was moved.
Result<Instant> take_lease(Store& store, const Timer& timer, Instant now) {
    const Instant until = now + lease;
    DW_TRY_DO(store.commit(
        {.tenant = timer.tenant,
         .events = {},
         .statements = {{.sql = "update due_timer set leased_until = $4 where tenant = $1 and "
                                "kind = $2 and key = $3 and due_at = $5 and leased_until <= $6",
                         .parameters = {of(timer.tenant), timer.kind, timer.key, of(until),
                                        of(timer.due), of(now)},
                         .rows = 1}}}));
    return until;
}

Result<Rows> due_now(Store& store, const std::string& kind, Instant now) {
    DW_TRY(const auto reader, store.reader());
    return reader->query(
        "select tenant, kind, key, due_at, payload from due_timer "
        "where kind = $1 and due_at <= $2 and leased_until <= $2 "
        "order by due_at limit $3",
        {kind, of(now), timers_at_once});
}

Statement removal(const Timer& timer, Instant leased_until) {
    return {
        .sql =
            "delete from due_timer where tenant = $1 and kind = $2 and key = $3 and "
            "due_at = $4 and leased_until = $5",
        .parameters = {of(timer.tenant), timer.kind, timer.key, of(timer.due), of(leased_until)},
        .rows = 1};
}

// Whether it fired. What cannot be done now is tried again when the lease is over.
Result<bool> fire_one(Store& store, const Timer& timer, Instant now,
                      const std::function<Result<Change>(const Timer&)>& fire) {
    const auto leased = take_lease(store, timer, now);
    if (!leased && leased.error().kind == ErrorKind::Conflict) return false;
    if (!leased) return leased.error();
    const auto done = retry_on_conflict([&]() -> Result<Receipt> {
        DW_TRY(auto change, fire(timer));
        // First, so that the effect may set the timer again.
        change.statements.insert(change.statements.begin(), removal(timer, *leased));
        return store.commit(std::move(change));
    });
    if (!done && done.error().kind == ErrorKind::Unavailable) return done.error();
    return done.has_value();
}

}  // namespace

Statement timer_set(const Timer& timer) {
    return {.sql =
                "insert into due_timer (tenant, kind, key, due_at, leased_until, payload) "
                "values ($1, $2, $3, $4, 0, $5) on conflict (tenant, kind, key) do update set "
                "due_at = excluded.due_at, leased_until = 0, payload = excluded.payload",
            .parameters = {of(timer.tenant), timer.kind, timer.key, of(timer.due), timer.payload}};
}

Statement timer_clear(TenantId tenant, const std::string& kind, const std::string& key) {
    return {.sql = "delete from due_timer where tenant = $1 and kind = $2 and key = $3",
            .parameters = {of(tenant), kind, key}};
}

Result<int> run_due(Store& store, const std::string& kind,
                    const std::function<Result<Change>(const Timer&)>& fire) {
    int fired = 0;
    for (int round = 0; round < rounds_at_once; ++round) {
        const Instant now = store.clock().now();
        DW_TRY(const auto due, due_now(store, kind, now));
        int now_fired = 0;
        for (const auto& row : due) {
            DW_TRY(const bool done, fire_one(store, read_timer(row), now, fire));
            now_fired += done ? 1 : 0;
        }
        fired += now_fired;
        // Many at once, e.g. the drafts of a mass event, are not left for the next call.
        if (now_fired == 0 || std::ssize(due) < timers_at_once) break;
    }
    return fired;
}

}  // namespace dw::store
