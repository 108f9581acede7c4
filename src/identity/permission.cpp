#include "identity/permission.h"

#include <algorithm>
#include <array>

#include "identity/visibility.h"

namespace dw::identity {

namespace {

struct RoleAct {
    std::string_view act;
    std::array<std::optional<Role>, 4> roles;
};

// The whole table. Administering an organisation gives no sight of its cases.
constexpr std::array<RoleAct, 20> role_acts{{
    {"account.self", {Role::Clerk, Role::TeamLead, Role::Administrator, Role::Editor}},
    {"case.list", {Role::Clerk, Role::TeamLead}},
    {"case.read", {Role::Clerk, Role::TeamLead}},
    {"case.work", {Role::Clerk, Role::TeamLead}},
    {"case.hand_over", {Role::Clerk, Role::TeamLead}},
    {"case.decide", {Role::Clerk, Role::TeamLead}},
    {"case.sign", {Role::Clerk, Role::TeamLead}},
    {"opinion.give", {Role::Clerk, Role::TeamLead}},
    {"case.record", {Role::Clerk, Role::TeamLead}},
    {"case.retention", {Role::TeamLead}},
    {"letter.post", {Role::Clerk, Role::TeamLead}},
    {"fee.book", {Role::Clerk, Role::TeamLead}},
    {"fee.import", {Role::TeamLead}},
    {"organisation.administer", {Role::Administrator}},
    {"organisation.channels", {Role::TeamLead}},
    {"organisation.emergency", {Role::TeamLead}},
    {"organisation.text_blocks", {Role::TeamLead}},
    {"catalogue.notices", {Role::TeamLead, Role::Administrator, Role::Editor}},
    {"catalogue.edit", {Role::Editor}},
    {"rules.try", {Role::Clerk, Role::TeamLead, Role::Administrator, Role::Editor}},
}};

constexpr std::uint32_t bits(Act act) {
    return static_cast<std::uint32_t>(act);
}

}  // namespace

bool Principal::has(Role role) const {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

bool role_allows(const Principal& principal, std::string_view act) {
    for (const auto& row : role_acts) {
        if (row.act != act) continue;
        return std::any_of(row.roles.begin(), row.roles.end(),
                           [&](const auto& role) { return role && principal.has(*role); });
    }
    return false;
}

std::optional<Act> bit_of(std::string_view act) {
    if (act == "case.read") return Act::ReadCase;
    if (act == "case.work") return Act::WorkOnCase;
    if (act == "case.hand_over") return Act::HandOverCase;
    if (act == "case.decide") return Act::DecideCase;
    if (act == "case.sign") return Act::SignDecision;
    if (act == "opinion.give") return Act::GiveOpinion;
    if (act == "case.retention") return Act::AssignCase;
    // Whoever is in the building: everybody who may read the letter.
    if (act == "letter.post") return Act::ReadCase;
    if (act == "fee.book") return Act::WorkOnCase;
    if (act == "fee.import") return Act::AssignCase;
    return std::nullopt;
}

std::uint32_t acts_of(const Principal& principal, const std::vector<VisibleRow>& rows) {
    std::uint32_t acts = 0;
    for (const auto& row : rows) {
        const auto& scopes = principal.scopes;
        if (std::find(scopes.begin(), scopes.end(), row.scope) != scopes.end()) acts |= row.acts;
    }
    const bool assigns = (acts & bits(Act::AssignCase)) != 0 && principal.has(Role::TeamLead);
    return assigns ? acts | bits(Act::HandOverCase) | bits(Act::ReadCase) : acts;
}

Result<bool> may(store::Connection& connection, const Principal& principal, std::string_view act,
                 store::StreamId case_id) {
    const auto bit = bit_of(act);
    if (!bit || !role_allows(principal, act)) return false;
    DW_TRY(const auto rows, visible_rows(connection, principal.tenant, case_id));
    return (acts_of(principal, rows) & bits(*bit)) != 0;
}

}  // namespace dw::identity
