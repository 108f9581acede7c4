#include "identity/credential_table.h"

#include <gtest/gtest.h>

#include "identity/identity_fixture.h"
#include "identity/recovery_codes.h"

namespace dw::identity {
namespace {

using testing::code_of;
using testing::value_of;

const Bytes secret = to_bytes("12345678901234567890");

class CredentialTest : public testing::IdentityTest {
  protected:
    void SetUp() override {
        IdentityTest::SetUp();
        if (HasFatalFailure()) return;
        elif_ = new_colleague(office(), "Elif");
        insert({.tenant = office().tenant,
                .person = elif_,
                .login = "elif@stadt.example",
                .password_hash = "$argon2id$",
                .totp_secret = secret});
    }

    void insert(const NewCredential& credential) {
        const auto statement = credential_insert(store().keys(), credential, login_key(),
                                                 key_of(office(), credential.person));
        ASSERT_EQ(code_of(commit(office().tenant, {statement})), "");
    }
    store::DataKey login_key() { return key(office().tenant, login_compartment()); }
    std::optional<Credential> of_login(TenantId tenant, std::string_view login) {
        const auto reader = value_of(store().reader());
        return value_of(credential_of_login(*reader, store().keys(), tenant, login));
    }
    std::optional<Credential> of_login(std::string_view login) {
        return of_login(office().tenant, login);
    }
    std::string use(const Credential& credential, std::int64_t step) {
        return code_of(
            commit(office().tenant, {code_used(store().keys().seals(), credential, step)}));
    }

    PersonId elif_;
};
INSTANTIATE_TEST_SUITE_P(Databases, CredentialTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(CredentialTest, AreReadAsTheyWereWritten) {
    const auto read = of_login("elif@stadt.example");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->tenant, office().tenant);
    EXPECT_EQ(read->person, elif_);
    EXPECT_EQ(read->password_hash, "$argon2id$");
    EXPECT_EQ(read->totp_secret, secret);
    EXPECT_EQ(read->totp_step, 0);
    EXPECT_FALSE(read->enrolled);
}

TEST_P(CredentialTest, AreFoundHoweverTheLoginIsTyped) {
    EXPECT_TRUE(of_login(" ELIF@Stadt.Example "));
    for (const char* login : {"", "elif", "elif@stadt.exampl", "elif@stadt.example.", "elif stadt"})
        EXPECT_FALSE(of_login(login)) << login;
}

TEST_P(CredentialTest, OfAPersonAreThoseOfTheLogin) {
    const auto reader = value_of(store().reader());
    const auto read = credential_of_person(*reader, store().keys(), office().tenant, elif_);
    EXPECT_EQ(value_of(read).totp_secret, secret);
    const auto nobody = credential_of_person(*reader, store().keys(), office().tenant, {});
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().kind, ErrorKind::NotFound);
}

TEST_P(CredentialTest, AreNotFoundInAnotherTenant) {
    EXPECT_FALSE(of_login(new_tenant("Hannover", ""), "elif@stadt.example"));
}

TEST_P(CredentialTest, NeitherLoginNorSecretIsInTheDatabase) {
    EXPECT_FALSE(is_in_database("elif@"));
    EXPECT_FALSE(is_in_database(secret));
    EXPECT_TRUE(is_in_database("$argon2id$"));
}

TEST_P(CredentialTest, OneLoginHasAnotherHashInEachTenant) {
    const store::DataKey other{.id = {}, .secret = {1, 2, 3}};
    EXPECT_NE(login_hash(login_key(), "elif"), login_hash(other, "elif"));
}

TEST_P(CredentialTest, AStepIsNotedOnce) {
    const auto credential = *of_login("elif@stadt.example");
    EXPECT_EQ(use(credential, 7), "");
    for (const int step : {7, 6, 8}) {
        const auto again =
            commit(office().tenant, {code_used(store().keys().seals(), credential, step)});
        ASSERT_FALSE(again) << step;
        EXPECT_EQ(again.error().kind, ErrorKind::Conflict);
    }
    EXPECT_EQ(use(*of_login("elif@stadt.example"), 8), "");
}

TEST_P(CredentialTest, TheFirstCodeEndsTheEnrolment) {
    ASSERT_EQ(use(*of_login("elif@stadt.example"), 7), "");
    restart();
    const auto credential = *of_login("elif@stadt.example");
    EXPECT_TRUE(credential.enrolled);
    EXPECT_EQ(credential.totp_step, 7);
}

// Somebody who may write to the database, but has no key.
TEST_P(CredentialTest, AChangedRowOpensNothing) {
    insert({.tenant = office().tenant,
            .person = new_colleague(office(), "Jana"),
            .login = "jana@stadt.example",
            .password_hash = "$argon2id$jana",
            .totp_secret = secret,
            .enrolled = true});
    for (const char* change :
         {"password_hash = '$argon2id$jana'", "enrolled = 1", "totp_step = 1", "seal = null",
          "given_at = 1", "seal = (select seal from credential where enrolled = 1)",
          "totp_secret = (select totp_secret from credential where enrolled = 1)"}) {
        const auto before = *of_login("elif@stadt.example");
        const std::string sql =
            std::string("update credential set ") + change + " where password_hash = '$argon2id$'";
        ASSERT_EQ(code_of(commit(office().tenant, {{sql, {}, 1}})), "") << change;
        {
            const auto reader = value_of(store().reader());
            EXPECT_EQ(code_of(credential_of_login(*reader, store().keys(), office().tenant,
                                                  "elif@stadt.example")),
                      "identity.unsealed")
                << change;
        }
        ASSERT_EQ(code_of(commit(office().tenant,
                                 {{"update credential set password_hash = $2, enrolled = 0, "
                                   "totp_step = 0, given_at = 0, seal = $3, totp_secret = $4 "
                                   "where tenant = $5 and person = $1",
                                   {store::of(elif_), store::of(before.password_hash), before.seal,
                                    before.sealed_secret, store::of(office().tenant)},
                                   1}})),
                  "");
    }
}

TEST_P(CredentialTest, ARecoveryCodeOfSomebodyElseOpensNothing) {
    auto made = make_recovery_codes(store(), office().tenant, elif_);
    ASSERT_EQ(code_of(commit(office().tenant, made.statements)), "");
    ASSERT_EQ(code_of(commit(office().tenant, {{"update recovery_code set seal = null", {}, 8}})),
              "");
    const auto used =
        commit(office().tenant,
               {recovery_code_used(store().keys().seals(), office().tenant, elif_, made.codes[0])});
    ASSERT_FALSE(used);
    EXPECT_EQ(used.error().kind, ErrorKind::Conflict);
}

}  // namespace
}  // namespace dw::identity
