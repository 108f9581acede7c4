#include "identity/sessions.h"

#include <gtest/gtest.h>

#include "identity/identity_fixture.h"

namespace dw::identity {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::code_of;
using testing::value_of;

class SessionTest : public testing::IdentityTest {
  protected:
    void SetUp() override {
        IdentityTest::SetUp();
        if (HasFatalFailure()) return;
        elif_ = new_colleague(office(), "Elif", {Role::Clerk, Role::Administrator});
    }
    std::string begin(Stage stage = Stage::Full) {
        return begin_session(office().tenant, elif_, stage);
    }
    std::int64_t stored() { return count("select count(*) from session"); }

    PersonId elif_;
};
INSTANTIATE_TEST_SUITE_P(Databases, SessionTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(SessionTest, ATokenLeadsToThePerson) {
    const auto token = begin();
    const auto session = value_of(identity().sessions().find(token));
    ASSERT_TRUE(session);
    EXPECT_EQ(session->principal.person, elif_);
    EXPECT_EQ(session->principal.tenant, office().tenant);
    EXPECT_EQ(session->stage, Stage::Full);
}

TEST_P(SessionTest, TheStageIsKept) {
    const auto token = begin(Stage::Enrolling);
    restart();
    EXPECT_EQ(value_of(identity().sessions().find(token))->stage, Stage::Enrolling);
}

TEST(Stage, NumbersAreFrozen) {
    EXPECT_EQ(static_cast<int>(Stage::Enrolling), 1);
    EXPECT_EQ(static_cast<int>(Stage::Full), 2);
}

TEST_P(SessionTest, ATokenOfNobodyLeadsNowhere) {
    const auto token = begin();
    for (const std::string& other :
         {std::string(), std::string("x"), token + "A", token.substr(1), std::string(10'000, 'A')})
        EXPECT_FALSE(has_session(other)) << other.substr(0, 50);
}

TEST_P(SessionTest, ATokenHas256BitsAndIsNeverTheSame) {
    const auto token = begin();
    EXPECT_EQ(from_base64url(token)->size(), 32u);
    EXPECT_NE(begin(), token);
}

TEST_P(SessionTest, ATokenIsNowhereInTheDatabase) {
    const auto token = begin();
    ASSERT_TRUE(has_session(token));
    EXPECT_FALSE(is_in_database(token));
    EXPECT_FALSE(is_in_database(*from_base64url(token)));
    EXPECT_TRUE(is_in_database("Steueramt"));
}

TEST_P(SessionTest, EndsAfterHalfAnHourWithoutARequest) {
    const auto token = begin();
    clock().advance(minutes{30} - seconds{1});
    EXPECT_TRUE(has_session(token));
    clock().advance(minutes{30});
    EXPECT_FALSE(has_session(token));
}

TEST_P(SessionTest, EndsOnTimeAlthoughItWasJustRead) {
    const auto token = begin();
    for (int i = 1; i < 36; ++i) {  // every 20 minutes
        clock().advance(minutes{20});
        ASSERT_TRUE(has_session(token)) << i;
    }
    clock().advance(minutes{20} - seconds{5});
    EXPECT_TRUE(has_session(token));
    clock().advance(seconds{5});
    EXPECT_FALSE(has_session(token));
}

TEST_P(SessionTest, EndsAfterAWorkingDayEvenInUse) {
    const auto token = begin();
    for (int i = 1; i < 36; ++i) {  // every 20 minutes
        clock().advance(minutes{20});
        ASSERT_TRUE(has_session(token)) << i;
    }
    clock().advance(minutes{20});
    EXPECT_FALSE(has_session(token));
}

TEST_P(SessionTest, GoesOnAfterARestart) {
    const auto token = begin();
    restart();
    EXPECT_TRUE(has_session(token));
}

TEST_P(SessionTest, EndsAtOnceWhenItsOwnerSignsOut) {
    const auto token = begin(), other = begin();
    ASSERT_TRUE(has_session(token));
    EXPECT_EQ(code_of(identity().sessions().end(token)), "");
    EXPECT_FALSE(has_session(token));
    EXPECT_TRUE(has_session(other));
    EXPECT_EQ(stored(), 1);
}

TEST_P(SessionTest, EndingWhatIsNotThereIsFine) {
    EXPECT_EQ(code_of(identity().sessions().end("")), "");
    EXPECT_EQ(code_of(identity().sessions().end("AAAA")), "");
}

TEST_P(SessionTest, EndForOnePersonOnly) {
    const auto first = begin(), second = begin();
    const auto jans = begin_session(office().tenant, new_colleague(office(), "Jan"));
    ASSERT_TRUE(has_session(first) && has_session(second) && has_session(jans));
    EXPECT_EQ(code_of(identity().sessions().end_all(office().tenant, elif_)), "");
    EXPECT_FALSE(has_session(first));
    EXPECT_FALSE(has_session(second));
    EXPECT_TRUE(has_session(jans));
}

TEST_P(SessionTest, EndWhenRightsChange) {
    const auto dogs = new_team(office(), "Hundesteuer");
    for (const OrganisationEvent& event : std::vector<OrganisationEvent>{
             RoleGranted{elif_, Role::TeamLead}, RoleRevoked{elif_, Role::Clerk},
             TeamJoined{elif_, dogs}, TeamLeft{elif_, dogs}}) {
        const auto token = begin();
        ASSERT_TRUE(has_session(token));
        ASSERT_EQ(record(office(), event), "");
        EXPECT_FALSE(has_session(token)) << kind_of(event);
    }
    EXPECT_EQ(stored(), 0);
}

TEST_P(SessionTest, GoOnWhenARightCouldNotBeChanged) {
    const auto token = begin();
    EXPECT_EQ(record(office(), RoleGranted{elif_, Role::Clerk}), "identity.already");
    EXPECT_EQ(record(office(), RoleRevoked{elif_, Role::Administrator}),
              "identity.last_administrator");
    EXPECT_TRUE(has_session(token));
}

TEST_P(SessionTest, GoOnWhenRightsOfOthersChange) {
    const auto token = begin();
    const auto jan = new_colleague(office(), "Jan");
    ASSERT_EQ(record(office(), RoleGranted{jan, Role::TeamLead}), "");
    new_team(office(), "Hundesteuer");
    EXPECT_TRUE(has_session(token));
}

TEST_P(SessionTest, ShowNewRightsAfterSigningInAgain) {
    ASSERT_TRUE(has_session(begin()));
    ASSERT_EQ(record(office(), RoleRevoked{elif_, Role::Clerk}), "");
    const auto session = value_of(identity().sessions().find(begin()));
    ASSERT_TRUE(session);
    EXPECT_EQ(session->principal.roles, std::vector{Role::Administrator});
}

TEST_P(SessionTest, AnotherCopyOfTheProgramSeesTheEndAfterTenSeconds) {
    Sessions other_copy(store());
    const auto token = begin();
    ASSERT_TRUE(value_of(other_copy.find(token)));
    ASSERT_EQ(code_of(identity().sessions().end(token)), "");
    clock().advance(seconds{10});
    EXPECT_FALSE(value_of(other_copy.find(token)));
}

TEST_P(SessionTest, BeginsTogetherWithItsStatementsOrNotAtAll) {
    const store::Statement nothing_to_do{
        .sql = "delete from session where stage = 7", .parameters = {}, .rows = 1};
    const auto begun =
        identity().sessions().begin(office().tenant, elif_, Stage::Full, {nothing_to_do});
    ASSERT_FALSE(begun);
    EXPECT_EQ(begun.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(stored(), 0);
}

TEST_P(SessionTest, OfSomebodyWhoIsNotInTheTenantIsNone) {
    const auto hannover = new_tenant("Hannover", "");
    EXPECT_FALSE(has_session(begin_session(hannover, elif_)));
}

// Somebody who may write to the database, but has no key.
TEST_P(SessionTest, ARowOfSomebodyElsesMakingIsNoSession) {
    const auto token = begin();
    const auto jan = new_colleague(office(), "Jan", {Role::TeamLead});
    const auto changed = [&](const std::string& set) {
        EXPECT_EQ(code_of(commit(office().tenant, {{"update session set " + set, {}, 1}})), "");
        const bool there = value_of(Sessions(store()).find(token)).has_value();
        return there;
    };
    EXPECT_TRUE(changed("seen_at = seen_at + 1"));
    const std::string of_jan = "(select person from membership where role = 2)";
    EXPECT_FALSE(changed("person = " + of_jan));
    EXPECT_EQ(code_of(commit(office().tenant,
                             {{"update session set person = $1", {store::of(elif_)}, 1}})),
              "");
    EXPECT_TRUE(changed("seen_at = seen_at - 1"));
    EXPECT_FALSE(changed("created_at = created_at + 1"));
    EXPECT_FALSE(changed("seal = null"));
    EXPECT_NE(jan, elif_);
}

TEST_P(SessionTest, ARightOfSomebodyElsesMakingGivesNothing) {
    const auto team = new_team(office(), "Hundesteuer");
    const auto jan = new_colleague(office(), "Jan", {Role::TeamLead});
    const auto tenant = store::of(office().tenant);
    using store::of;
    ASSERT_EQ(code_of(commit(
                  office().tenant,
                  {{"insert into membership (tenant, person, role, seal) select $1, $2, role, seal "
                    "from membership where person = $3",
                    {tenant, of(elif_), of(jan)},
                    1},
                   {"insert into team_member (tenant, person, team) values ($1, $2, $3)",
                    {tenant, of(elif_), of(team)}},
                   {"insert into substitution (tenant, person, substitute, first_day, last_day) "
                    "values ($1, $2, $3, '2000-01-01', '2100-01-01')",
                    {tenant, of(jan), of(elif_)}}})),
              "");
    const auto principal = value_of(identity().principal(office().tenant, elif_));
    EXPECT_EQ(principal.roles, (std::vector{Role::Clerk, Role::Administrator}));
    EXPECT_TRUE(principal.teams.empty());
    EXPECT_TRUE(principal.stands_in_for.empty());
    ASSERT_EQ(code_of(commit(office().tenant, {{"update person set actor = $1 where id = $2",
                                                {of(testing::id<ActorId>(9)), of(elif_)},
                                                1}})),
              "");
    EXPECT_EQ(code_of(identity().principal(office().tenant, elif_)), "identity.unsealed");
}

TEST_P(SessionTest, OldRowsAreTidiedAway) {
    begin();
    clock().advance(hours{6});
    begin();
    clock().advance(hours{6} + seconds{1});
    EXPECT_EQ(code_of(identity().tidy()), "");
    EXPECT_EQ(stored(), 1);
}

}  // namespace
}  // namespace dw::identity
