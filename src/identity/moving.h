// What of an organisation is identity's when it moves to another installation: its stream with
// people and rights, its place among the tenants, and the logins. Sessions stay behind.
#pragma once

#include <optional>
#include <string>

#include "identity/organisation_log.h"
#include "store/moving.h"

namespace dw::identity {

inline store::Owner owner_of(TenantId tenant, OrganisationId organisation) {
    return {tenant, store::OwnerId{organisation.bytes()}};
}

// `host` is the name under which the organisation is reached after the move; nothing: as before.
// On arrival Conflict "identity.organisation_here", "identity.source_taken", "identity.host_taken".
store::Movable movable(store::Store& store, const std::optional<std::string>& host = std::nullopt);

}  // namespace dw::identity
