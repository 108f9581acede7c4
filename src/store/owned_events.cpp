#include "store/owned_events.h"

#include <algorithm>

namespace dw::store {

namespace {

constexpr std::int64_t events_at_once = 500;
constexpr std::string_view tenant_keys = "tenant/";

// The streams that tell how the owner came here; they go on with it.
Outcome add_move_streams(Connection& connection, KeyRing& ring, const Owner& owner, Owned& owned) {
    DW_TRY(const auto rows,
           connection.query("select stream from event where tenant = $1 and kind = $2",
                            {of(owner.tenant), of(taken_in_kind)}));
    for (const auto& row : rows) {
        DW_TRY(const auto events, load_stream(connection, ring, owner.tenant, row.id<StreamId>(0)));
        if (!events.front().payload) continue;
        DW_TRY(const auto json, parse_json(as_text(*events.front().payload)));
        if (json["owner"].text_or("") == owner.id.to_string())
            owned.streams.insert(row.id<StreamId>(0));
    }
    return Nothing{};
}

}  // namespace

Result<Owned> owned_by(Connection& connection, KeyRing& ring, const Owner& owner,
                       const std::vector<Movable>& modules) {
    Owned owned;
    for (const auto& module : modules) {
        DW_TRY(auto belongings, module.belongings(connection, owner));
        owned.streams.insert(belongings.streams.begin(), belongings.streams.end());
        owned.compartments.insert(owned.compartments.end(), belongings.compartments.begin(),
                                  belongings.compartments.end());
    }
    DW_TRY_DO(add_move_streams(connection, ring, owner, owned));
    return owned;
}

Outcome each_owned_event(Connection& connection, KeyRing& ring, const Owner& owner,
                         const Owned& owned,
                         const std::function<Outcome(const StoredEvent&)>& each) {
    for (std::int64_t position = 0;;) {
        DW_TRY(const auto events,
               load_after(connection, ring, owner.tenant, position, events_at_once));
        if (events.empty()) return Nothing{};
        position = events.back().position;
        for (const auto& event : events)
            if (owned.streams.contains(event.stream)) DW_TRY_DO(each(event));
    }
}

std::vector<SealedBlob> blobs_in(const StoredEvent& event, const std::vector<Movable>& modules) {
    std::vector<SealedBlob> blobs;
    for (const auto& module : modules) {
        if (!module.blobs_in) continue;
        const auto more = module.blobs_in(event);
        blobs.insert(blobs.end(), more.begin(), more.end());
    }
    return blobs;
}

Result<std::vector<NamedKey>> keys_of(Connection& connection, const Owner& owner,
                                      std::set<KeyId> ids,
                                      const std::vector<std::string>& compartments) {
    for (const auto& compartment : compartments) {
        DW_TRY(const auto rows,
               connection.query("select id from data_key where tenant = $1 and compartment = $2",
                                {of(owner.tenant), of(compartment)}));
        for (const auto& row : rows) ids.insert(row.id<KeyId>(0));
    }
    std::vector<NamedKey> keys;
    for (const auto id : ids) {
        DW_TRY(const auto rows,
               connection.query("select compartment from data_key where tenant = $1 and id = $2",
                                {of(owner.tenant), of(id)}));
        if (rows.empty() || rows.front().text(0).starts_with(tenant_keys)) continue;
        keys.push_back({id, rows.front().text(0)});
    }
    return keys;
}

Result<MovesKey> moves_key(Connection& connection, KeyRing& ring, TenantId tenant) {
    const auto known = ring.by_compartment(connection, tenant, moves_compartment);
    if (known) return MovesKey{*known, {}};
    if (known.error().kind != ErrorKind::NotFound) return known.error();
    auto made = ring.create(tenant, moves_compartment);
    return MovesKey{made.key, {std::move(made.insert)}};
}

}  // namespace dw::store
