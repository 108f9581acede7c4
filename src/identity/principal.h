// Who acts: tenants, organisations, people, roles, and the Principal of one request. Pure types.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "store/change.h"

namespace dw::web {
struct Request;
}

namespace dw::identity {

using store::ActorId;
using store::TenantId;
using OrganisationId = Id<struct OrganisationTag>;
using PersonId = Id<struct PersonTag>;
using TeamId = Id<struct TeamTag>;

// frozen: stored. Roles are held in one organisation.
enum class Role { Clerk = 1, TeamLead = 2, Administrator = 3, Editor = 4 };

// What someone may see is decided by scopes: a person, a team or an organisation (16 bytes each).
using ScopeId = Id<struct ScopeTag>;
template <class Tag>
ScopeId scope_of(const Id<Tag>& id) {
    return ScopeId{id.bytes()};
}

struct Principal {
    TenantId tenant;
    OrganisationId organisation;
    PersonId person;
    ActorId actor;          // pseudonymous id of the person in the event log
    std::string name = {};  // for the page header
    std::vector<TeamId> teams = {};
    std::vector<Role> roles = {};
    // Person, organisation, teams, and those of the people stood in for; at most limits::scopes.
    std::vector<ScopeId> scopes = {};
    std::vector<PersonId> stands_in_for = {};  // today
    bool has(Role role) const;
};

// The principal the gate found for this request; nothing on public routes without login.
const Principal* principal_of(const web::Request& request);

}  // namespace dw::identity
