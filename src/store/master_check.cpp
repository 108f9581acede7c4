#include "store/master_check.h"

#include "store/value.h"

namespace dw::store {

namespace {

// HMAC of a fixed text under the master key: tells the right key without giving it away.
constexpr std::string_view check_text = "dienstweg.master-key.v1";  // frozen: stored

}  // namespace

Result<bool> has_table(Connection& connection, std::string_view name) {
    const std::string_view sql =
        connection.dialect() == Dialect::Sqlite
            ? "select 1 from sqlite_master where type = 'table' and name = $1"
            : "select 1 from pg_tables where schemaname = current_schema() and tablename = $1";
    DW_TRY(const auto rows, connection.query(sql, {of(name)}));
    return !rows.empty();
}

Digest master_check_of(const SecretKey& key) {
    return hmac_sha256(key, as_bytes(check_text));
}

Result<std::optional<Bytes>> stored_master_check(Connection& connection) {
    DW_TRY(const bool there, has_table(connection, "master_key_check"));
    if (!there) return std::optional<Bytes>{};
    DW_TRY(const auto rows,
           connection.query("select digest from master_key_check where name = 'master'"));
    if (rows.empty()) return std::optional<Bytes>{};
    return std::optional<Bytes>{rows.front().bytes(0)};
}

Outcome store_master_check(Connection& connection, const SecretKey& key) {
    const Digest check = master_check_of(key);
    DW_TRY_DO(connection.execute(
        "insert into master_key_check (name, digest) values ('master', $1) on conflict do nothing",
        {Bytes(check.begin(), check.end())}));
    DW_TRY(const auto stored, stored_master_check(connection));
    if (!stored || !equal_constant_time(*stored, check))
        return invalid("store.master_key_wrong", "another copy made the database with another key");
    return Nothing{};
}

}  // namespace dw::store
