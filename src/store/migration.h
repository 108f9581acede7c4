// Migrations: numbered steps per module that only add. They run in order, once, under a lock.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "store/database.h"
#include "store/row_seals.h"

namespace dw::store {

// SQL with the seven types in braces: {id} {text} {int} {bool} {bytes} {instant} {date}; a table
// ends with {table}. Rendered per backend. `sqlite` and `postgres` are run after `sql`, on that one
// only.
struct Migration {
    std::string_view module;
    int number;  // 1, 2, … within its module; frozen: stored
    std::string_view name;
    std::string_view sql;
    std::string_view sqlite = {};
    std::string_view postgres = {};
    // Runs last, for rows of earlier releases that get their seals.
    Outcome (*seal)(Connection&, const RowSeals&) = nullptr;
};

// The tables of the store itself.
std::span<const Migration> core_migrations();

std::string render(std::string_view sql, Dialect dialect);
// Applies what is missing. Invalid "store.newer_schema" when the database is from a later release.
Outcome migrate(Connection& connection, std::span<const Migration> migrations,
                const SecretKey& master);
// The same inside a transaction that the caller has begun and will commit.
Outcome migrate_within(Connection& connection, std::span<const Migration> migrations,
                       const SecretKey& master);

}  // namespace dw::store
