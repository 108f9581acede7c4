// A lease is the next attempt moved into the future: a copy of the program that dies while it
// delivers leaves a row that becomes due again by itself. Rows that are done stay for a while
// without their payload, so that the same key is not sent twice.
#include "store/outbox.h"

#include <algorithm>

namespace dw::store {

namespace {

constexpr std::chrono::minutes lease{2};
constexpr std::chrono::seconds longest_pause{3600};
constexpr std::chrono::days done_kept{30};
constexpr std::int64_t entries_at_once = 32;
constexpr int rounds_at_once = 16;  // of one call: its caller has other things to do as well

struct Claimed {
    OutboxEntry entry;
    Instant until;
};

Instant next_attempt(Instant now, int attempts) {
    const auto pause = std::chrono::seconds{1ll << std::min(attempts, 12)};
    return now + std::min(pause, longest_pause);
}

OutboxEntry read_entry(const Row& row) {
    return {.tenant = row.id<TenantId>(0),
            .kind = row.text(1),
            .key = row.text(2),
            .payload = row.bytes(3),
            .attempts = static_cast<int>(row.integer(4)),
            .last_error = row.text(5)};
}

constexpr const char* columns =
    "select tenant, kind, key, payload, attempts, last_error, next_at from outbox ";

// Nothing when another copy was faster.
Result<std::optional<Claimed>> claim(Store& store, const Row& row) {
    Claimed claimed{.entry = read_entry(row), .until = store.clock().now() + lease};
    const auto& entry = claimed.entry;
    const auto done = store.commit(
        {.tenant = entry.tenant,
         .events = {},
         .statements = {{.sql = "update outbox set next_at = $4, attempts = attempts + 1 "
                                "where tenant = $1 and kind = $2 and key = $3 "
                                "and next_at = $5 and done_at is null",
                         .parameters = {of(entry.tenant), entry.kind, entry.key, of(claimed.until),
                                        row.integer(6)},
                         .rows = 1}}});
    if (!done && done.error().kind == ErrorKind::Conflict) return std::optional<Claimed>{};
    if (!done) return done.error();
    ++claimed.entry.attempts;
    return std::optional<Claimed>{std::move(claimed)};
}

// Writes down how it went, unless the lease was lost meanwhile.
Outcome settle(Store& store, const Claimed& claimed, const DeliveryReport& report) {
    const auto& entry = claimed.entry;
    const Instant now = store.clock().now();
    Statement statement{.sql =
                            "update outbox set done_at = $4, payload = $5, last_error = '' "
                            "where tenant = $1 and kind = $2 and key = $3 and next_at = $6",
                        .parameters = {of(entry.tenant), entry.kind, entry.key, of(now), Bytes{},
                                       of(claimed.until)}};
    if (report.delivery == Delivery::Retry)
        statement = {.sql =
                         "update outbox set next_at = $4, last_error = $5 "
                         "where tenant = $1 and kind = $2 and key = $3 and next_at = $6",
                     .parameters = {of(entry.tenant), entry.kind, entry.key,
                                    of(next_attempt(now, entry.attempts - 1)), report.reason,
                                    of(claimed.until)}};
    DW_TRY_DO(store.commit({.tenant = entry.tenant, .events = {}, .statements = {statement}}));
    return Nothing{};
}

Result<Rows> due_now(Store& store, const std::string& kind) {
    static const std::string sql = std::string(columns) +
                                   "where kind = $1 and next_at <= $2 and done_at is null "
                                   "order by next_at limit $3";
    DW_TRY(const auto reader, store.reader());
    return reader->query(sql, {kind, of(store.clock().now()), entries_at_once});
}

Outcome forget_done(Store& store, const std::string& kind) {
    const Instant before = store.clock().now() - done_kept;
    DW_TRY_DO(store.commit({.tenant = shared_tenant(),
                            .events = {},
                            .statements = {{.sql = "delete from outbox where kind = $1 and "
                                                   "done_at is not null and done_at < $2",
                                            .parameters = {kind, of(before)}}}}));
    return Nothing{};
}

}  // namespace

Statement outbox_insert(const OutboxEntry& entry, Instant now) {
    return {
        .sql =
            "insert into outbox (tenant, kind, key, payload, attempts, last_error, "
            "created_at, next_at) values ($1, $2, $3, $4, 0, '', $5, $6) "
            "on conflict do nothing",
        .parameters = {of(entry.tenant), entry.kind, entry.key, entry.payload, of(now), of(now)}};
}

Result<int> run_outbox(Store& store, const std::string& kind,
                       const std::function<DeliveryReport(const OutboxEntry&)>& deliver) {
    int handed_out = 0;
    for (int round = 0; round < rounds_at_once; ++round) {
        DW_TRY(const auto due, due_now(store, kind));
        for (const auto& row : due) {
            DW_TRY(const auto claimed, claim(store, row));
            if (!claimed) continue;
            ++handed_out;
            DW_TRY_DO(settle(store, *claimed, deliver(claimed->entry)));
        }
        if (std::ssize(due) < entries_at_once) break;
    }
    if (handed_out > 0) DW_TRY_DO(forget_done(store, kind));
    return handed_out;
}

Result<std::int64_t> waiting_outbox(Connection& connection) {
    DW_TRY(const auto row, connection.query_one("select count(*) from (select 1 from outbox where "
                                                "done_at is null limit $1) as waiting",
                                                {limits::counted_rows}));
    return row.integer(0);
}

Result<std::vector<OutboxEntry>> stuck_outbox(Connection& connection, TenantId tenant, int limit) {
    static const std::string sql =
        std::string(columns) +
        "where tenant = $1 and attempts > 0 and done_at is null order by attempts desc limit $2";
    std::vector<OutboxEntry> entries;
    DW_TRY_DO(
        connection.for_each(sql, {of(tenant), std::int64_t{limit}}, [&](const Row& row) -> Outcome {
            entries.push_back(read_entry(row));
            return Nothing{};
        }));
    return entries;
}

}  // namespace dw::store
