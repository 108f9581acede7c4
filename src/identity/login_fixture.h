// Somebody who can sign in, for tests of login and its pages.
#pragma once

#include "identity/credential_table.h"
#include "identity/identity_fixture.h"
#include "identity/password.h"
#include "identity/totp.h"

namespace dw::identity::testing {

// Whether the second factor is set up already.
enum class SecondFactor { Known, Missing };

class SignInTest : public IdentityTest {
  protected:
    // All have the same password, hashed once, because that takes its time.
    PersonId new_login(const std::string& login, SecondFactor factor,
                       const std::string& name = "Elif Yılmaz") {
        static const std::string password_hash = hash_password(password_);
        NewCredential credential{.tenant = office().tenant,
                                 .person = new_colleague(office(), name),
                                 .login = login,
                                 .password_hash = password_hash,
                                 .totp_secret = secret_,
                                 .enrolled = factor == SecondFactor::Known};
        const auto statement =
            credential_insert(store().keys(), credential, key(office().tenant, login_compartment()),
                              key_of(office(), credential.person));
        EXPECT_EQ(code_of(commit(office().tenant, {statement})), "");
        return credential.person;
    }
    std::string code_now() { return totp_code(secret_, totp_step(clock().now())); }
    // As long as a code lasts: the next one is another.
    void next_step() { clock().advance(std::chrono::seconds{30}); }

    const std::string password_ = "Ein-langes-Passwort-2026";
    const Bytes secret_ = to_bytes("12345678901234567890");
};

}  // namespace dw::identity::testing
