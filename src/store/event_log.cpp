#include "store/event_log.h"

#include "base/limits.h"
#include "store/envelope.h"

namespace dw::store {

namespace {

constexpr const char* columns =
    "select position, stream, sequence, kind, version, at, actor, key_id, payload, hash from "
    "event ";

// The payload, or nothing when its key was destroyed on purpose.
Result<std::optional<Bytes>> open_payload(Connection& connection, KeyRing& ring,
                                          const StoredEvent& event, const Row& row) {
    DW_TRY(const auto envelope, parse_envelope(row.bytes(8)));
    if (!(envelope.key_id == row.id<KeyId>(7)))
        return corrupt("store.envelope", "row and envelope name different keys");
    const auto key = ring.by_id(connection, event.tenant, envelope.key_id);
    if (!key && key.error().kind == ErrorKind::NotFound) return std::optional<Bytes>{};
    if (!key) return key.error();
    const Bytes binding =
        event_binding(event.tenant, event.stream, event.sequence, event.kind, event.version);
    DW_TRY(auto plain, open_envelope(envelope, key->secret, binding));
    return std::optional<Bytes>{std::move(plain)};
}

Result<StoredEvent> read_event(Connection& connection, KeyRing& ring, TenantId tenant,
                               const Row& row) {
    StoredEvent event{.tenant = tenant,
                      .position = row.integer(0),
                      .stream = row.id<StreamId>(1),
                      .sequence = row.integer(2),
                      .kind = row.text(3),
                      .version = row.integer(4),
                      .at = row.instant(5),
                      .actor = row.id<ActorId>(6),
                      .payload = {},
                      .hash = {},
                      .key_id = row.id<KeyId>(7)};
    if (row.bytes(9).size() != event.hash.size()) return corrupt("store.event", "hash length");
    std::copy(row.bytes(9).begin(), row.bytes(9).end(), event.hash.begin());
    DW_TRY(event.payload, open_payload(connection, ring, event, row));
    return event;
}

Result<std::vector<StoredEvent>> read_events(Connection& connection, KeyRing& ring, TenantId tenant,
                                             const Rows& rows) {
    std::vector<StoredEvent> events;
    events.reserve(rows.size());
    for (const auto& row : rows) {
        DW_TRY(auto event, read_event(connection, ring, tenant, row));
        events.push_back(std::move(event));
    }
    return events;
}

}  // namespace

Result<EventDraft> seal_event(KeyRing& ring, TenantId tenant, const NewEvent& event,
                              const DataKey& key) {
    if (event.payload.size() > limits::event_payload_bytes)
        return invalid("store.payload_too_large",
                       event.kind + ": " + std::to_string(event.payload.size()) + " bytes");
    if (event.sequence > static_cast<std::int64_t>(limits::stream_events))
        return invalid("store.stream_too_long",
                       "a stream has at most " + std::to_string(limits::stream_events) + " events");
    const Bytes binding =
        event_binding(tenant, event.stream, event.sequence, event.kind, event.version);
    return EventDraft{.stream = event.stream,
                      .sequence = event.sequence,
                      .kind = event.kind,
                      .version = event.version,
                      .actor = event.actor,
                      .key_id = key.id,
                      .payload = make_envelope(key, ring.nonce(), binding, event.payload)};
}

Result<std::vector<StoredEvent>> load_stream(Connection& connection, KeyRing& ring, TenantId tenant,
                                             StreamId stream) {
    DW_TRY(auto events, load_stream_from(connection, ring, tenant, stream, 0));
    if (events.empty()) return not_found("store.no_stream", stream.to_string());
    return events;
}

Result<std::vector<StoredEvent>> load_stream_from(Connection& connection, KeyRing& ring,
                                                  TenantId tenant, StreamId stream,
                                                  std::int64_t sequence) {
    static const std::string sql =
        std::string(columns) +
        "where tenant = $1 and stream = $2 and sequence >= $3 order by sequence";
    DW_TRY(const auto rows, connection.query(sql, {of(tenant), of(stream), sequence}));
    return read_events(connection, ring, tenant, rows);
}

Result<std::vector<StoredEvent>> load_after(Connection& connection, KeyRing& ring, TenantId tenant,
                                            std::int64_t position, std::int64_t limit) {
    static const std::string sql =
        std::string(columns) + "where tenant = $1 and position > $2 order by position limit $3";
    DW_TRY(const auto rows, connection.query(sql, {of(tenant), position, limit}));
    return read_events(connection, ring, tenant, rows);
}

}  // namespace dw::store
