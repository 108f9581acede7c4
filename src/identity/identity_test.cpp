#include "identity/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "identity/identity_fixture.h"

namespace dw::identity {
namespace {

using testing::code_of;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using testing::value_of;

const std::string password = "Ein-langes-Passwort-2026";

class TenantTest : public testing::IdentityTest {
  protected:
    std::vector<TenantId> tenants_of(std::string_view host) {
        return value_of(identity().tenants_of(host));
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, TenantTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(TenantTest, IsFoundByItsHost) {
    const auto hannover = new_tenant("Hannover", "Hannover.example");
    EXPECT_THAT(tenants_of("bremerhaven.example"), ElementsAre(office().tenant));
    EXPECT_THAT(tenants_of("hannover.example"), ElementsAre(hannover));
}

TEST_P(TenantTest, IsFoundWhateverThePortAndTheLetters) {
    new_tenant("Hannover", "hannover.example");
    for (const char* host :
         {"bremerhaven.example:8080", "BREMERHAVEN.example", "Bremerhaven.Example:1"})
        EXPECT_THAT(tenants_of(host), ElementsAre(office().tenant)) << host;
}

TEST_P(TenantTest, IsFoundByAnAddressOfSixteenBytes) {
    const auto local = new_tenant("Hannover", "[2001:db8::1]");
    EXPECT_THAT(tenants_of("[2001:db8::1]"), ElementsAre(local));
    EXPECT_THAT(tenants_of("[2001:db8::1]:8080"), ElementsAre(local));
}

TEST_P(TenantTest, WithoutAHostIsReachedByHostsNobodyHas) {
    const auto hannover = new_tenant("Hannover", ""), kiel = new_tenant("Kiel", "");
    EXPECT_THAT(tenants_of("elsewhere.example"), UnorderedElementsAre(hannover, kiel));
    EXPECT_THAT(tenants_of(""), UnorderedElementsAre(hannover, kiel));
    EXPECT_THAT(tenants_of("bremerhaven.example"), ElementsAre(office().tenant));
}

TEST_P(TenantTest, IsReachedByAnyHostWhileItIsTheOnlyOne) {
    EXPECT_THAT(tenants_of("localhost:8080"), ElementsAre(office().tenant));
    new_tenant("Hannover", "hannover.example");
    EXPECT_THAT(tenants_of("localhost:8080"), IsEmpty());
}

TEST_P(TenantTest, AtMostSixtyFourShareAHost) {
    std::vector<store::Statement> statements;
    for (std::uint8_t i = 1; i <= 65; ++i)
        statements.push_back(
            {"insert into tenant (id, name, host, created_at) "
             "values ($1, 'Amt', '', 0)",
             {store::of(testing::id<TenantId>(i))}});
    ASSERT_EQ(code_of(commit(office().tenant, statements)), "");
    EXPECT_EQ(tenants_of("localhost").size(), 64u);
}

class PeopleTest : public testing::IdentityTest {
  protected:
    Result<PersonId> add(const OrganisationPlace& place, const NewPerson& person) {
        return identity().add_person(place, person, {});
    }
    NewPerson elif () const {
        return {.name = "Elif Yılmaz",
                .login = "elif@stadt.example",
                .password = password,
                .roles = {Role::Clerk},
                .teams = {}};
    }
    Enrolment enrolment_of(PersonId person) {
        const auto principal = value_of(identity().principal(office().tenant, person));
        return value_of(identity().enrolment(principal));
    }
    std::vector<std::string> names(const OrganisationPlace& place) {
        std::vector<std::string> found;
        for (const auto& who : value_of(identity().people(place.tenant, place.organisation)))
            found.push_back(who.name);
        return found;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, PeopleTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(PeopleTest, OrganisationsAreListedForTheirTenantOnly) {
    new_office(new_tenant("Hannover", ""), "Gartenamt");
    const auto found = value_of(identity().organisations(office().tenant));
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].name, "Steueramt");
    EXPECT_EQ(found[0].organisation, office().organisation);
}

TEST_P(PeopleTest, AnOrganisationOfAnotherTenantIsNotFound) {
    const auto hannover = new_tenant("Hannover", "");
    EXPECT_EQ(value_of(identity().organisation(office().tenant, office().organisation)).name,
              "Steueramt");
    const auto found = identity().organisation(hannover, office().organisation);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::NotFound);
}

TEST_P(PeopleTest, AnOrganisationIsFoundByItsIdInTheCatalogue) {
    const auto found = value_of(identity().organisation_from_source("L900100", "Steueramt"));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->tenant, office().tenant);
    EXPECT_EQ(found->organisation, office().organisation);
    EXPECT_FALSE(value_of(identity().organisation_from_source("L900100", "Gartenamt")));
    EXPECT_FALSE(value_of(identity().organisation_from_source("L900200", "Steueramt")));
}

TEST_P(PeopleTest, AnIdOfTheCatalogueBelongsToOneOrganisation) {
    const auto hannover = new_tenant("Hannover", "");
    const auto second =
        identity().create_organisation(hannover, {"Steueramt", "L900100", "Steueramt"}, {});
    EXPECT_EQ(code_of(second), "identity.source_taken");
    EXPECT_EQ(code_of(identity().create_organisation(hannover, {"Ohne Katalog", "", ""}, {})), "");
    EXPECT_EQ(code_of(identity().create_organisation(hannover, {"Auch ohne", "", ""}, {})), "");
}

TEST_P(PeopleTest, ALoginHasCharactersThatCanBeSeen) {
    for (const std::string login : {"", "  ", "a\nb"}) {
        const NewPerson person{.name = "Jan",
                               .login = login,
                               .password = "Ein-langes-Passwort",
                               .roles = {},
                               .teams = {}};
        EXPECT_EQ(code_of(identity().add_person(office(), person, {})), "identity.login");
    }
}

TEST_P(PeopleTest, TeamsOfOneOrganisationAreListedByName) {
    new_team(office(), "Zweitwohnung");
    new_team(office(), "Hundesteuer");
    new_team(new_office(office().tenant, "Gartenamt"), "Bäume");
    std::vector<std::string> found;
    for (const auto& team : value_of(identity().teams(office().tenant, office().organisation)))
        found.push_back(team.name);
    EXPECT_THAT(found, ElementsAre("Hundesteuer", "Zweitwohnung"));
}

// DIN 5007-1: ä stands with a.
TEST_P(PeopleTest, PeopleOfOneOrganisationAreListedAsInADirectory) {
    for (const char* name : {"Zoe", "Änne", "Boris", "anton"}) new_colleague(office(), name);
    new_colleague(new_office(office().tenant, "Gartenamt"), "Carla");
    EXPECT_THAT(names(office()), ElementsAre("Änne", "anton", "Boris", "Zoe"));
}

TEST_P(PeopleTest, APrincipalHasTheScopesOfPersonOrganisationAndTeams) {
    const auto dogs = new_team(office(), "Hundesteuer");
    auto person = elif ();
    person.roles = {Role::TeamLead, Role::Clerk};
    person.teams = {dogs};
    const auto id = value_of(add(office(), person));
    const auto principal = value_of(identity().principal(office().tenant, id));
    EXPECT_EQ(principal.name, "Elif Yılmaz");
    EXPECT_EQ(principal.organisation, office().organisation);
    EXPECT_THAT(principal.roles, ElementsAre(Role::Clerk, Role::TeamLead));
    EXPECT_THAT(principal.teams, ElementsAre(dogs));
    EXPECT_THAT(
        principal.scopes,
        UnorderedElementsAre(scope_of(id), scope_of(office().organisation), scope_of(dogs)));
}

TEST_P(PeopleTest, TheActorInTheLogIsNotThePerson) {
    const auto elif = new_colleague(office(), "Elif");
    const auto principal = value_of(identity().principal(office().tenant, elif));
    EXPECT_FALSE(principal.actor.is_nil());
    EXPECT_NE(principal.actor.bytes(), elif.bytes());
}

TEST_P(PeopleTest, APersonIsNobodyInAnotherTenant) {
    const auto elif = new_colleague(office(), "Elif");
    const auto found = identity().principal(new_tenant("Hannover", ""), elif);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::NotFound);
}

TEST_P(PeopleTest, APasswordHasTwelveCharactersWhateverTheirBytes) {
    for (const std::string& too_short :
         {std::string(), std::string("Elf-Zeichen"), std::string("ääääääääääÄ")}) {
        auto person = elif ();
        person.password = too_short;
        EXPECT_EQ(code_of(add(office(), person)), "identity.password_too_short") << too_short;
    }
    EXPECT_THAT(names(office()), IsEmpty());
}

TEST_P(PeopleTest, APasswordIsNotEndless) {
    auto person = elif ();
    person.password = std::string(257, 'a');
    EXPECT_EQ(code_of(add(office(), person)), "identity.password_too_long");
}

TEST_P(PeopleTest, ALoginIsTakenOncePerTenant) {
    EXPECT_EQ(code_of(add(office(), elif ())), "");
    auto other = elif ();
    other.name = "Elif Kaya";
    other.login = " ELIF@stadt.example ";
    EXPECT_EQ(code_of(add(office(), other)), "store.claimed");
    EXPECT_THAT(names(office()), ElementsAre("Elif Yılmaz"));
    const auto hannover = new_office(new_tenant("Hannover", ""), "Steueramt Hannover");
    EXPECT_EQ(code_of(add(hannover, other)), "");
}

TEST_P(PeopleTest, NeitherNameNorLoginNorPasswordIsInTheDatabase) {
    ASSERT_EQ(code_of(add(office(), elif ())), "");
    for (const char* text : {"Elif", "Yılmaz", "elif@", "stadt.example", password.c_str()})
        EXPECT_FALSE(is_in_database(text)) << text;
    EXPECT_TRUE(is_in_database("$argon2id$"));
}

// RFC 4226 section 4, R6: 160 bits.
TEST_P(PeopleTest, EachGetsASecretOfTheirOwn) {
    auto other = elif ();
    other.login = "jan@stadt.example";
    const auto first = enrolment_of(value_of(add(office(), elif ())));
    EXPECT_EQ(first.secret.size(), 20u);
    EXPECT_NE(enrolment_of(value_of(add(office(), other))).secret, first.secret);
}

TEST_P(PeopleTest, WhoJoinsATeamOfAnotherOrganisationIsNotAdded) {
    auto person = elif ();
    person.teams = {new_team(new_office(office().tenant, "Gartenamt"), "Bäume")};
    EXPECT_EQ(code_of(add(office(), person)), "identity.unknown_team");
    EXPECT_THAT(names(office()), IsEmpty());
    EXPECT_EQ(count("select count(*) from credential"), 0);
}

}  // namespace
}  // namespace dw::identity
