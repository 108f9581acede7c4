#include "identity/login_transaction.h"

#include "identity/row_seals.h"

namespace dw::identity {

namespace {

using store::of;

constexpr std::size_t token_random_bytes = 32;

Bytes hash_of(std::string_view token) {
    const auto digest = sha256(as_bytes("dienstweg login\n" + std::string(token)));
    return {digest.begin(), digest.end()};
}

LoginTransactionRow row_of(const Bytes& token_hash, const LoginTransaction& transaction) {
    return {.token_hash = token_hash,
            .provider = transaction.provider,
            .purpose = static_cast<std::int64_t>(transaction.purpose),
            .tenant = transaction.tenant,
            .person = transaction.person,
            .next_page = transaction.next,
            .expires_at = transaction.expires_at};
}

}  // namespace

Result<std::string> LoginTransactions::begin(LoginTransaction transaction) {
    const std::string token = random_token(store_.random(), token_random_bytes);
    const Bytes hash = hash_of(token);
    transaction.expires_at = store_.clock().now() + login_transaction_minutes;
    const auto row = row_of(hash, transaction);
    store::Change change{.tenant = store::shared_tenant()};
    change.statements.push_back(
        {"insert into login_transaction (token_hash, provider, purpose, tenant, person, next_page, "
         "expires_at, seal) values ($1, $2, $3, $4, $5, $6, $7, $8)",
         {hash, of(row.provider), row.purpose, of(row.tenant), of(row.person), of(row.next_page),
          of(row.expires_at), store_.keys().seals().seal(fields_of(row))}});
    DW_TRY_DO(store_.commit(std::move(change)));
    return token;
}

Result<std::optional<LoginTransaction>> LoginTransactions::find(std::string_view token) const {
    if (token.empty()) return std::optional<LoginTransaction>();
    const Bytes hash = hash_of(token);
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(const auto rows,
           reader->query("select provider, purpose, tenant, person, next_page, expires_at, seal "
                         "from login_transaction where token_hash = $1 and expires_at > $2",
                         {hash, of(store_.clock().now())}));
    if (rows.empty()) return std::optional<LoginTransaction>();
    const auto& row = rows[0];
    LoginTransaction found{.provider = row.text(0),
                           .purpose = static_cast<LoginPurpose>(row.integer(1)),
                           .tenant = row.id<TenantId>(2),
                           .person = row.id<PersonId>(3),
                           .next = row.text(4),
                           .expires_at = row.instant(5)};
    if (!store_.keys().seals().holds(fields_of(row_of(hash, found)), row[6]))
        return std::optional<LoginTransaction>();
    return std::optional(std::move(found));
}

store::Statement LoginTransactions::use(std::string_view token) {
    return {"delete from login_transaction where token_hash = $1", {hash_of(token)}, 1};
}

Result<bool> LoginTransactions::take(std::string_view token) {
    store::Change change{.tenant = store::shared_tenant()};
    change.statements.push_back(use(token));
    const auto taken = store_.commit(std::move(change));
    if (!taken && taken.error().kind == ErrorKind::Conflict) return false;
    if (!taken) return taken.error();
    return true;
}

LoginSecrets LoginTransactions::secrets_of(std::string_view token) const {
    const auto secret = [&](std::string_view name) {
        return to_base64url(store_.keys().seals().seal(
            store::Canonical("dienstweg.login-secret.v1").add(name).add(token)));
    };
    return {secret("state"), secret("nonce"), secret("verifier")};
}

Outcome LoginTransactions::forget_expired() {
    store::Change change{.tenant = store::shared_tenant()};
    change.statements.push_back(
        {"delete from login_transaction where expires_at < $1", {of(store_.clock().now())}});
    DW_TRY_DO(store_.commit(std::move(change)));
    return Nothing{};
}

}  // namespace dw::identity
