#include "identity/credential_table.h"

#include "base/text.h"

namespace dw::identity {

namespace {

using store::of;

std::string place_of_secret(PersonId person) {
    return "credential/" + person.to_string() + "/totp_secret";
}

Result<Credential> credential_from(store::Connection& connection, store::KeyRing& ring,
                                   TenantId tenant, const store::Row& row) {
    Credential credential{.tenant = tenant,
                          .person = row.id<PersonId>(0),
                          .password_hash = row.text(1),
                          .totp_secret = {},
                          .totp_step = row.integer(3),
                          .enrolled = row.integer(4) != 0};
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
    return {
        "insert into credential "
        "(tenant, login_hash, person, password_hash, totp_secret, totp_step, enrolled) "
        "values ($1, $2, $3, $4, $5, 0, $6) on conflict do nothing",
        {of(credential.tenant), Bytes(hash.begin(), hash.end()), of(credential.person),
         of(credential.password_hash),
         store::seal_value(ring, person_key, place_of_secret(credential.person),
                           credential.totp_secret),
         std::int64_t{credential.enrolled ? 1 : 0}},
        1,
        store::OnMiss::Refuse};
}

Result<std::optional<Credential>> credential_of_login(store::Connection& connection,
                                                      store::KeyRing& ring, TenantId tenant,
                                                      std::string_view login) {
    DW_TRY(const auto key, ring.by_compartment(connection, tenant, login_compartment()));
    const Digest hash = login_hash(key, login);
    DW_TRY(const auto rows,
           connection.query("select person, password_hash, totp_secret, totp_step, enrolled "
                            "from credential where tenant = $1 and login_hash = $2",
                            {of(tenant), Bytes(hash.begin(), hash.end())}));
    if (rows.empty()) return std::optional<Credential>();
    DW_TRY(auto credential, credential_from(connection, ring, tenant, rows[0]));
    return std::optional(std::move(credential));
}

Result<Credential> credential_of_person(store::Connection& connection, store::KeyRing& ring,
                                        TenantId tenant, PersonId person) {
    DW_TRY(const auto row,
           connection.query_one("select person, password_hash, totp_secret, totp_step, enrolled "
                                "from credential where tenant = $1 and person = $2",
                                {of(tenant), of(person)}));
    return credential_from(connection, ring, tenant, row);
}

store::Statement credential_reset(store::KeyRing& ring, const NewCredential& credential,
                                  const store::DataKey& person_key) {
    return {
        "update credential set password_hash = $3, totp_secret = $4, totp_step = 0, enrolled = 0 "
        "where tenant = $1 and person = $2",
        {of(credential.tenant), of(credential.person), of(credential.password_hash),
         store::seal_value(ring, person_key, place_of_secret(credential.person),
                           credential.totp_secret)},
        1};
}

store::Statement password_replace(const Credential& credential, const std::string& password_hash) {
    return {
        "update credential set password_hash = $3 "
        "where tenant = $1 and person = $2 and password_hash = $4",
        {of(credential.tenant), of(credential.person), of(password_hash),
         of(credential.password_hash)},
        1};
}

store::Statement code_used(const Credential& credential, std::int64_t step) {
    return {
        "update credential set totp_step = $3, enrolled = 1 "
        "where tenant = $1 and person = $2 and totp_step < $3",
        {of(credential.tenant), of(credential.person), step},
        1};
}

}  // namespace dw::identity
