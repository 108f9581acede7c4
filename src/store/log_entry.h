// One row of the event log and its hash; the same for writing and for verifying.
#pragma once

#include "store/change.h"

namespace dw::store {

// Everything of a row but its hash. Views; the owner keeps them alive.
struct LogEntry {
    TenantId tenant;
    std::int64_t position;
    StreamId stream;
    std::int64_t sequence;
    std::string_view kind;
    std::int64_t version;
    Instant at;
    ActorId actor;
    KeyId key_id;
    BytesView payload;
    BytesView previous_hash;  // 32 zero bytes before the first event of a tenant
};

// frozen: stored (docs/formats.md, "Event hash")
Digest hash_of(const LogEntry& entry);

}  // namespace dw::store
