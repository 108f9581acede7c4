// Taking an export in: one transaction. Keys are made new under their old ids, so that events and
// files that name them stay as they are; events keep their order and their times, get positions and
// hashes of the new log, and their old ones are kept in event_origin. Lists are made from the
// events as `log rebuild` makes them.
#include <algorithm>

#include "store/blob_frames.h"
#include "store/export_folder.h"
#include "store/file_blobs.h"
#include "store/log_entry.h"
#include "store/manifest.h"
#include "store/owned_events.h"

namespace dw::store {

namespace {

constexpr std::size_t rows_at_once = 200;

constexpr std::string_view insert_event =
    "insert into event (tenant, position, stream, sequence, kind, version, at, actor, key_id, "
    "payload, previous_hash, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
constexpr std::string_view insert_origin =
    "insert into event_origin (tenant, position, step, origin_tenant, origin_position, "
    "origin_hash) values ($1, $2, $3, $4, $5, $6)";

Bytes to_value(const Digest& digest) {
    return {digest.begin(), digest.end()};
}

// Writes one blob within the transaction beside PostgreSQL, as a file beside SQLite.
class BlobArrival {
  public:
    BlobArrival(Connection& connection, RandomSource& random, std::string root)
        : connection_(connection),
          random_(random),
          files_(system_files()),
          root_(std::move(root)) {}

    Outcome take(const ExportReader& folder, const SealedBlob& blob, const DataKey& key) {
        std::unique_ptr<BlobFile> file;
        if (connection_.dialect() == Dialect::Sqlite) {
            DW_TRY(file, BlobFile::create(*files_, root_, blob));
        } else {
            DW_TRY_DO(
                connection_.execute("insert into blob (tenant, id, key_id) values ($1, $2, $3)",
                                    {of(blob.tenant), of(blob.blob), of(blob.key)}));
        }
        FrameCutter cutter(blob.tenant, blob.blob, key, random_,
                           [&](std::int64_t number, BytesView frame) -> Outcome {
                               if (file) return file->append(frame);
                               return insert_frame(blob, number, frame);
                           });
        DW_TRY_DO(folder.read("files/" + blob.blob.to_string(),
                              [&](BytesView bytes) { return cutter.write(bytes); }));
        DW_TRY_DO(cutter.finish());
        return file ? file->finish() : Outcome(Nothing{});
    }

  private:
    Outcome insert_frame(const SealedBlob& blob, std::int64_t number, BytesView frame) {
        DW_TRY_DO(connection_.execute(
            "insert into blob_frame (tenant, id, number, bytes) values ($1, $2, $3, $4)",
            {of(blob.tenant), of(blob.blob), number, Bytes(frame.begin(), frame.end())}));
        return Nothing{};
    }

    Connection& connection_;
    RandomSource& random_;
    std::unique_ptr<Files> files_;
    std::string root_;
};

// The log of the new tenant, from its first event on.
class NewLog {
  public:
    NewLog(Connection& connection, TenantId tenant) : connection_(connection), tenant_(tenant) {}

    Outcome add(const EventDraft& draft, Instant at, const std::vector<EventOrigin>& origins) {
        const LogEntry entry{.tenant = tenant_,
                             .position = ++position_,
                             .stream = draft.stream,
                             .sequence = draft.sequence,
                             .kind = draft.kind,
                             .version = draft.version,
                             .at = at,
                             .actor = draft.actor,
                             .key_id = draft.key_id,
                             .payload = draft.payload,
                             .previous_hash = hash_};
        const Digest hash = hash_of(entry);
        rows_.push_back({insert_event,
                         {of(tenant_), position_, of(draft.stream), draft.sequence, draft.kind,
                          draft.version, of(at), of(draft.actor), of(draft.key_id), draft.payload,
                          to_value(hash_), to_value(hash)}});
        std::int64_t step = 0;
        for (const auto& origin : origins)
            rows_.push_back({insert_origin,
                             {of(tenant_), position_, ++step, of(origin.tenant), origin.position,
                              to_value(origin.hash)}});
        hash_ = hash;
        at_ = at;
        return rows_.size() < rows_at_once ? Outcome(Nothing{}) : flush();
    }

    Instant at() const { return at_; }

    Outcome flush() {
        std::vector<Call> calls;
        for (const auto& row : rows_) calls.push_back({.sql = row.sql, .parameters = &row.values});
        DW_TRY_DO(connection_.execute_all(calls));
        rows_.clear();
        return Nothing{};
    }
    Outcome finish() {
        DW_TRY_DO(flush());
        DW_TRY_DO(connection_.execute(
            "insert into log_head (tenant, position, hash, at) values ($1, $2, $3, $4)",
            {of(tenant_), position_, to_value(hash_), of(at_)}));
        return Nothing{};
    }

  private:
    struct NewRow {
        std::string_view sql;
        Values values;
    };
    Connection& connection_;
    TenantId tenant_;
    std::int64_t position_ = 0;
    Digest hash_{};
    Instant at_{};
    std::vector<NewRow> rows_;
};

class Arrival {
  public:
    Arrival(Store& store, Connection& connection, const ExportReader& folder,
            const Manifest& manifest, const std::vector<Movable>& modules)
        : store_(store),
          connection_(connection),
          folder_(folder),
          manifest_(manifest),
          modules_(modules),
          owner_{TenantId::make(store.clock(), store.random()), manifest.owner.id},
          blobs_(connection, store.random(), store.data_dir() + "/blobs"),
          log_(connection, owner_.tenant) {}

    Outcome take_all(ActorId actor);
    const Owner& owner() const { return owner_; }

  private:
    Outcome check_files() const;
    Outcome take_key(const Json& json, const std::string& place);
    Outcome take_rows(const MovedRows& rows);
    Outcome take_row(const MovedRows& rows, const Json& json);
    Outcome take_event(const Json& json, const std::string& place);
    Outcome check_order(const MovedEvent& moved, const std::string& place);
    Result<DataKey> key_for(const StoredEvent& event, const std::string& place);
    Outcome take_blobs(const StoredEvent& event, const std::string& place);
    Outcome note_arrival(ActorId actor);
    Outcome execute(const std::vector<Statement>& statements);

    Store& store_;
    Connection& connection_;
    const ExportReader& folder_;
    const Manifest& manifest_;
    const std::vector<Movable>& modules_;
    Owner owner_;
    BlobArrival blobs_;
    NewLog log_;
    std::map<KeyId, DataKey> keys_;
    std::map<StreamId, std::int64_t> sequences_;  // of the last event taken
    std::int64_t last_position_ = 0;
    std::set<BlobId> taken_blobs_;
    MoveCounts counts_;
};

Outcome Arrival::take_all(ActorId actor) {
    DW_TRY_DO(check_files());
    DW_TRY_DO(folder_.each_line("keys.ndjson", [this](const Json& json, const std::string& place) {
        return take_key(json, place);
    }));
    for (const auto& module : modules_)
        for (const auto& rows : module.rows) DW_TRY_DO(take_rows(rows));
    DW_TRY_DO(folder_.each_line(
        "events.ndjson",
        [this](const Json& json, const std::string& place) { return take_event(json, place); }));
    counts_.streams = static_cast<std::int64_t>(sequences_.size());
    if (counts_ != manifest_.counts)
        return ExportReader::damaged("manifest.json", "the counts do not fit");
    if (!sequences_.contains(StreamId{owner_.id.bytes()}))
        return ExportReader::damaged("events.ndjson", "the owner's own stream is missing");
    DW_TRY_DO(note_arrival(actor));
    return log_.finish();
}

// A file that this release does not know would be lost without a word.
Outcome Arrival::check_files() const {
    std::set<std::string> known{"README.txt", "manifest.json", "keys.ndjson", "events.ndjson"};
    for (const auto& module : modules_)
        for (const auto& rows : module.rows) known.insert(rows.file);
    std::int64_t files = 0;
    for (const auto& [name, sum] : folder_.sums()) {
        if (name.starts_with("files/")) {
            ++files;
        } else if (!known.contains(name)) {
            return invalid("store.export_newer", "the file " + name);
        }
    }
    if (files != manifest_.counts.files)
        return ExportReader::damaged("manifest.json", "the number of files does not fit");
    return Nothing{};
}

Outcome Arrival::execute(const std::vector<Statement>& statements) {
    for (const auto& statement : statements) {
        DW_TRY(const auto rows, connection_.execute(statement.sql, statement.parameters));
        if (statement.rows && *statement.rows != rows)
            return conflict(statement.on_miss == OnMiss::Refuse ? "store.claimed" : "store.guard",
                            std::to_string(rows) + " rows by: " + statement.sql);
    }
    return Nothing{};
}

Outcome Arrival::take_key(const Json& json, const std::string& place) {
    const auto id = KeyId::parse(json["key"].text_or(""));
    const std::string compartment(json["compartment"].text_or(""));
    if (!id || id->is_nil() || compartment.empty())
        return ExportReader::damaged(place, "not a key and a compartment");
    DataKey key{.id = *id, .secret = {}};
    store_.random().fill(key.secret);
    if (compartment.starts_with("tenant/") || compartment.starts_with("wrapping/") ||
        !keys_.emplace(*id, key).second)
        return ExportReader::damaged(place, "a key that cannot be here");
    Change wrapping{.tenant = owner_.tenant};
    DW_TRY(const auto above,
           store_.keys().wrapping_key(connection_, owner_.tenant, owner_.id, wrapping));
    DW_TRY_DO(execute(wrapping.statements));
    return execute({store_.keys().adopt(owner_.tenant, compartment, key, above).insert});
}

Outcome Arrival::take_rows(const MovedRows& rows) {
    int lines = 0;
    DW_TRY_DO(folder_.each_line(rows.file, [&](const Json& json, const std::string& place) {
        ++lines;
        const auto taken = take_row(rows, json);
        if (taken || taken.error().code != "store.export") return taken;
        return Outcome(ExportReader::damaged(place, taken.error().message));
    }));
    if (rows.lines == MovedRows::Lines::One && lines != 1)
        return ExportReader::damaged(rows.file, "not exactly one line");
    return Nothing{};
}

Outcome Arrival::take_row(const MovedRows& rows, const Json& json) {
    DW_TRY(const auto statements, rows.write(connection_, owner_, json));
    return execute(statements);
}

Outcome Arrival::take_event(const Json& json, const std::string& place) {
    auto moved = moved_event_from(json);
    if (!moved) return ExportReader::damaged(place, "not an event");
    auto& event = moved->event;
    event.tenant = owner_.tenant;
    DW_TRY_DO(check_order(*moved, place));
    DW_TRY_DO(take_blobs(event, place));
    DW_TRY(const auto key, key_for(event, place));
    auto draft = seal_event(store_.keys(), owner_.tenant,
                            {.stream = event.stream,
                             .sequence = event.sequence,
                             .kind = event.kind,
                             .version = event.version,
                             .actor = event.actor,
                             .payload = event.payload ? BytesView(*event.payload) : BytesView()},
                            key);
    if (!draft) return ExportReader::damaged(place, draft.error().message);
    moved->origins.push_back({manifest_.owner.tenant, event.position, event.hash});
    ++counts_.events;
    return log_.add(*draft, event.at, moved->origins);
}

Outcome Arrival::check_order(const MovedEvent& moved, const std::string& place) {
    const auto& event = moved.event;
    if (event.position <= last_position_ || event.at < log_.at())
        return ExportReader::damaged(place, "the event does not follow the one before it");
    last_position_ = event.position;
    if (event.sequence != ++sequences_[event.stream])
        return ExportReader::damaged(place, "an event of its stream is missing");
    return Nothing{};
}

// What was destroyed stays so: its place in the stream is kept, sealed with a key that nobody has.
Result<DataKey> Arrival::key_for(const StoredEvent& event, const std::string& place) {
    if (!event.payload) {
        DataKey lost{.id = KeyId::make(store_.clock(), store_.random()), .secret = {}};
        store_.random().fill(lost.secret);
        return lost;
    }
    if (event.kind == taken_in_kind) {
        DW_TRY(const auto moves, moves_key(connection_, store_.keys(), owner_.tenant));
        DW_TRY_DO(execute(moves.statements));
        return moves.key;
    }
    const auto known = keys_.find(event.key_id);
    if (known == keys_.end()) return ExportReader::damaged(place, "the key is not in keys.ndjson");
    return known->second;
}

Outcome Arrival::take_blobs(const StoredEvent& event, const std::string& place) {
    for (const auto& blob : blobs_in(event, modules_)) {
        const auto key = keys_.find(blob.key);
        if (key == keys_.end())
            return ExportReader::damaged(place, "the file's key is not in keys.ndjson");
        if (!taken_blobs_.insert(blob.blob).second) continue;
        DW_TRY_DO(blobs_.take(folder_, blob, key->second));
        ++counts_.files;
    }
    return Nothing{};
}

// The log says where everything before came from.
Outcome Arrival::note_arrival(ActorId actor) {
    const std::string payload =
        to_string(Json::object({{"owner", owner_.id.to_string()},
                                {"from_tenant", manifest_.owner.tenant.to_string()},
                                {"made_at", manifest_.made_at},
                                {"log_position", manifest_.log_position},
                                {"log_hash", to_hex(manifest_.log_hash)},
                                {"fingerprint", to_hex(folder_.fingerprint())},
                                {"events", counts_.events}}));
    DW_TRY(const auto moves, moves_key(connection_, store_.keys(), owner_.tenant));
    DW_TRY_DO(execute(moves.statements));
    DW_TRY(const auto draft, seal_event(store_.keys(), owner_.tenant,
                                        {.stream = StreamId::make(store_.clock(), store_.random()),
                                         .sequence = 1,
                                         .kind = taken_in_kind,
                                         .version = move_event_version,
                                         .actor = actor,
                                         .payload = as_bytes(payload)},
                                        moves.key));
    return log_.add(draft, std::max(store_.clock().now(), log_.at()), {});
}

}  // namespace

Result<Imported> import_owner(Store& store, const ImportOrder& order,
                              const std::vector<Movable>& modules,
                              const std::vector<Projection>& projections) {
    DW_TRY(const auto folder, ExportReader::open(order.folder));
    DW_TRY(const auto json, folder.json("manifest.json"));
    DW_TRY(const auto manifest, manifest_from(json));
    DW_TRY(const auto connection, store.database().connect(Access::Write));
    DW_TRY_DO(connection->begin());
    Arrival arrival(store, *connection, folder, manifest, modules);
    const auto taken = [&]() -> Outcome {
        DW_TRY_DO(arrival.take_all(order.actor));
        DW_TRY_DO(
            write_projections(*connection, store.keys(), projections, arrival.owner().tenant));
        return Nothing{};
    }();
    if (!taken) {
        DW_TRY_DO(connection->rollback());
        return taken.error();
    }
    DW_TRY_DO(connection->commit());
    return Imported{manifest.counts, arrival.owner(), manifest.owner_name, manifest.made_at,
                    folder.fingerprint()};
}

}  // namespace dw::store
