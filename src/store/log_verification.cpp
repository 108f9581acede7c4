// Walks every tenant's chain from its first event to its head. Each finding names the position, so
// that one can see which event was changed, taken out, put in or moved, and whether the end was cut
// off.
#include <algorithm>
#include <map>

#include "store/event_log.h"
#include "store/log_entry.h"

namespace dw::store {

namespace {

constexpr std::int64_t events_at_once = 500;
constexpr std::size_t faults_listed = 100;

// Everything that may be wrong with bytes somebody else has changed is a fault, never a crash.
bool is_well_formed(const Row& row) {
    return row.bytes(1).size() == 16 && row.bytes(6).size() == 16 && row.bytes(7).size() == 16 &&
           row.bytes(9).size() == 32 && row.bytes(10).size() == 32;
}

LogEntry entry_of(TenantId tenant, const Row& row) {
    return {.tenant = tenant,
            .position = row.integer(0),
            .stream = row.id<StreamId>(1),
            .sequence = row.integer(2),
            .kind = row.text(3),
            .version = row.integer(4),
            .at = row.instant(5),
            .actor = row.id<ActorId>(6),
            .key_id = row.id<KeyId>(7),
            .payload = row.bytes(8),
            .previous_hash = row.bytes(9)};
}

class Walk {
  public:
    Walk(Connection& connection, LogReport& report, TenantId tenant)
        : connection_(connection), report_(report), tenant_(tenant) {}

    Outcome run() {
        for (std::int64_t seen = -1; seen != report_.events;) {
            seen = report_.events;
            DW_TRY_DO(connection_.for_each(
                "select position, stream, sequence, kind, version, at, actor, key_id, payload, "
                "previous_hash, hash from event where tenant = $1 and position > $2 "
                "order by position limit $3",
                {of(tenant_), last_read_, events_at_once}, [&](const Row& row) -> Outcome {
                    last_read_ = row.integer(0);
                    check(row);
                    return Nothing{};
                }));
        }
        return Nothing{};
    }

    // The head row says where the log must end.
    void check_end(const LogHead* head) {
        if (head == nullptr) return fault(position_, "events without a head");
        if (head->position > position_) return fault(position_ + 1, "log is cut off here");
        if (head->position < position_) return fault(head->position, "events after the head");
        if (!std::ranges::equal(head->hash, hash_)) fault(position_, "head differs");
    }

    void expect(const LogHead& outside) { outside_.push_back(outside); }
    void check_outside() {
        for (const auto& head : outside_)
            if (head.position > position_)
                fault(position_ + 1, "log is cut off here: an outside head is further");
    }

  private:
    void check(const Row& row) {
        ++report_.events;
        const auto position = row.integer(0);
        if (position < 1) return fault(position, "no event can stand here");
        for (++position_; position_ < position; ++position_) {
            fault(position_, "position missing");
            if (report_.faults.size() >= faults_listed) position_ = position - 1;
        }
        if (!is_well_formed(row)) return fault(position, "row is malformed");
        const LogEntry entry = entry_of(tenant_, row);
        if (!std::ranges::equal(entry.previous_hash, hash_))
            fault(position, "does not follow the event before it");
        if (!std::ranges::equal(hash_of(entry), row.bytes(10))) fault(position, "hash differs");
        if (entry.at < at_) fault(position, "time runs backwards");
        at_ = entry.at;
        hash_ = row.bytes(10);
        for (const auto& head : outside_)
            if (head.position == position && !std::ranges::equal(head.hash, hash_))
                fault(position, "differs from an outside head");
    }

    void fault(std::int64_t position, std::string reason) {
        if (report_.faults.size() >= faults_listed) return;
        report_.faults.push_back(
            {.tenant = tenant_, .position = position, .reason = std::move(reason)});
    }

    Connection& connection_;
    LogReport& report_;
    TenantId tenant_;
    std::vector<LogHead> outside_;
    std::int64_t last_read_ = INT64_MIN;
    std::int64_t position_ = 0;
    Bytes hash_ = Bytes(32);
    Instant at_{};
};

// From the events themselves: a head row may have been taken away.
Result<std::vector<TenantId>> tenants_with_events(Connection& connection) {
    std::vector<TenantId> tenants;
    TenantId last;
    for (;;) {
        DW_TRY(
            const auto rows,
            connection.query("select tenant from event where tenant > $1 order by tenant limit 1",
                             {of(last)}));
        if (rows.empty()) return tenants;
        const auto tenant = TenantId::from_bytes(rows.front().bytes(0));
        if (!tenant) return corrupt("store.event", "a tenant is malformed");
        tenants.push_back(*tenant);
        last = *tenant;
    }
}

}  // namespace

Result<LogReport> verify_log(Connection& connection) {
    return verify_log(connection, {});
}

Result<LogReport> verify_log(Connection& connection, const std::vector<LogHead>& outside) {
    LogReport report;
    auto heads = log_heads(connection);
    if (!heads && heads.error().code != "store.log_head") return heads.error();
    if (!heads) {
        report.faults.push_back({.tenant = {}, .position = 0, .reason = "a head is malformed"});
        heads = std::vector<LogHead>{};
    }
    DW_TRY(const auto with_events, tenants_with_events(connection));
    std::map<TenantId, const LogHead*> tenants;
    for (const auto& tenant : with_events) tenants[tenant] = nullptr;
    for (const auto& head : outside) tenants[head.tenant] = nullptr;
    for (const auto& head : *heads) tenants[head.tenant] = &head;
    for (const auto& [tenant, head] : tenants) {
        ++report.tenants;
        Walk walk(connection, report, tenant);
        for (const auto& one : outside)
            if (one.tenant == tenant) walk.expect(one);
        DW_TRY_DO(walk.run());
        walk.check_end(head);
        walk.check_outside();
    }
    return report;
}

}  // namespace dw::store
