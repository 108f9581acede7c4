#include "identity/moving.h"

#include <gtest/gtest.h>

#include "identity/login_fixture.h"
#include "identity/recovery_codes.h"

namespace dw::identity {
namespace {

using store::of;
using testing::code_of;
using testing::SecondFactor;
using testing::value_of;

// An office with a login moves to an installation of its own and stays readable where it was.
class OfficeMoveTest : public testing::SignInTest {
  protected:
    void SetUp() override {
        SignInTest::SetUp();
        if (HasFatalFailure()) return;
        person_ = new_login("elif@stadt.example", SecondFactor::Known);
        const auto team = new_team(office(), "Hundesteuer");
        ASSERT_EQ(record(office(), TeamJoined{person_, team}), "");
        blobs_ = open_test_blobs(store());
        target_ = value_of(store::testing::make_test_database("sqlite"));
        there_ = value_of(store::Store::open(target_->options(migrations()), clock(), random()));
    }
    void TearDown() override {
        blobs_.reset();
        there_.reset();
        target_.reset();
        SignInTest::TearDown();
    }

    store::Owner owner() { return owner_of(office().tenant, office().organisation); }
    std::string exported(const std::string& name = "export") {
        const std::string folder = folder_.path() + "/" + name;
        value_of(store::export_owner(store(), *blobs_, {owner(), folder, "Amt", "Stadt"},
                                     {movable(store())}));
        return folder;
    }
    Result<store::Imported> import_to(store::Store& target, const std::string& folder,
                                      const std::optional<std::string>& host = {}) {
        return store::import_owner(target, {folder, {}}, {movable(target, host)},
                                   {organisation_projection(target.keys())});
    }
    std::string delete_here(const std::string& folder) {
        return code_of(
            store::delete_owner(store(), *blobs_, {owner(), folder, {}}, {movable(store())}));
    }

    store::testing::TemporaryDirectory folder_;
    std::unique_ptr<store::BlobStore> blobs_;
    std::unique_ptr<store::testing::TestDatabase> target_;
    std::unique_ptr<store::Store> there_;
    PersonId person_;
};
INSTANTIATE_TEST_SUITE_P(Databases, OfficeMoveTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(OfficeMoveTest, PeopleRightsAndLoginsAreThereAsBefore) {
    auto made = make_recovery_codes(store(), office().tenant, person_);
    ASSERT_EQ(code_of(commit(office().tenant, std::move(made.statements))), "");
    const auto imported = value_of(import_to(*there_, exported()));
    Identity identity(*there_);
    const auto before = value_of(this->identity().members(office().tenant, office().organisation));
    const auto after = value_of(identity.members(imported.owner.tenant, office().organisation));
    ASSERT_EQ(after.size(), before.size());
    EXPECT_EQ(after.front().name, before.front().name);
    EXPECT_EQ(after.front().roles, before.front().roles);
    EXPECT_EQ(after.front().teams, before.front().teams);
    EXPECT_TRUE(after.front().enrolled);
    const LoginAttempt attempt{.login = "elif@stadt.example",
                               .password = password_,
                               .code = code_now(),
                               .client_address = "192.0.2.1"};
    EXPECT_TRUE(value_of(identity.login({imported.owner.tenant}, attempt)).token);
    auto with_paper = attempt;
    with_paper.code = made.codes.front();
    EXPECT_TRUE(value_of(identity.login({imported.owner.tenant}, with_paper)).by_recovery_code);
    EXPECT_EQ(value_of(identity.tenants_of("bremerhaven.example")).front(), imported.owner.tenant);
}

TEST_P(OfficeMoveTest, WhereThereIsNoRoomNothingIsTakenIn) {
    const auto folder = exported();
    Identity identity(*there_);
    const auto tenant = value_of(identity.create_tenant({"Other", "bremerhaven.example"}));
    EXPECT_EQ(code_of(import_to(*there_, folder)), "identity.host_taken");
    EXPECT_EQ(code_of(import_to(store(), folder)), "identity.organisation_here");
    ASSERT_EQ(code_of(import_to(*there_, folder, "neu.example")), "");
    EXPECT_EQ(code_of(import_to(*there_, folder, "neuer.example")), "identity.organisation_here");
    EXPECT_EQ(value_of(identity.tenants()).size(), 2u);

    auto third = value_of(store::testing::make_test_database("sqlite"));
    auto taken = value_of(store::Store::open(third->options(migrations()), clock(), random()));
    Identity others(*taken);
    const auto there = value_of(others.create_tenant({"Other", "other.example"}));
    value_of(others.create_organisation(there, {"Same", "L900100", "Steueramt"}, {}));
    EXPECT_EQ(code_of(import_to(*taken, folder)), "identity.source_taken");
    EXPECT_EQ(value_of(others.tenants()).size(), 1u);
    EXPECT_FALSE(tenant.is_nil());
}

TEST_P(OfficeMoveTest, DeletedItLeavesNoPersonAndNoLogin) {
    const auto token = begin_session(office().tenant, person_);
    ASSERT_EQ(delete_here(exported()), "");
    for (const std::string table : {"organisation", "team", "person", "membership", "team_member",
                                    "credential", "session", "tenant"})
        EXPECT_EQ(count("select count(*) from " + table), 0) << table;
    EXPECT_EQ(count("select count(*) from data_key"), 2);  // of the moves and of the seals
    const auto report = value_of(store::verify_log(*value_of(store().reader())));
    EXPECT_TRUE(report.faults.empty());
}

TEST_P(OfficeMoveTest, ATenantStaysAsLongAsItHasAnotherOffice) {
    const auto other = new_office(office().tenant, "Ordnungsamt");
    ASSERT_EQ(delete_here(exported()), "");
    EXPECT_EQ(count("select count(*) from tenant"), 1);
    EXPECT_EQ(value_of(identity().organisations(office().tenant)).front().name, other.name);
    EXPECT_EQ(
        code_of(identity().add_person_to_start(
            other,
            {.name = "Zoë", .login = "zoe", .password = {}, .roles = {Role::Clerk}, .teams = {}},
            {})),
        "");
}

}  // namespace
}  // namespace dw::identity
