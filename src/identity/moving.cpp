// Logins are kept as hashes under a key of the tenant, so that key goes with them: otherwise nobody
// could sign in after a move. All of it stands in the clear in the export (store/moving.h).
#include "identity/moving.h"

#include <algorithm>

#include "base/text.h"
#include "identity/credential_table.h"
#include "identity/row_seals.h"

namespace dw::identity {

namespace {

using store::of;
using store::Owner;
using store::Statement;

Error makes_no_sense(const std::string& what) {
    return invalid("store.export", what);
}

Result<store::Row> organisation_row(store::Connection& connection, const Owner& owner) {
    return connection.query_one(
        "select o.name, o.source_agency, o.source_value, t.name, t.host from organisation o "
        "join tenant t on t.id = o.tenant where o.tenant = $1 and o.id = $2",
        {of(owner.tenant), of(owner.id)});
}

Result<std::vector<Json>> read_organisation(store::Connection& connection, store::KeyRing& ring,
                                            const Owner& owner) {
    DW_TRY(const auto row, organisation_row(connection, owner));
    DW_TRY(const auto key, ring.by_compartment(connection, owner.tenant, login_compartment()));
    return std::vector<Json>{Json::object({{"name", row.text(0)},
                                           {"source_agency", row.text(1)},
                                           {"source_value", row.text(2)},
                                           {"tenant", row.text(3)},
                                           {"host", row.text(4)},
                                           {"login_key", to_hex(key.secret)}})};
}

Result<bool> is_there(store::Connection& connection, std::string_view sql, store::Values values) {
    DW_TRY(const auto rows, connection.query(sql, values));
    return !rows.empty();
}

// Whether this installation has room for the organisation.
Outcome check_room(store::Connection& connection, const Owner& owner, const Json& json,
                   const std::string& host) {
    DW_TRY(const bool here, is_there(connection, "select 1 from organisation where id = $1 limit 1",
                                     {of(owner.id)}));
    if (here) return conflict("identity.organisation_here", owner.id.to_string());
    const auto agency = json["source_agency"].text_or(""), value = json["source_value"].text_or("");
    DW_TRY(const bool taken,
           is_there(connection,
                    "select 1 from organisation where source_agency = $1 and source_value = $2 "
                    "limit 1",
                    {of(agency), of(value)}));
    if (taken && !value.empty()) return conflict("identity.source_taken", std::string(value));
    DW_TRY(const bool host_taken,
           is_there(connection, "select 1 from tenant where host = $1 limit 1", {of(host)}));
    if (host_taken && !host.empty()) return conflict("identity.host_taken", host);
    return Nothing{};
}

Result<std::vector<Statement>> write_organisation(store::Store& store,
                                                  store::Connection& connection, const Owner& owner,
                                                  const Json& json,
                                                  const std::optional<std::string>& wanted_host) {
    const auto key = from_hex(json["login_key"].text_or(""));
    const auto *name = json["tenant"].as_string(), *old_host = json["host"].as_string();
    if (!key || key->size() != 32 || !name || !old_host)
        return makes_no_sense("a tenant or its key is missing");
    const std::string host = lower(wanted_host.value_or(*old_host));
    // Two imports at once must not both find room. SQLite lets one write at a time anyway.
    if (connection.dialect() == store::Dialect::Postgres)
        DW_TRY_DO(connection.run_script("lock table tenant in share row exclusive mode"));
    DW_TRY_DO(check_room(connection, owner, json, host));
    store::DataKey login_key{.id = store::KeyId::make(store.clock(), store.random()), .secret = {}};
    std::ranges::copy(*key, login_key.secret.begin());
    return std::vector<Statement>{
        store.keys().adopt(owner.tenant, login_compartment(), login_key).insert,
        {"insert into tenant (id, name, host, created_at) values ($1, $2, $3, $4)",
         {of(owner.tenant), of(*name), of(host), of(store.clock().now())}}};
}

Result<Json> recovery_codes_json(store::Connection& connection, const Owner& owner,
                                 PersonId person) {
    DW_TRY(const auto rows, connection.query("select code_hash from recovery_code where "
                                             "tenant = $1 and person = $2 order by code_hash",
                                             {of(owner.tenant), of(person)}));
    Json codes = Json::array();
    for (const auto& row : rows) codes.add(to_hex(row.bytes(0)));
    return codes;
}

Result<std::vector<Json>> read_logins(store::Connection& connection, store::KeyRing& ring,
                                      const Owner& owner) {
    DW_TRY(const auto rows,
           connection.query("select id from person where tenant = $1 and organisation = $2",
                            {of(owner.tenant), of(owner.id)}));
    std::vector<PersonId> people;
    for (const auto& row : rows) people.push_back(row.id<PersonId>(0));
    std::ranges::sort(people);
    std::vector<Json> logins;
    for (const PersonId& person : people) {
        const auto found = credential_of_person(connection, ring, owner.tenant, person);
        if (!found && found.error().kind == ErrorKind::NotFound) continue;  // has no login
        if (!found) return found.error();
        const Credential& credential = *found;
        DW_TRY(auto codes, recovery_codes_json(connection, owner, person));
        logins.push_back(Json::object(
            {{"person", person.to_string()},
             {"login_hash", to_hex(credential.login_hash)},
             {"password_hash", credential.password_hash},
             {"totp_secret", to_base32(credential.totp_secret)},
             {"totp_step", credential.totp_step},
             {"enrolled", credential.enrolled},
             {"given_at",
              credential.given_at ? Json(to_microseconds(*credential.given_at)) : Json()},
             {"recovery_codes", std::move(codes)}}));
    }
    return logins;
}

Result<std::vector<Statement>> write_login(store::KeyRing& ring, store::Connection& connection,
                                           const Owner& owner, const Json& json) {
    const auto person = PersonId::parse(json["person"].text_or(""));
    const auto login = from_hex(json["login_hash"].text_or(""));
    const auto secret = from_base32(json["totp_secret"].text_or(""));
    const auto* password = json["password_hash"].as_string();
    const auto step = json["totp_step"].as_integer();
    const auto enrolled = json["enrolled"].as_bool();
    if (!person || !login || login->size() != 32 || !secret || !password || !step || !enrolled)
        return makes_no_sense("not a login");
    const auto key = ring.by_compartment(connection, owner.tenant, compartment_of(*person));
    if (!key) return makes_no_sense("a login of nobody");
    // Of a password to start with, which then goes on expiring; null for one's own.
    std::optional<Instant> given_at;
    if (const auto given = json["given_at"].as_integer()) given_at = from_microseconds(*given);
    std::vector<Statement> statements{credential_arrival(ring,
                                                         {.tenant = owner.tenant,
                                                          .person = *person,
                                                          .password_hash = *password,
                                                          .totp_secret = *secret,
                                                          .totp_step = *step,
                                                          .enrolled = *enrolled,
                                                          .given_at = given_at,
                                                          .login_hash = *login},
                                                         *key)};
    for (const auto& item : json["recovery_codes"].items()) {
        const auto code = from_hex(item.text_or(""));
        if (!code || code->size() != 32) return makes_no_sense("not a recovery code");
        statements.push_back(
            {"insert into recovery_code (tenant, person, code_hash, seal) values ($1, $2, $3, $4)",
             {of(owner.tenant), of(*person), *code,
              ring.seals().seal(fields_of(RecoveryRow{owner.tenant, *person, *code}))}});
    }
    return statements;
}

// The tenant goes with its last organisation.
std::vector<Statement> remove(const Owner& owner) {
    const store::Values both{of(owner.tenant), of(owner.id)}, tenant{of(owner.tenant)};
    std::vector<Statement> statements;
    for (const std::string_view table : {"credential", "recovery_code", "login_link", "session",
                                         "membership", "team_member", "substitution"})
        statements.push_back({"delete from " + std::string(table) +
                                  " where tenant = $1 and person in (select id from person "
                                  "where tenant = $1 and organisation = $2)",
                              both});
    for (const std::string_view table : {"person", "team"})
        statements.push_back(
            {"delete from " + std::string(table) + " where tenant = $1 and organisation = $2",
             both});
    statements.push_back({"delete from organisation where tenant = $1 and id = $2", both, 1});
    const std::string_view alone = "not exists (select 1 from organisation where tenant = $1)";
    statements.push_back({"delete from tenant where id = $1 and " + std::string(alone), tenant});
    statements.push_back(
        {"delete from data_key where tenant = $1 and compartment = $2 and " + std::string(alone),
         {of(owner.tenant), of(login_compartment())}});
    return statements;
}

}  // namespace

store::Movable movable(store::Store& store, const std::optional<std::string>& host) {
    auto& ring = store.keys();
    return {
        .belongings = [](store::Connection&, const Owner& owner) -> Result<store::Belongings> {
            return store::Belongings{{store::StreamId{owner.id.bytes()}}, {}};
        },
        .rows = {{.file = "organisation.ndjson",
                  .read =
                      [&ring](store::Connection& connection, const Owner& owner) {
                          return read_organisation(connection, ring, owner);
                      },
                  .write =
                      [&store, host](store::Connection& connection, const Owner& owner,
                                     const Json& json) {
                          return write_organisation(store, connection, owner, json, host);
                      },
                  .lines = store::MovedRows::Lines::One},
                 {.file = "logins.ndjson",
                  .read = [&ring](
                              store::Connection& connection,
                              const Owner& owner) { return read_logins(connection, ring, owner); },
                  .write =
                      [&ring](store::Connection& connection, const Owner& owner, const Json& json) {
                          return write_login(ring, connection, owner, json);
                      }}},
        .blobs_in = {},
        .remove = remove};
}

}  // namespace dw::identity
