// An organisation and its people as a stream of events: who was added, who may do what. Pure.
//
// A wish carries nothing but the fact it wishes for, so the events are the commands too.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "identity/principal.h"

namespace dw::identity {

struct OrganisationCreated {
    std::string name;
    std::string source_agency, source_value;  // which organisation of the catalogue it is
    bool operator==(const OrganisationCreated&) const = default;
};
struct TeamCreated {
    TeamId team;
    std::string name;
    bool operator==(const TeamCreated&) const = default;
};
struct PersonAdded {
    PersonId person;
    ActorId actor;
    std::string name;
    bool operator==(const PersonAdded&) const = default;
};
struct RoleGranted {
    PersonId person;
    Role role;
    bool operator==(const RoleGranted&) const = default;
};
struct RoleRevoked {
    PersonId person;
    Role role;
    bool operator==(const RoleRevoked&) const = default;
};
struct TeamJoined {
    PersonId person;
    TeamId team;
    bool operator==(const TeamJoined&) const = default;
};
struct TeamLeft {
    PersonId person;
    TeamId team;
    bool operator==(const TeamLeft&) const = default;
};
// While somebody is away: the substitute sees and does what the person may. A new one replaces the
// one before.
struct SubstituteNamed {
    PersonId person, substitute;
    Date first_day, last_day;  // both included, by the calendar in Berlin
    bool operator==(const SubstituteNamed&) const = default;
};
struct SubstitutionEnded {
    PersonId person;
    bool operator==(const SubstitutionEnded&) const = default;
};
// The person got a new password to start with and sets up the second factor again.
struct LoginReset {
    PersonId person;
    bool operator==(const LoginReset&) const = default;
};
using OrganisationEvent =
    std::variant<OrganisationCreated, TeamCreated, PersonAdded, RoleGranted, RoleRevoked,
                 TeamJoined, TeamLeft, SubstituteNamed, SubstitutionEnded, LoginReset>;

struct OrganisationState {
    std::int64_t sequence = 0;
    std::set<TeamId> teams;
    std::set<PersonId> people;
    std::set<std::pair<PersonId, Role>> roles;
    std::set<std::pair<PersonId, TeamId>> members;
    std::map<PersonId, SubstituteNamed> substituted;  // past and coming periods included
    bool has_unknown_events = false;                  // written by a newer release
};

// Whether the event may follow. Errors: Conflict "identity.already", NotFound
// "identity.unknown_organisation", "identity.unknown_person", "identity.unknown_team", Invalid
// "identity.name", "identity.last_administrator", "identity.too_many_teams", "identity.substitute",
// "identity.substitute_away", "identity.stands_in", "identity.period", Unavailable
// "identity.newer_release".
Outcome permits(const OrganisationState& state, const OrganisationEvent& event);
OrganisationState apply(OrganisationState state, const OrganisationEvent& event);

// frozen: stored in the event log
std::string_view kind_of(const OrganisationEvent& event);
inline constexpr std::int64_t organisation_event_version = 1;
// All kinds this release knows, in the order of the variant.
std::vector<std::string_view> organisation_event_kinds();
Json to_json(const OrganisationEvent& event);
// Corrupt "identity.event" when the payload is not what this kind holds; Unavailable
// "identity.newer_release" for a kind or version this release does not know.
Result<OrganisationEvent> organisation_event_from(std::string_view kind, std::int64_t version,
                                                  const Json& payload);

}  // namespace dw::identity
