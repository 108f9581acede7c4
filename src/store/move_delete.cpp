// Destroying what has moved. The export is the proof that nothing is lost: it must hold every event
// there is, with its hash. One change takes rows and keys away and says so in the log; the events
// stay where they are, sealed with keys that nobody has any more.
#include <algorithm>

#include "store/export_folder.h"
#include "store/manifest.h"
#include "store/owned_events.h"

namespace dw::store {

namespace {

struct Identified {
    std::int64_t position;
    Digest hash;
    auto operator<=>(const Identified&) const = default;
};

Result<std::vector<Identified>> exported_events(const ExportReader& folder) {
    std::vector<Identified> events;
    DW_TRY_DO(folder.each_line("events.ndjson", [&](const Json& json, const std::string& place) {
        const auto moved = moved_event_from(json);
        if (!moved) return Outcome(ExportReader::damaged(place, "not an event"));
        events.push_back({moved->event.position, moved->event.hash});
        return Outcome(Nothing{});
    }));
    return events;
}

struct Doomed {
    std::vector<NamedKey> keys;
    std::set<BlobId> blobs;
    MoveCounts counts;
};

// Everything the owner has, when the export has it too.
Result<Doomed> exported_belongings(Store& store, Connection& connection, const Owner& owner,
                                   const std::vector<Identified>& exported,
                                   const std::vector<Movable>& modules) {
    Doomed doomed;
    DW_TRY(const auto owned, owned_by(connection, store.keys(), owner, modules));
    std::set<KeyId> keys;
    std::size_t next = 0;
    DW_TRY_DO(each_owned_event(
        connection, store.keys(), owner, owned, [&](const StoredEvent& event) -> Outcome {
            if (next >= exported.size() || exported[next] != Identified{event.position, event.hash})
                return conflict("store.export_incomplete",
                                "position " + std::to_string(event.position));
            ++next;
            keys.insert(event.key_id);
            for (const auto& blob : blobs_in(event, modules)) {
                keys.insert(blob.key);
                doomed.blobs.insert(blob.blob);
            }
            return Nothing{};
        }));
    if (next != exported.size()) return invalid("store.export_other", "it holds further events");
    DW_TRY(doomed.keys, keys_of(connection, owner, std::move(keys), owned.compartments));
    doomed.counts = {static_cast<std::int64_t>(next),
                     static_cast<std::int64_t>(owned.streams.size()),
                     static_cast<std::int64_t>(doomed.blobs.size())};
    return doomed;
}

Result<EventDraft> farewell(Store& store, const DeleteOrder& order, const Digest& fingerprint,
                            const MoveCounts& counts, const DataKey& key) {
    const std::string payload = to_string(Json::object({{"owner", order.owner.id.to_string()},
                                                        {"fingerprint", to_hex(fingerprint)},
                                                        {"events", counts.events},
                                                        {"files", counts.files}}));
    return seal_event(store.keys(), order.owner.tenant,
                      {.stream = StreamId::make(store.clock(), store.random()),
                       .sequence = 1,
                       .kind = given_away_kind,
                       .version = move_event_version,
                       .actor = order.actor,
                       .payload = as_bytes(payload)},
                      key);
}

// Nothing may have come since the events were read.
Result<Statement> unchanged_log(Connection& connection, TenantId tenant) {
    DW_TRY(const auto head,
           connection.query_one("select position from log_head where tenant = $1", {of(tenant)}));
    return Statement{.sql = "update log_head set position = $2 where tenant = $1 and position = $2",
                     .parameters = {of(tenant), head.integer(0)},
                     .rows = 1};
}

}  // namespace

Result<MoveCounts> delete_owner(Store& store, BlobStore& blobs, const DeleteOrder& order,
                                const std::vector<Movable>& modules) {
    DW_TRY(const auto folder, ExportReader::open(order.folder));
    DW_TRY(const auto json, folder.json("manifest.json"));
    DW_TRY(const auto manifest, manifest_from(json));
    if (manifest.owner.tenant != order.owner.tenant || manifest.owner.id != order.owner.id)
        return invalid("store.export_other", "it is of " + manifest.owner_name);
    DW_TRY(const auto exported, exported_events(folder));
    Change change{.tenant = order.owner.tenant};
    Doomed doomed;
    {
        DW_TRY(const auto reader, store.reader());
        DW_TRY(auto guard, unchanged_log(*reader, order.owner.tenant));
        change.statements.push_back(std::move(guard));
        DW_TRY(doomed, exported_belongings(store, *reader, order.owner, exported, modules));
        DW_TRY(auto moves, moves_key(*reader, store.keys(), order.owner.tenant));
        std::ranges::move(moves.statements, std::back_inserter(change.statements));
        DW_TRY(auto event, farewell(store, order, folder.fingerprint(), doomed.counts, moves.key));
        change.events.push_back(std::move(event));
    }
    // What looks at other rows must find them: modules to the right come first.
    for (auto module = modules.rbegin(); module != modules.rend(); ++module)
        std::ranges::move(module->remove(order.owner), std::back_inserter(change.statements));
    for (const auto& key : doomed.keys)
        change.statements.push_back(KeyRing::destroy(order.owner.tenant, key.id));
    std::ranges::move(KeyRing::destroy_owner(order.owner.tenant, order.owner.id),
                      std::back_inserter(change.statements));
    DW_TRY_DO(store.commit(std::move(change)));
    for (const auto& key : doomed.keys) store.keys().forget(order.owner.tenant, key.id);
    for (const auto blob : doomed.blobs) DW_TRY_DO(blobs.remove(order.owner.tenant, blob));
    // Keys must not stay in the write-ahead log either.
    DW_TRY_DO(store.database().checkpoint());
    return doomed.counts;
}

}  // namespace dw::store
