// The event log: what happened, per tenant in one gap-free hash chain, per matter in one stream.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/change.h"
#include "store/keys.h"
#include "store/log_heads.h"

namespace dw::store {

struct StoredEvent {
    TenantId tenant;
    std::int64_t position;
    StreamId stream;
    std::int64_t sequence;
    std::string kind;
    std::int64_t version;
    Instant at;
    ActorId actor;
    std::optional<Bytes> payload;  // nothing when its key was destroyed
    Digest hash;
    KeyId key_id = {};
};

struct NewEvent {
    StreamId stream;
    std::int64_t sequence;
    std::string kind;
    std::int64_t version;
    ActorId actor;
    BytesView payload;
};

// Encrypts the payload into an envelope bound to tenant, stream, sequence, kind and version.
// Invalid "store.payload_too_large" beyond limits::event_payload_bytes.
Result<EventDraft> seal_event(KeyRing& ring, TenantId tenant, const NewEvent& event,
                              const DataKey& key);

// All events of a stream in order; NotFound when there are none.
Result<std::vector<StoredEvent>> load_stream(Connection& connection, KeyRing& ring, TenantId tenant,
                                             StreamId stream);
// Those from a sequence on; an empty list when there are none.
Result<std::vector<StoredEvent>> load_stream_from(Connection& connection, KeyRing& ring,
                                                  TenantId tenant, StreamId stream,
                                                  std::int64_t sequence);
// Events after a position, for followers; payloads decrypted.
Result<std::vector<StoredEvent>> load_after(Connection& connection, KeyRing& ring, TenantId tenant,
                                            std::int64_t position, std::int64_t limit);

struct LogFault {
    TenantId tenant;
    std::int64_t position;
    std::string reason;  // e.g. "hash differs", "position missing", "head differs"
};
struct LogReport {
    std::int64_t tenants = 0;
    std::int64_t events = 0;
    std::vector<LogFault> faults;
};
// Recomputes every hash and position; does not need keys. At most 100 faults are listed.
Result<LogReport> verify_log(Connection& connection);
// The same, and holds the log against heads that were kept outside the database.
Result<LogReport> verify_log(Connection& connection, const std::vector<LogHead>& outside);

}  // namespace dw::store
