// Credentials: password hash and sealed TOTP secret of a login. The login itself is kept as a keyed
// hash, because logins are names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "identity/principal.h"
#include "store/store.h"

namespace dw::identity {

struct Credential {
    TenantId tenant;
    PersonId person;
    std::string password_hash;
    Bytes totp_secret;
    std::int64_t totp_step = 0;  // the last step a code was accepted for
    bool enrolled = false;
    // When a password to start with was given out; nothing for one's own.
    std::optional<Instant> given_at = {};
    Bytes login_hash = {}, sealed_secret = {}, seal = {};  // as they are stored
};

// The key of a tenant's logins is made with the tenant.
std::string login_compartment();
Digest login_hash(const store::DataKey& key, std::string_view login);

struct NewCredential {
    TenantId tenant;
    PersonId person;
    std::string login, password_hash;
    Bytes totp_secret;
    bool enrolled = false;
    std::optional<Instant> given_at = {};
};
store::Statement credential_insert(store::KeyRing& ring, const NewCredential& credential,
                                   const store::DataKey& login_key,
                                   const store::DataKey& person_key);
// Corrupt "identity.unsealed" for a row that somebody else has written or changed.
Result<std::optional<Credential>> credential_of_login(store::Connection& connection,
                                                      store::KeyRing& ring, TenantId tenant,
                                                      std::string_view login);
Result<Credential> credential_of_person(store::Connection& connection, store::KeyRing& ring,
                                        TenantId tenant, PersonId person);
// A credential that comes from another installation, under the hash its login has there.
store::Statement credential_arrival(store::KeyRing& ring, const Credential& credential,
                                    const store::DataKey& person_key);

// What follows is guarded by the row there was: of two changes at once the second is a Conflict.

// A new password and second factor, which the person sets up at the next login.
struct Reset {
    std::string password_hash;
    Bytes totp_secret;
    Instant given_at;
};
store::Statement credential_reset(store::KeyRing& ring, const Credential& credential,
                                  const Reset& reset, const store::DataKey& person_key);
store::Statement password_replace(const store::RowSeals& seals, const Credential& credential,
                                  const std::string& password_hash);
// Notes that a code was used.
store::Statement code_used(const store::RowSeals& seals, const Credential& credential,
                           std::int64_t step);
// Both at the end of an enrolment.
store::Statement enrolment_ended(const store::RowSeals& seals, const Credential& credential,
                                 const std::string& password_hash, std::int64_t step);

}  // namespace dw::identity
