#include "identity/organisation_log.h"

#include <gtest/gtest.h>

#include "identity/identity_fixture.h"

namespace dw::identity {
namespace {

using testing::code_of;
using testing::value_of;

class OrganisationLogTest : public testing::IdentityTest {
  protected:
    OrganisationWriter writer() {
        return value_of(
            OrganisationWriter::open(store(), office().tenant, office().organisation, {}));
    }
    std::vector<store::StoredEvent> events() {
        const auto reader = value_of(store().reader());
        return value_of(store::load_stream(*reader, store().keys(), office().tenant,
                                           stream_of(office().organisation)));
    }
    store::DataKey key_of_office() {
        return key(office().tenant,
                   "organisation/" + office().organisation.to_string() + "/accounts");
    }
    // An event as another release would write it.
    void write(const std::string& kind, std::int64_t version, std::string_view payload) {
        const auto sequence = static_cast<std::int64_t>(events().size()) + 1;
        const store::NewEvent event{
            stream_of(office().organisation), sequence, kind, version, {}, as_bytes(payload)};
        auto draft =
            value_of(store::seal_event(store().keys(), office().tenant, event, key_of_office()));
        const auto written = store().commit({.tenant = office().tenant, .events = {draft}});
        ASSERT_EQ(code_of(written), "");
    }
    void forget(PersonId person) {
        const auto destroyed = key_of(office(), person);
        ASSERT_EQ(code_of(commit(office().tenant,
                                 {store::KeyRing::destroy(office().tenant, destroyed.id)})),
                  "");
        store().keys().forget(office().tenant, destroyed.id);
    }
    // Everything the tables of people say, as text.
    std::string people_and_rights() {
        std::string text;
        for (const auto& place : value_of(identity().organisations(office().tenant))) {
            text += "organisation " + place.name + "\n";
            for (const auto& team : value_of(identity().teams(place.tenant, place.organisation)))
                text += "team " + team.id.to_string() + " " + team.name + "\n";
            for (const auto& who : value_of(identity().people(place.tenant, place.organisation)))
                text += person_and_rights(place.tenant, who.person);
        }
        return text;
    }

  private:
    std::string person_and_rights(TenantId tenant, PersonId person) {
        const auto principal = value_of(identity().principal(tenant, person));
        std::string text = principal.name + " " + principal.actor.to_string();
        for (const Role role : principal.roles)
            text += " " + std::to_string(static_cast<int>(role));
        for (const auto& scope : principal.scopes) text += " " + scope.to_string();
        return text + "\n";
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, OrganisationLogTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(OrganisationLogTest, EventsStandInTheStreamOfTheOrganisation) {
    const auto elif = new_colleague(office(), "Elif");
    EXPECT_EQ(record(office(), RoleGranted{elif, Role::TeamLead}), "");
    std::vector<std::string> kinds;
    for (const auto& event : events()) kinds.push_back(event.kind);
    EXPECT_EQ(kinds,
              (std::vector<std::string>{"identity.organisation_created", "identity.person_added",
                                        "identity.role_granted", "identity.role_granted"}));
    EXPECT_EQ(organisation_of(stream_of(office().organisation)), office().organisation);
}

TEST_P(OrganisationLogTest, WhatIsInTheLogIsKnownAfterARestart) {
    const auto elif = new_colleague(office(), "Elif");
    restart();
    EXPECT_EQ(record(office(), RoleGranted{elif, Role::Clerk}), "identity.already");
    EXPECT_EQ(record(office(), RoleGranted{elif, Role::TeamLead}), "");
}

TEST_P(OrganisationLogTest, OfTwoWhoWriteAtOnceOneHasToReadAgain) {
    auto first = writer(), second = writer();
    ASSERT_EQ(code_of(first.append(TeamCreated{testing::id<TeamId>(1), "Hunde"})), "");
    ASSERT_EQ(code_of(second.append(TeamCreated{testing::id<TeamId>(2), "Bäume"})), "");
    EXPECT_EQ(code_of(first.commit()), "");
    const auto late = second.commit();
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(value_of(identity().teams(office().tenant, office().organisation)).size(), 1u);
}

TEST_P(OrganisationLogTest, AnOrganisationNobodyCreatedGetsNoEvents) {
    const OrganisationPlace wrong{new_tenant("Hannover", ""), office().organisation, "Steueramt"};
    EXPECT_EQ(record(wrong, TeamCreated{testing::id<TeamId>(1), "Hunde"}),
              "identity.unknown_organisation");
    EXPECT_EQ(count("select count(*) from event"), 1);
}

TEST_P(OrganisationLogTest, NamesOfPeopleAreNowhereInTheDatabase) {
    new_colleague(office(), "Elif Yilmaz");
    EXPECT_FALSE(is_in_database("Elif"));
    EXPECT_FALSE(is_in_database("Yilmaz"));
    EXPECT_TRUE(is_in_database("Steueramt"));
}

TEST_P(OrganisationLogTest, AKindOfANewerReleaseIsNotWrittenOver) {
    const auto elif = new_colleague(office(), "Elif");
    write("identity.person_renamed", 1, R"({"name":"Elif B."})");
    const auto refused = identity().record(office(), RoleGranted{elif, Role::TeamLead}, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "identity.newer_release");
    EXPECT_EQ(refused.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(events().size(), 4u);
}

TEST_P(OrganisationLogTest, AVersionOfANewerReleaseIsNotWrittenOver) {
    const auto elif = new_colleague(office(), "Elif");
    write("identity.role_granted", 2, R"({"person":"x","role":"clerk"})");
    EXPECT_EQ(record(office(), RoleGranted{elif, Role::TeamLead}), "identity.newer_release");
}

TEST_P(OrganisationLogTest, PeopleAreStillThereWhenANewerReleaseWrote) {
    const auto elif = new_colleague(office(), "Elif");
    write("identity.person_renamed", 1, "{}");
    EXPECT_EQ(value_of(identity().principal(office().tenant, elif)).name, "Elif");
}

TEST_P(OrganisationLogTest, ADamagedPayloadIsNotSkipped) {
    write("identity.role_granted", 1, R"({"role":1})");
    const auto refused = identity().record(office(), TeamCreated{{}, "Hunde"}, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Corrupt);
}

TEST_P(OrganisationLogTest, AForgottenPersonIsUnknownAndTheirEventsStillCount) {
    const auto elif = new_colleague(office(), "Elif");
    const auto jan = new_colleague(office(), "Jan");
    forget(elif);
    EXPECT_EQ(record(office(), RoleGranted{elif, Role::TeamLead}), "identity.unknown_person");
    EXPECT_EQ(record(office(), RoleGranted{jan, Role::TeamLead}), "");
}

TEST_P(OrganisationLogTest, RowsCanBeMadeAgainFromTheLog) {
    const auto dogs = new_team(office(), "Hundesteuer"), trees = new_team(office(), "Bäume");
    const auto elif = new_colleague(office(), "Elif", {Role::Clerk, Role::TeamLead});
    const auto jan = new_colleague(office(), "Jan", {Role::Administrator});
    for (const OrganisationEvent& event : std::vector<OrganisationEvent>{
             TeamJoined{elif, dogs}, TeamJoined{elif, trees}, TeamJoined{jan, dogs},
             TeamLeft{elif, trees}, RoleRevoked{elif, Role::TeamLead}})
        ASSERT_EQ(record(office(), event), "");
    new_office(office().tenant, "Gartenamt");
    const std::string before = people_and_rights();
    const auto connection = value_of(store().database().connect(store::Access::Write));
    const auto streams =
        store::rebuild(*connection, store().keys(), {organisation_projection(store().keys())});
    EXPECT_EQ(value_of(streams), 2);
    EXPECT_EQ(people_and_rights(), before);
}

}  // namespace
}  // namespace dw::identity
