// A Change: everything one act writes, decided beforehand, applied in one transaction or not at
// all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/crypto.h"
#include "base/id.h"
#include "store/value.h"

namespace dw::store {

using TenantId = Id<struct TenantTag>;
using StreamId = Id<struct StreamTag>;
using ActorId = Id<struct ActorTag>;  // pseudonymous; who it is, identity knows
using KeyId = Id<struct KeyTag>;
// Whose a thing is within a tenant, e.g. an organisation; its own stream has the same id. What
// belongs to no one but the tenant has the tenant's id.
using OwnerId = Id<struct OwnerTag>;

// Reference data (areas, calendars, the federal and Land catalogue) belongs to this tenant.
TenantId shared_tenant();

// An event before it has a position. The payload is sealed already (store/envelope.h).
struct EventDraft {
    StreamId stream;
    std::int64_t sequence;  // 1, 2, … within the stream; the guard against stale decisions
    std::string kind;       // e.g. "case.opened"; frozen: stored; must not tell content
    std::int64_t version;
    ActorId actor;
    KeyId key_id;
    Bytes payload;
};

// What a failed guard means: others were faster and the verb may decide anew ("store.guard"), or
// somebody has what is claimed here and keeps it ("store.claimed").
enum class OnMiss { DecideAnew, Refuse };

// A guarded statement. If it touches another number of rows than `rows`, the whole Change is a
// Conflict.
struct Statement {
    std::string sql;
    Values parameters;
    std::optional<std::int64_t> rows = {};
    OnMiss on_miss = OnMiss::DecideAnew;
};

struct Change {
    TenantId tenant;
    std::vector<EventDraft> events = {};
    std::vector<Statement> statements =
        {};  // projections, outbox, due, claims; in this order, after events
};

// Where the events of a Change stand in the log; positions are gap-free per tenant.
struct Receipt {
    std::int64_t position = 0;  // of the last event; 0 when there was none
    Digest hash{};              // of the last event
    Instant at{};               // of the last event
};

}  // namespace dw::store
