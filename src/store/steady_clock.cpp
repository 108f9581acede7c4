#include "store/steady_clock.h"

#include "base/limits.h"

namespace dw::store {

namespace {

Result<Instant> look_at_clock(Store& store) {
    const Instant now = store.clock().now();
    Rows rows;
    {
        DW_TRY(const auto reader, store.reader());
        DW_TRY(rows, reader->query("select steady_since, seen_at from clock_watch "
                                   "where name = 'clock'"));
    }
    Change change{.tenant = shared_tenant()};
    if (rows.empty()) {
        change.statements.push_back({.sql = "insert into clock_watch (name, steady_since, seen_at) "
                                            "values ('clock', $1, $1) on conflict do nothing",
                                     .parameters = {of(now)},
                                     .rows = 1});
        DW_TRY_DO(store.commit(std::move(change)));
        return now;
    }
    const Instant since = rows.front().instant(0), seen = rows.front().instant(1);
    // Clocks of several copies of the program differ a little.
    if (now > seen - limits::clock_noted && now < seen + limits::clock_noted) return since;
    const bool jumped = now < seen || now - seen > limits::clock_pause;
    const Instant steady = jumped ? now : since;
    change.statements.push_back({.sql = "update clock_watch set steady_since = $1, seen_at = $2 "
                                        "where name = 'clock' and seen_at = $3",
                                 .parameters = {of(steady), of(now), of(seen)},
                                 .rows = 1});
    DW_TRY_DO(store.commit(std::move(change)));
    return steady;
}

}  // namespace

Result<Instant> clock_steady_since(Store& store) {
    return retry_on_conflict([&] { return look_at_clock(store); });
}

}  // namespace dw::store
