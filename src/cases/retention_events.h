// The end of a closed case: how long its content is kept, what holds it, and what is left. Events
// and commands.
#pragma once

#include <optional>
#include <string>

#include "base/crypto.h"
#include "base/time.h"
#include "catalogue/service.h"
#include "identity/principal.h"

namespace dw::cases {

// Aufbewahrung: how long the content of a closed case is kept (cases/retention.h).
struct RetentionSet {
    Date until;  // the whole day belongs to the period
    bool operator==(const RetentionSet&) const = default;
};
// Aussonderung: the case stands on the list of those that go to the archive or are destroyed.
struct RetentionEnded {
    Date destroyed_on;  // not before this day
    bool operator==(const RetentionEnded&) const = default;
};
struct HoldPlaced {  // internal; a lawsuit, the archive wants it
    std::string reason;
    identity::PersonId by;
    bool operator==(const HoldPlaced&) const = default;
};
struct HoldLifted {                    // internal
    std::optional<Date> destroyed_on;  // of a case on the list: anew
    identity::PersonId by;
    bool operator==(const HoldLifted&) const = default;
};
// All that is left: whoever has number and code is told that nothing is left.
struct ContentDestroyed {
    std::string number;
    Digest code_hash{};
    catalogue::SourceId office;
    identity::OrganisationId organisation;
    Date on;
    bool operator==(const ContentDestroyed&) const = default;
};

// --- commands ------------------------------------------------------------------------------------

struct SetRetention {
    Date until;
};
struct EndRetention {
    Date today, destroyed_on;
};
struct PlaceHold {
    std::string reason;
    identity::PersonId by;
};
struct LiftHold {
    identity::PersonId by;
    Date destroyed_on;  // when it stands on the list
};
struct DestroyContent {
    Date today;
};

}  // namespace dw::cases
