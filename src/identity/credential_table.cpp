#include "identity/credential_table.h"

#include "base/text.h"
#include "identity/row_seals.h"

namespace dw::identity {

namespace {

using store::of;

std::string place_of_secret(PersonId person) {
    return "credential/" + person.to_string() + "/totp_secret";
}

CredentialRow row_of(const Credential& credential) {
    return {.tenant = credential.tenant,
            .login_hash = credential.login_hash,
            .person = credential.person,
            .password_hash = credential.password_hash,
            .totp_secret = credential.sealed_secret,
            .totp_step = credential.totp_step,
            .enrolled = credential.enrolled ? 1 : 0,
            .given_at = credential.given_at ? to_microseconds(*credential.given_at) : 0};
}

// The seal there was names the whole row as it was read.
store::Statement replace(const store::RowSeals& seals, const Credential& before,
                         const Credential& after) {
    const auto row = row_of(after);
    return {
        "update credential set password_hash = $3, totp_secret = $4, totp_step = $5, "
        "enrolled = $6, given_at = $7, seal = $8 "
        "where tenant = $1 and person = $2 and seal = $9",
        {of(row.tenant), of(row.person), of(row.password_hash), row.totp_secret, row.totp_step,
         row.enrolled, row.given_at, seals.seal(fields_of(row)), before.seal},
        1};
}

Result<Credential> credential_from(store::Connection& connection, store::KeyRing& ring,
                                   TenantId tenant, const store::Row& row) {
    Credential credential{.tenant = tenant,
                          .person = row.id<PersonId>(0),
                          .password_hash = row.text(1),
                          .totp_secret = {},
                          .totp_step = row.integer(3),
                          .enrolled = row.integer(4) != 0,
                          .given_at = {},
                          .login_hash = row.bytes(6),
                          .sealed_secret = row.bytes(2)};
    if (row.integer(5) != 0) credential.given_at = row.instant(5);
    if (!ring.seals().holds(fields_of(row_of(credential)), row[7]))
        return corrupt("identity.unsealed", "the row of a login has no seal of ours");
    credential.seal = row.bytes(7);
    DW_TRY(credential.totp_secret,
           store::open_value(connection, ring, tenant, place_of_secret(credential.person),
                             row.bytes(2)));
    return credential;
}

}  // namespace

std::string login_compartment() {
    return "tenant/logins";
}

Digest login_hash(const store::DataKey& key, std::string_view login) {
    return hmac_sha256(key.secret, as_bytes("login\n" + lower(trim(login))));
}

store::Statement credential_insert(store::KeyRing& ring, const NewCredential& credential,
                                   const store::DataKey& login_key,
                                   const store::DataKey& person_key) {
    const Digest hash = login_hash(login_key, credential.login);
    const Credential made{
        .tenant = credential.tenant,
        .person = credential.person,
        .password_hash = credential.password_hash,
        .totp_secret = {},
        .enrolled = credential.enrolled,
        .given_at = credential.given_at,
        .login_hash = Bytes(hash.begin(), hash.end()),
        .sealed_secret = store::seal_value(ring, person_key, place_of_secret(credential.person),
                                           credential.totp_secret)};
    const auto row = row_of(made);
    return {
        "insert into credential (tenant, login_hash, person, password_hash, totp_secret, "
        "totp_step, enrolled, given_at, seal) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
        {of(row.tenant), row.login_hash, of(row.person), of(row.password_hash), row.totp_secret,
         row.totp_step, row.enrolled, row.given_at, ring.seals().seal(fields_of(row))},
        1,
        store::OnMiss::Refuse};
}

Result<std::optional<Credential>> credential_of_login(store::Connection& connection,
                                                      store::KeyRing& ring, TenantId tenant,
                                                      std::string_view login) {
    DW_TRY(const auto key, ring.by_compartment(connection, tenant, login_compartment()));
    const Digest hash = login_hash(key, login);
    DW_TRY(const auto rows,
           connection.query(
               "select person, password_hash, totp_secret, totp_step, enrolled, given_at, "
               "login_hash, seal from credential where tenant = $1 and login_hash = $2",
               {of(tenant), Bytes(hash.begin(), hash.end())}));
    if (rows.empty()) return std::optional<Credential>();
    DW_TRY(auto credential, credential_from(connection, ring, tenant, rows[0]));
    return std::optional(std::move(credential));
}

Result<Credential> credential_of_person(store::Connection& connection, store::KeyRing& ring,
                                        TenantId tenant, PersonId person) {
    DW_TRY(const auto row,
           connection.query_one(
               "select person, password_hash, totp_secret, totp_step, enrolled, given_at, "
               "login_hash, seal from credential where tenant = $1 and person = $2",
               {of(tenant), of(person)}));
    return credential_from(connection, ring, tenant, row);
}

store::Statement credential_arrival(store::KeyRing& ring, const Credential& credential,
                                    const store::DataKey& person_key) {
    Credential stored = credential;
    stored.sealed_secret = store::seal_value(ring, person_key, place_of_secret(credential.person),
                                             credential.totp_secret);
    const auto row = row_of(stored);
    return {
        "insert into credential (tenant, login_hash, person, password_hash, totp_secret, "
        "totp_step, enrolled, given_at, seal) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        {of(row.tenant), row.login_hash, of(row.person), of(row.password_hash), row.totp_secret,
         row.totp_step, row.enrolled, row.given_at, ring.seals().seal(fields_of(row))}};
}

store::Statement credential_reset(store::KeyRing& ring, const Credential& credential,
                                  const Reset& reset, const store::DataKey& person_key) {
    Credential after = credential;
    after.password_hash = reset.password_hash;
    after.sealed_secret =
        store::seal_value(ring, person_key, place_of_secret(credential.person), reset.totp_secret);
    after.totp_step = 0;
    after.enrolled = false;
    after.given_at = reset.given_at;
    return replace(ring.seals(), credential, after);
}

store::Statement password_replace(const store::RowSeals& seals, const Credential& credential,
                                  const std::string& password_hash) {
    Credential after = credential;
    after.password_hash = password_hash;
    return replace(seals, credential, after);
}

store::Statement code_used(const store::RowSeals& seals, const Credential& credential,
                           std::int64_t step) {
    Credential after = credential;
    after.totp_step = step;
    after.enrolled = true;
    return replace(seals, credential, after);
}

store::Statement enrolment_ended(const store::RowSeals& seals, const Credential& credential,
                                 const std::string& password_hash, std::int64_t step) {
    Credential after = credential;
    after.password_hash = password_hash;
    after.totp_step = step;
    after.enrolled = true;
    after.given_at.reset();
    return replace(seals, credential, after);
}

}  // namespace dw::identity
