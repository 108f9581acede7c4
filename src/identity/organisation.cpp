#include "identity/organisation.h"

#include "base/limits.h"
#include "base/match.h"
#include "base/text.h"

namespace dw::identity {

namespace {

constexpr std::size_t name_bytes = 200;
constexpr std::chrono::days longest_substitution{366};

bool is_name(std::string_view name) {
    return !trim(name).empty() && name.size() <= name_bytes && !has_control_characters(name);
}

Error unknown_person() {
    return not_found("identity.unknown_person", "no such person in this organisation");
}
Error unknown_team() {
    return not_found("identity.unknown_team", "no such team in this organisation");
}
Error unknown_organisation() {
    return not_found("identity.unknown_organisation", "no such organisation in this tenant");
}
Error already(std::string what) {
    return conflict("identity.already", std::move(what));
}
Error no_name() {
    return invalid("identity.name", "a name has 1 to 200 bytes without control characters");
}

std::int64_t administrators(const OrganisationState& state) {
    std::int64_t count = 0;
    for (const auto& [person, role] : state.roles) count += role == Role::Administrator;
    return count;
}

// A person's own scope and the organisation's stand beside those of the teams.
bool in_too_many_teams(const OrganisationState& state, PersonId person) {
    std::size_t teams = 0;
    for (const auto& member : state.members) teams += member.first == person;
    return teams + 2 >= limits::scopes;
}

Outcome permits_role(const OrganisationState& state, PersonId person, Role role) {
    if (!state.people.count(person)) return unknown_person();
    if (state.roles.count({person, role})) return already("the person has this role");
    return Nothing{};
}

Outcome permits_revoking(const OrganisationState& state, PersonId person, Role role) {
    if (!state.roles.count({person, role})) return already("the person does not have this role");
    if (role == Role::Administrator && administrators(state) == 1)
        return invalid("identity.last_administrator", "somebody must be able to administer");
    return Nothing{};
}

Outcome permits_joining(const OrganisationState& state, PersonId person, TeamId team) {
    if (!state.people.count(person)) return unknown_person();
    if (!state.teams.count(team)) return unknown_team();
    if (state.members.count({person, team})) return already("the person is in this team");
    if (in_too_many_teams(state, person))
        return invalid("identity.too_many_teams", "a person is in too many teams");
    return Nothing{};
}

bool overlap(const SubstituteNamed& a, const SubstituteNamed& b) {
    return a.first_day <= b.last_day && b.first_day <= a.last_day;
}

// Whoever is away stands in for nobody: cases would lie with two people who are not there.
Outcome permits_substitute(const OrganisationState& state, const SubstituteNamed& e) {
    if (!state.people.count(e.person) || !state.people.count(e.substitute)) return unknown_person();
    if (e.person == e.substitute)
        return invalid("identity.substitute", "nobody is the own substitute");
    const auto length = std::chrono::sys_days(e.last_day) - std::chrono::sys_days(e.first_day);
    if (length < std::chrono::days{0} || length > longest_substitution)
        return invalid("identity.period", "a substitution lasts from one day to a year");
    const auto away = state.substituted.find(e.substitute);
    if (away != state.substituted.end() && overlap(away->second, e))
        return invalid("identity.substitute_away", "the substitute is away in that time");
    for (const auto& [person, other] : state.substituted)
        if (person != e.person && other.substitute == e.person && overlap(other, e))
            return invalid("identity.stands_in", "the person stands in for somebody in that time");
    return Nothing{};
}

}  // namespace

Outcome permits(const OrganisationState& state, const OrganisationEvent& event) {
    if (state.has_unknown_events)
        return unavailable("identity.newer_release", "the stream holds events of a newer release");
    if (state.sequence == 0 && !std::holds_alternative<OrganisationCreated>(event))
        return unknown_organisation();
    return match(
        event,
        [&](const OrganisationCreated& e) -> Outcome {
            if (state.sequence != 0) return already("the organisation exists");
            if (!is_name(e.name)) return no_name();
            return Nothing{};
        },
        [&](const TeamCreated& e) -> Outcome {
            if (state.teams.count(e.team)) return already("the team exists");
            if (!is_name(e.name)) return no_name();
            return Nothing{};
        },
        [&](const PersonAdded& e) -> Outcome {
            if (state.people.count(e.person)) return already("the person exists");
            if (!is_name(e.name)) return no_name();
            return Nothing{};
        },
        [&](const RoleGranted& e) { return permits_role(state, e.person, e.role); },
        [&](const RoleRevoked& e) { return permits_revoking(state, e.person, e.role); },
        [&](const TeamJoined& e) { return permits_joining(state, e.person, e.team); },
        [&](const TeamLeft& e) -> Outcome {
            if (!state.members.count({e.person, e.team})) return already("not in this team");
            return Nothing{};
        },
        [&](const SubstituteNamed& e) { return permits_substitute(state, e); },
        [&](const SubstitutionEnded& e) -> Outcome {
            if (!state.substituted.count(e.person)) return already("the person has no substitute");
            return Nothing{};
        },
        [&](const LoginReset& e) -> Outcome {
            if (!state.people.count(e.person)) return unknown_person();
            return Nothing{};
        });
}

OrganisationState apply(OrganisationState state, const OrganisationEvent& event) {
    ++state.sequence;
    match(
        event, [](const OrganisationCreated&) {},
        [&](const TeamCreated& e) { state.teams.insert(e.team); },
        [&](const PersonAdded& e) { state.people.insert(e.person); },
        [&](const RoleGranted& e) {
            state.roles.insert({e.person, e.role});
        },
        [&](const RoleRevoked& e) {
            state.roles.erase({e.person, e.role});
        },
        [&](const TeamJoined& e) {
            state.members.insert({e.person, e.team});
        },
        [&](const TeamLeft& e) {
            state.members.erase({e.person, e.team});
        },
        [&](const SubstituteNamed& e) { state.substituted.insert_or_assign(e.person, e); },
        [&](const SubstitutionEnded& e) { state.substituted.erase(e.person); },
        [](const LoginReset&) {});
    return state;
}

}  // namespace dw::identity
