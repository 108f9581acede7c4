#include "identity/organisation.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "identity/identity_fixture.h"

namespace dw::identity {
namespace {

using testing::code_of;
using testing::id;

const auto elif = id<PersonId>(1), jan = id<PersonId>(2), nobody = id<PersonId>(3);
const auto dogs = id<TeamId>(4), trees = id<TeamId>(5);

OrganisationState after(OrganisationState state, const std::vector<OrganisationEvent>& events) {
    for (const auto& event : events) {
        EXPECT_EQ(code_of(permits(state, event)), "") << kind_of(event);
        state = apply(std::move(state), event);
    }
    return state;
}

// An office with one team, an administrator and a clerk.
OrganisationState office() {
    return after({},
                 {OrganisationCreated{"Steueramt", "L900100", "steuer"},
                  TeamCreated{dogs, "Hundesteuer"}, PersonAdded{elif, id<ActorId>(11), "Elif"},
                  PersonAdded{jan, id<ActorId>(12), "Jan"}, RoleGranted{elif, Role::Administrator},
                  RoleGranted{jan, Role::Clerk}, TeamJoined{jan, dogs}});
}

std::string refusal(const OrganisationState& state, const OrganisationEvent& event) {
    return code_of(permits(state, event));
}

TEST(Organisation, EventsAddUp) {
    const auto state = office();
    EXPECT_EQ(state.sequence, 7);
    EXPECT_EQ(state.teams, std::set{dogs});
    EXPECT_EQ(state.people, (std::set{elif, jan}));
    EXPECT_EQ(state.roles, (std::set<std::pair<PersonId, Role>>{{elif, Role::Administrator},
                                                                {jan, Role::Clerk}}));
    EXPECT_EQ(state.members, (std::set<std::pair<PersonId, TeamId>>{{jan, dogs}}));
}

TEST(Organisation, RevokingAndLeavingUndoGrantingAndJoining) {
    const auto state = after(office(), {RoleRevoked{jan, Role::Clerk}, TeamLeft{jan, dogs}});
    EXPECT_EQ(state.roles.size(), 1u);
    EXPECT_TRUE(state.members.empty());
}

TEST(Organisation, IsCreatedBeforeAnythingElse) {
    EXPECT_EQ(refusal({}, TeamCreated{dogs, "Hundesteuer"}), "identity.unknown_organisation");
    EXPECT_EQ(refusal({}, PersonAdded{elif, id<ActorId>(11), "Elif"}),
              "identity.unknown_organisation");
}

TEST(Organisation, IsCreatedOnce) {
    EXPECT_EQ(refusal(office(), OrganisationCreated{"Steueramt", "", ""}), "identity.already");
}

TEST(Organisation, TakesNothingTwice) {
    for (const OrganisationEvent& event : std::vector<OrganisationEvent>{
             TeamCreated{dogs, "Hunde"}, PersonAdded{jan, id<ActorId>(12), "Jan"},
             RoleGranted{jan, Role::Clerk}, TeamJoined{jan, dogs}})
        EXPECT_EQ(refusal(office(), event), "identity.already") << kind_of(event);
}

TEST(Organisation, TakesNothingAwayThatIsNotThere) {
    EXPECT_EQ(refusal(office(), RoleRevoked{jan, Role::TeamLead}), "identity.already");
    EXPECT_EQ(refusal(office(), TeamLeft{elif, dogs}), "identity.already");
}

TEST(Organisation, KnowsOnlyItsOwnPeopleAndTeams) {
    EXPECT_EQ(refusal(office(), RoleGranted{nobody, Role::Clerk}), "identity.unknown_person");
    EXPECT_EQ(refusal(office(), TeamJoined{nobody, dogs}), "identity.unknown_person");
    EXPECT_EQ(refusal(office(), TeamJoined{jan, trees}), "identity.unknown_team");
}

TEST(Organisation, NamesAreNeitherEmptyNorEndless) {
    for (const std::string& name :
         {std::string(), std::string(" \n"), std::string("a\x01z"), std::string(201, 'a')}) {
        EXPECT_EQ(refusal({}, OrganisationCreated{name, "", ""}), "identity.name");
        EXPECT_EQ(refusal(office(), TeamCreated{trees, name}), "identity.name");
        EXPECT_EQ(refusal(office(), PersonAdded{nobody, {}, name}), "identity.name");
    }
    EXPECT_EQ(refusal(office(), TeamCreated{trees, std::string(200, 'a')}), "");
}

TEST(Organisation, KeepsItsLastAdministrator) {
    const RoleRevoked last{elif, Role::Administrator};
    EXPECT_EQ(refusal(office(), last), "identity.last_administrator");
    const auto two = after(office(), {RoleGranted{jan, Role::Administrator}});
    EXPECT_EQ(refusal(two, last), "");
}

// Own person, organisation and thirty teams are all scopes there may be.
TEST(Organisation, NobodyIsInMoreTeamsThanThereMayBeScopes) {
    auto state = office();
    for (std::uint8_t i = 1; i < limits::scopes - 2; ++i) {
        const auto team = id<TeamId>(static_cast<std::uint8_t>(100 + i));
        state = after(std::move(state), {TeamCreated{team, "Team"}, TeamJoined{jan, team}});
    }
    state = after(std::move(state), {TeamCreated{trees, "Bäume"}});
    EXPECT_EQ(refusal(state, TeamJoined{jan, trees}), "identity.too_many_teams");
    EXPECT_EQ(refusal(state, TeamJoined{elif, trees}), "");
}

TEST(Organisation, NobodyStandsInForThemselvesOrStrangers) {
    const Date day = *parse_date("2026-12-01");
    EXPECT_EQ(refusal(office(), SubstituteNamed{elif, elif, day, day}), "identity.substitute");
    EXPECT_EQ(refusal(office(), SubstituteNamed{elif, id<PersonId>(99), day, day}),
              "identity.unknown_person");
    EXPECT_EQ(refusal(office(), SubstituteNamed{elif, jan, day, day}), "");
}

TEST(Organisation, ASubstitutionEndsAfterItsBeginningAndWithinAYear) {
    const auto from = [](const char* first, const char* last) {
        return refusal(office(), SubstituteNamed{elif, jan, *parse_date(first), *parse_date(last)});
    };
    EXPECT_EQ(from("2026-12-02", "2026-12-01"), "identity.period");
    EXPECT_EQ(from("2026-12-01", "2027-12-02"), "");
    EXPECT_EQ(from("2026-12-01", "2027-12-03"), "identity.period");
}

TEST(Organisation, WhoIsAwayStandsInForNobody) {
    const auto named = [](PersonId person, PersonId substitute, const char* first,
                          const char* last) {
        return SubstituteNamed{person, substitute, *parse_date(first), *parse_date(last)};
    };
    const auto state = after(office(), {named(elif, jan, "2026-12-01", "2026-12-04")});
    EXPECT_EQ(refusal(state, named(jan, elif, "2026-12-04", "2026-12-08")),
              "identity.substitute_away");
    EXPECT_EQ(refusal(state, named(jan, elif, "2026-12-05", "2026-12-08")), "");
    const auto three = after(state, {PersonAdded{id<PersonId>(77), id<ActorId>(78), "Lars"}});
    EXPECT_EQ(refusal(three, named(jan, id<PersonId>(77), "2026-12-01", "2026-12-01")),
              "identity.stands_in");
    EXPECT_EQ(refusal(three, named(elif, id<PersonId>(77), "2026-12-01", "2026-12-04")), "")
        << "another substitute for the same time";
}

TEST(Organisation, OnlyASubstitutionThatThereIsEnds) {
    EXPECT_EQ(refusal(office(), SubstitutionEnded{elif}), "identity.already");
    const Date day = *parse_date("2026-12-01");
    const auto state = after(office(), {SubstituteNamed{elif, jan, day, day}});
    EXPECT_EQ(refusal(state, SubstitutionEnded{elif}), "");
}

TEST(Organisation, OfANewerReleaseIsNotWritten) {
    auto state = office();
    state.has_unknown_events = true;
    EXPECT_EQ(refusal(state, TeamCreated{trees, "Bäume"}), "identity.newer_release");
    EXPECT_EQ(permits(state, TeamCreated{trees, "Bäume"}).error().kind, ErrorKind::Unavailable);
}

// One of each kind, in the order of the variant.
std::vector<OrganisationEvent> one_of_each() {
    return {OrganisationCreated{"Steueramt", "L900100", "steuer"},
            TeamCreated{dogs, "Hundesteuer"},
            PersonAdded{elif, id<ActorId>(11), "Elif Yılmaz"},
            RoleGranted{elif, Role::TeamLead},
            RoleRevoked{elif, Role::Administrator},
            TeamJoined{elif, dogs},
            TeamLeft{elif, dogs},
            SubstituteNamed{elif, jan, *parse_date("2026-12-01"), *parse_date("2026-12-24")},
            SubstitutionEnded{elif},
            LoginReset{elif}};
}

TEST(OrganisationEvents, NamesAreFrozen) {
    EXPECT_EQ(organisation_event_kinds(),
              (std::vector<std::string_view>{
                  "identity.organisation_created", "identity.team_created", "identity.person_added",
                  "identity.role_granted", "identity.role_revoked", "identity.team_joined",
                  "identity.team_left", "identity.substitute_named", "identity.substitution_ended",
                  "identity.login_reset"}));
    EXPECT_EQ(organisation_event_version, 1);
}

TEST(OrganisationEvents, EachHasTheKindOfItsPlace) {
    const auto events = one_of_each();
    ASSERT_EQ(events.size(), std::variant_size_v<OrganisationEvent>);
    for (std::size_t i = 0; i < events.size(); ++i)
        EXPECT_EQ(kind_of(events[i]), organisation_event_kinds()[i]);
}

TEST(OrganisationEvents, PayloadsAreFrozen) {
    const std::string one = "00000000-0000-0000-0000-000000000001";
    const std::string four = "00000000-0000-0000-0000-000000000004";
    const std::string eleven = "00000000-0000-0000-0000-00000000000b";
    const std::vector<std::string> expected{
        R"({"name":"Steueramt","agency":"L900100","value":"steuer"})",
        R"({"team":")" + four + R"(","name":"Hundesteuer"})",
        R"({"person":")" + one + R"(","actor":")" + eleven + R"(","name":"Elif Yılmaz"})",
        R"({"person":")" + one + R"(","role":2})",
        R"({"person":")" + one + R"(","role":3})",
        R"({"person":")" + one + R"(","team":")" + four + R"("})",
        R"({"person":")" + one + R"(","team":")" + four + R"("})",
        R"({"person":")" + one + R"(","substitute":")" + jan.to_string() +
            R"(","first_day":"2026-12-01","last_day":"2026-12-24"})",
        R"({"person":")" + one + R"("})",
        R"({"person":")" + one + R"("})"};
    const auto events = one_of_each();
    ASSERT_EQ(events.size(), expected.size());
    for (std::size_t i = 0; i < events.size(); ++i)
        EXPECT_EQ(to_string(to_json(events[i])), expected[i]);
}

TEST(OrganisationEvents, AreReadAsTheyWereWritten) {
    for (const auto& event : one_of_each()) {
        const auto written = parse_json(to_string(to_json(event)));
        ASSERT_TRUE(written);
        const auto read =
            organisation_event_from(kind_of(event), organisation_event_version, *written);
        ASSERT_TRUE(read) << kind_of(event) << ": " << read.error().code;
        EXPECT_EQ(*read, event) << kind_of(event);
    }
}

TEST(OrganisationEvents, OfAnUnknownKindOrVersionAreNotGuessed) {
    const Json payload = to_json(RoleGranted{elif, Role::Clerk});
    for (const auto& read : {organisation_event_from("identity.person_renamed", 1, payload),
                             organisation_event_from("identity.role_granted", 2, payload),
                             organisation_event_from("identity.role_granted", 0, payload),
                             organisation_event_from("", 1, payload)}) {
        EXPECT_EQ(code_of(read), "identity.newer_release");
        EXPECT_EQ(read.error().kind, ErrorKind::Unavailable);
    }
}

TEST(OrganisationEvents, WithADamagedPayloadAreCorrupt) {
    for (const auto& event : one_of_each()) {
        const Json sound = to_json(event);
        for (const auto& member : sound.members()) {
            Json damaged = sound;
            damaged.set(member.key, nullptr);
            const auto read = organisation_event_from(kind_of(event), 1, damaged);
            EXPECT_EQ(code_of(read), "identity.event") << kind_of(event) << " " << member.key;
        }
    }
}

TEST(OrganisationEvents, WithARoleNobodyKnowsAreCorrupt) {
    for (const int role : {0, static_cast<int>(Role::Editor) + 1, -1}) {
        const Json payload = Json::object({{"person", elif.to_string()}, {"role", role}});
        EXPECT_EQ(code_of(organisation_event_from("identity.role_granted", 1, payload)),
                  "identity.event");
    }
}

}  // namespace
}  // namespace dw::identity
