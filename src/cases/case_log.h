// The stream of a case: loading and folding it, appending to it.
#pragma once

#include <optional>
#include <vector>

#include "cases/case.h"
#include "store/projection.h"
#include "store/store.h"

namespace dw::cases {

struct HistoryEntry {
    std::int64_t sequence;
    Instant at;
    identity::ActorId by;
    std::string kind;            // "case.opened"; known also of what was destroyed
    std::optional<Event> event;  // nothing: destroyed, or of a newer release
    std::string actor = {};      // name, where cases knows it; "" for the applicant and the program
};
struct LoadedCase {
    CaseState state;
    std::vector<HistoryEntry> history;
};

// NotFound when there is no such case.
Result<LoadedCase> load_case(store::Connection& connection, store::KeyRing& ring,
                             store::TenantId tenant, CaseId id);
Result<LoadedCase> fold(const std::vector<store::StoredEvent>& events);
// Goes on where it stands.
Outcome fold_on(LoadedCase& loaded, const std::vector<store::StoredEvent>& events);

// The party of a case acts under the case's own id.
inline identity::ActorId party_of(CaseId id) {
    return identity::ActorId{id.bytes()};
}

std::string compartment_name(CaseId id, Compartment compartment);  // Shared or Internal

// The Change that appends `events` to the case as it was loaded, with its rows.
struct Append {
    store::TenantId tenant;
    CaseId id;
    identity::ActorId actor;
    const CaseState& before;
    const std::vector<Event>& events;
};
struct Appended {
    CaseState after;
    store::Change change;
    store::DataKey shared_key;
};
Result<Appended> append(store::Connection& connection, store::KeyRing& ring, const Append& what);

}  // namespace dw::cases
