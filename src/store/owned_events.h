// The events of one owner among all events of its tenant, and the keys and files they need.
#pragma once

#include <set>

#include "store/moved_event.h"
#include "store/moving.h"

namespace dw::store {

// frozen: stored in the event log; in streams of their own
inline constexpr const char* taken_in_kind = "move.taken_in";
inline constexpr const char* given_away_kind = "move.given_away";
inline constexpr std::int64_t move_event_version = 1;
// Of the events above. Keys of compartments below "tenant/" are the tenant's and stay.
inline constexpr const char* moves_compartment = "tenant/moves";

struct Owned {
    std::set<StreamId> streams;
    std::vector<std::string> compartments;
};
// What the modules say, and the streams that tell of earlier moves.
Result<Owned> owned_by(Connection& connection, KeyRing& ring, const Owner& owner,
                       const std::vector<Movable>& modules);

// In the order of the log.
Outcome each_owned_event(Connection& connection, KeyRing& ring, const Owner& owner,
                         const Owned& owned,
                         const std::function<Outcome(const StoredEvent&)>& each);

std::vector<SealedBlob> blobs_in(const StoredEvent& event, const std::vector<Movable>& modules);

struct NamedKey {
    KeyId id;
    std::string compartment;
};
// Those of `ids` and of the compartments that are there, without the tenant's own and destroyed
// ones.
Result<std::vector<NamedKey>> keys_of(Connection& connection, const Owner& owner,
                                      std::set<KeyId> ids,
                                      const std::vector<std::string>& compartments);

// The key of moves_compartment, and how it is made where there is none.
struct MovesKey {
    DataKey key;
    std::vector<Statement> statements;
};
Result<MovesKey> moves_key(Connection& connection, KeyRing& ring, TenantId tenant);

// The head of manifest.json. frozen: stored
inline constexpr const char* export_format = "dienstweg-organisation";
inline constexpr std::int64_t export_version = 1;

}  // namespace dw::store
