#include "store/migration.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/clock.h"

namespace dw::store {

namespace {

struct TypeName {
    std::string_view name;
    std::string_view sqlite;
    std::string_view postgres;
};
// frozen: tables of every installation have them
constexpr std::array<TypeName, 8> types{{
    {"{id}", "blob", "uuid"},
    {"{text}", "text", "text collate \"C\""},
    {"{int}", "integer", "bigint"},
    {"{bool}", "integer", "boolean"},
    {"{bytes}", "blob", "bytea"},
    {"{instant}", "integer", "bigint"},        // microseconds, UTC
    {"{date}", "text", "text collate \"C\""},  // ISO 8601
    {"{table}", "strict", ""},
}};

using Applied = std::set<std::pair<std::string, std::int64_t>>;

constexpr std::string_view migration_table =
    "create table if not exists migration (module {text} not null, number {int} not null, "
    "name {text} not null, at {instant} not null, primary key (module, number)) {table}";

// Copies that start at the same time wait here for each other. SQLite's begin has locked already.
Outcome lock(Connection& connection) {
    if (connection.dialect() == Dialect::Sqlite) return Nothing{};
    DW_TRY_DO(connection.run_script("set local statement_timeout = 0; set local lock_timeout = 0"));
    DW_TRY_DO(connection.query(
        "select pg_advisory_xact_lock(hashtext('dienstweg'), hashtext(current_schema())) is null"));
    return Nothing{};
}

Result<Applied> applied_already(Connection& connection) {
    DW_TRY_DO(connection.run_script(render(migration_table, connection.dialect())));
    Applied applied;
    DW_TRY_DO(connection.for_each("select module, number from migration", {},
                                  [&](const Row& row) -> Outcome {
                                      applied.emplace(row.text(0), row.integer(1));
                                      return Nothing{};
                                  }));
    return applied;
}

Outcome refuse_newer(const Applied& applied, std::span<const Migration> migrations) {
    for (const auto& [module, number] : applied) {
        const bool known = std::ranges::any_of(migrations, [&](const Migration& migration) {
            return migration.module == module && migration.number == number;
        });
        if (!known)
            return invalid("store.newer_schema", "the database has migration " + module + " " +
                                                     std::to_string(number) +
                                                     ", which this release does not know");
    }
    return Nothing{};
}

Outcome apply(Connection& connection, const Migration& migration, const SecretKey& master) {
    const auto dialect = connection.dialect();
    const auto own = dialect == Dialect::Sqlite ? migration.sqlite : migration.postgres;
    if (!migration.sql.empty()) DW_TRY_DO(connection.run_script(render(migration.sql, dialect)));
    if (!own.empty()) DW_TRY_DO(connection.run_script(render(own, dialect)));
    if (migration.seal) {
        DW_TRY(const auto seals, open_row_seals(connection, master));
        DW_TRY_DO(migration.seal(connection, seals));
    }
    DW_TRY_DO(connection.execute(
        "insert into migration (module, number, name, at) values ($1, $2, $3, $4)",
        {of(migration.module), std::int64_t{migration.number}, of(migration.name),
         of(SystemClock().now())}));
    return Nothing{};
}

}  // namespace

Outcome migrate_within(Connection& connection, std::span<const Migration> migrations,
                       const SecretKey& master) {
    DW_TRY_DO(lock(connection));
    DW_TRY(const auto applied, applied_already(connection));
    DW_TRY_DO(refuse_newer(applied, migrations));
    for (const auto& migration : migrations) {
        if (applied.contains({std::string(migration.module), migration.number})) continue;
        if (auto done = apply(connection, migration, master); !done) {
            Error error = done.error();
            error.message = std::string(migration.module) + " " + std::to_string(migration.number) +
                            ": " + error.message;
            return error;
        }
    }
    return Nothing{};
}

std::string render(std::string_view sql, Dialect dialect) {
    std::string out;
    while (!sql.empty()) {
        const auto brace = sql.find('{');
        out += sql.substr(0, brace);
        if (brace == std::string_view::npos) break;
        sql.remove_prefix(brace);
        const auto* type = std::ranges::find_if(
            types, [&](const TypeName& one) { return sql.starts_with(one.name); });
        DW_ASSERT(type != types.end());
        out += dialect == Dialect::Sqlite ? type->sqlite : type->postgres;
        sql.remove_prefix(type->name.size());
    }
    return out;
}

Outcome migrate(Connection& connection, std::span<const Migration> migrations,
                const SecretKey& master) {
    DW_TRY_DO(connection.begin());
    auto done = migrate_within(connection, migrations, master);
    if (done) done = connection.commit();
    if (!done) {
        if (auto undone = connection.rollback(); !undone) return undone.error();
    }
    return done;
}

}  // namespace dw::store
