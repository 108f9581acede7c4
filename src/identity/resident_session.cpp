#include "identity/resident_session.h"

#include "identity/row_seals.h"
#include "web/http.h"

namespace dw::identity {

namespace {

using store::of;

constexpr std::size_t token_random_bytes = 32;

Bytes hash_of(std::string_view token) {
    const auto digest = sha256(as_bytes("dienstweg resident\n" + std::string(token)));
    return {digest.begin(), digest.end()};
}

}  // namespace

Result<std::string> ResidentSessions::begin(std::string_view provider, std::string_view issuer,
                                            std::string_view subject, AssuranceLevel level) {
    const std::string token = random_token(store_.random(), token_random_bytes);
    const Bytes hash = hash_of(token);
    const auto& seals = store_.keys().seals();
    const Bytes pseudonym =
        seals.seal(store::Canonical("dienstweg.resident.v1").add(issuer).add(subject));
    const ResidentSessionRow row{hash, provider, pseudonym, static_cast<std::int64_t>(level),
                                 store_.clock().now() + resident_minutes};
    store::Change change{.tenant = store::shared_tenant()};
    change.statements.push_back(
        {"insert into resident_session (token_hash, provider, pseudonym, level, expires_at, seal) "
         "values ($1, $2, $3, $4, $5, $6)",
         {hash, of(row.provider), pseudonym, row.level, of(row.expires_at),
          seals.seal(fields_of(row))}});
    DW_TRY_DO(store_.commit(std::move(change)));
    return token;
}

Result<std::optional<Resident>> ResidentSessions::find(const web::Request& request) const {
    const auto token = request.cookie(resident_cookie);
    if (token.empty()) return std::optional<Resident>();
    const Bytes hash = hash_of(token);
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(
        const auto rows,
        reader->query("select provider, pseudonym, level, expires_at, seal from resident_session "
                      "where token_hash = $1 and expires_at > $2",
                      {hash, of(store_.clock().now())}));
    if (rows.empty()) return std::optional<Resident>();
    Resident found{rows[0].text(0), rows[0].bytes(1),
                   static_cast<AssuranceLevel>(rows[0].integer(2)), rows[0].instant(3)};
    const ResidentSessionRow fields{hash, found.provider, found.pseudonym, rows[0].integer(2),
                                    found.expires_at};
    if (!store_.keys().seals().holds(fields_of(fields), rows[0][4]))
        return std::optional<Resident>();
    return std::optional(std::move(found));
}

Outcome ResidentSessions::end_all(const web::Request& request) {
    DW_TRY(const auto resident, find(request));
    if (!resident) return Nothing{};
    store::Change change{.tenant = store::shared_tenant()};
    change.statements.push_back(
        {"delete from resident_session where pseudonym = $1", {resident->pseudonym}});
    DW_TRY_DO(store_.commit(std::move(change)));
    return Nothing{};
}

Outcome ResidentSessions::forget_expired() {
    store::Change change{.tenant = store::shared_tenant()};
    change.statements.push_back(
        {"delete from resident_session where expires_at < $1", {of(store_.clock().now())}});
    DW_TRY_DO(store_.commit(std::move(change)));
    return Nothing{};
}

}  // namespace dw::identity
