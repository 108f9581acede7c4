#include "identity/permission.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "identity/identity_fixture.h"
#include "identity/visibility.h"

namespace dw::identity {
namespace {

using testing::code_of;
using testing::id;
using testing::value_of;

constexpr std::array all_roles{Role::Clerk, Role::TeamLead, Role::Administrator, Role::Editor};

const std::map<std::string_view, std::set<Role>> roles_of_acts{
    {"account.self", {Role::Clerk, Role::TeamLead, Role::Administrator, Role::Editor}},
    {"case.list", {Role::Clerk, Role::TeamLead}},
    {"case.read", {Role::Clerk, Role::TeamLead}},
    {"case.work", {Role::Clerk, Role::TeamLead}},
    {"case.hand_over", {Role::Clerk, Role::TeamLead}},
    {"case.decide", {Role::Clerk, Role::TeamLead}},
    {"organisation.administer", {Role::Administrator}},
    {"catalogue.notices", {Role::TeamLead, Role::Administrator, Role::Editor}},
    {"catalogue.edit", {Role::Editor}},
};

constexpr std::uint32_t bits(std::initializer_list<Act> acts) {
    std::uint32_t sum = 0;
    for (const Act act : acts) sum |= static_cast<std::uint32_t>(act);
    return sum;
}
constexpr std::uint32_t all_acts = bits({Act::ReadCase, Act::WorkOnCase, Act::HandOverCase,
                                         Act::DecideCase, Act::SeeInInbox, Act::AssignCase});

const auto team = id<ScopeId>(1), office = id<ScopeId>(2), elsewhere = id<ScopeId>(3);

Principal someone(std::vector<Role> roles) {
    Principal principal;
    principal.tenant = id<TenantId>(9);
    principal.roles = std::move(roles);
    principal.scopes = {team, office};
    return principal;
}

TEST(Permission, EachActIsForTheRolesOfTheTable) {
    for (const auto& [act, roles] : roles_of_acts) {
        for (const Role role : all_roles)
            EXPECT_EQ(role_allows(someone({role}), act), roles.contains(role))
                << act << " as role " << static_cast<int>(role);
    }
}

TEST(Permission, AnActNobodyKnowsIsDenied) {
    const auto everything = someone({all_roles.begin(), all_roles.end()});
    for (const char* act : {"", "public", "case", "case.", "case.read ", "Case.Read", "case.delete",
                            "organisation", "account"})
        EXPECT_FALSE(role_allows(everything, act)) << act;
}

TEST(Permission, WithoutARoleNothingIsAllowed) {
    for (const auto& [act, roles] : roles_of_acts) EXPECT_FALSE(role_allows(someone({}), act));
}

TEST(Permission, TwoRolesAllowWhatEachAllows) {
    const auto both = someone({Role::Clerk, Role::Administrator});
    EXPECT_TRUE(role_allows(both, "case.read"));
    EXPECT_TRUE(role_allows(both, "organisation.administer"));
}

TEST(Permission, AdministeringShowsNoCase) {
    const auto administrator = someone({Role::Administrator});
    for (const auto& [act, roles] : roles_of_acts) {
        if (!act.starts_with("case.")) continue;
        EXPECT_FALSE(role_allows(administrator, act)) << act;
    }
}

TEST(Permission, NumbersOfRolesAndActsAreFrozen) {
    EXPECT_EQ(static_cast<int>(Role::Clerk), 1);
    EXPECT_EQ(static_cast<int>(Role::TeamLead), 2);
    EXPECT_EQ(static_cast<int>(Role::Administrator), 3);
    EXPECT_EQ(static_cast<int>(Role::Editor), 4);
    EXPECT_EQ(bits({Act::ReadCase}), 1u);
    EXPECT_EQ(bits({Act::WorkOnCase}), 2u);
    EXPECT_EQ(bits({Act::HandOverCase}), 4u);
    EXPECT_EQ(bits({Act::DecideCase}), 8u);
    EXPECT_EQ(bits({Act::SeeInInbox}), 16u);
    EXPECT_EQ(bits({Act::AssignCase}), 32u);
}

TEST(Permission, ActsOnOneCaseHaveABitAndNoOthers) {
    EXPECT_EQ(bit_of("case.read"), Act::ReadCase);
    EXPECT_EQ(bit_of("case.work"), Act::WorkOnCase);
    EXPECT_EQ(bit_of("case.hand_over"), Act::HandOverCase);
    EXPECT_EQ(bit_of("case.decide"), Act::DecideCase);
    for (const char* act : {"", "case.list", "account.self", "organisation.administer"})
        EXPECT_FALSE(bit_of(act)) << act;
}

TEST(Permission, RowsOfOwnScopesAddUp) {
    const std::vector<VisibleRow> rows{{team, bits({Act::ReadCase})},
                                       {office, bits({Act::WorkOnCase})},
                                       {elsewhere, bits({Act::DecideCase})}};
    EXPECT_EQ(acts_of(someone({Role::Clerk}), rows), bits({Act::ReadCase, Act::WorkOnCase}));
}

TEST(Permission, RowsOfOtherScopesGrantNothing) {
    EXPECT_EQ(acts_of(someone({Role::TeamLead}), {{elsewhere, all_acts}}), 0u);
    EXPECT_EQ(acts_of(someone({Role::TeamLead}), {}), 0u);
}

TEST(Permission, OnlyATeamLeadMayAssignWhatOthersWorkOn) {
    const std::vector<VisibleRow> rows{{office, bits({Act::AssignCase})}};
    constexpr auto gained = bits({Act::HandOverCase, Act::ReadCase});
    EXPECT_EQ(acts_of(someone({Role::Clerk}), rows) & gained, 0u);
    EXPECT_EQ(acts_of(someone({Role::Clerk, Role::TeamLead}), rows) & gained, gained);
    EXPECT_EQ(acts_of(someone({Role::TeamLead}), rows) & bits({Act::DecideCase}), 0u);
}

class PermissionTest : public store::testing::OpenStoreTest {
  protected:
    std::span<const store::Migration> migrations() const override { return identity::migrations(); }

    void show(TenantId tenant, const VisibleRow& row) {
        const VisibleEntry entry{row, {Shelf::Unassigned, *parse_date("2026-03-02")}};
        ASSERT_EQ(code_of(commit(tenant, visibility_replace(tenant, case_, {entry}))), "");
    }
    bool allows(const Principal& principal, std::string_view act) {
        const auto reader = value_of(store().reader());
        return value_of(may(*reader, principal, act, case_));
    }

    const store::StreamId case_ = id<store::StreamId>(5);
    const Principal clerk_ = someone({Role::Clerk});
};
INSTANTIATE_TEST_SUITE_P(Databases, PermissionTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(PermissionTest, ACaseIsOpenAsFarAsItsRowSays) {
    show(clerk_.tenant, {team, bits({Act::ReadCase, Act::WorkOnCase})});
    EXPECT_TRUE(allows(clerk_, "case.read"));
    EXPECT_TRUE(allows(clerk_, "case.work"));
    EXPECT_FALSE(allows(clerk_, "case.decide"));
    EXPECT_FALSE(allows(clerk_, "case.hand_over"));
}

TEST_P(PermissionTest, ACaseWithoutARowIsClosed) {
    EXPECT_FALSE(allows(clerk_, "case.read"));
}

TEST_P(PermissionTest, ACaseOfAnotherScopeIsClosed) {
    show(clerk_.tenant, {elsewhere, all_acts});
    EXPECT_FALSE(allows(clerk_, "case.read"));
}

TEST_P(PermissionTest, ACaseOfAnotherTenantIsClosed) {
    show(id<TenantId>(8), {team, all_acts});
    EXPECT_FALSE(allows(clerk_, "case.read"));
}

TEST_P(PermissionTest, ARowGivesNothingTheRoleForbids) {
    show(clerk_.tenant, {team, all_acts});
    for (const char* act : {"case.read", "case.work", "case.hand_over", "case.decide"}) {
        EXPECT_TRUE(allows(clerk_, act)) << act;
        EXPECT_FALSE(allows(someone({Role::Administrator}), act)) << act;
        EXPECT_FALSE(allows(someone({}), act)) << act;
    }
}

TEST_P(PermissionTest, AnActThatIsNotAboutACaseIsNoneOnACase) {
    show(clerk_.tenant, {team, all_acts});
    for (const char* act : {"case.list", "account.self", "case.delete", ""})
        EXPECT_FALSE(allows(clerk_, act)) << act;
}

TEST_P(PermissionTest, ATeamLeadMayGiveAwayWhatSomebodyElseWorksOn) {
    show(clerk_.tenant, {office, bits({Act::AssignCase})});
    EXPECT_FALSE(allows(clerk_, "case.hand_over"));
    EXPECT_TRUE(allows(someone({Role::TeamLead}), "case.hand_over"));
}

}  // namespace
}  // namespace dw::identity
