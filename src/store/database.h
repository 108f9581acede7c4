// The seam to SQLite and PostgreSQL: connections that run statements of one dialect.
//
// SQL is written once: parameters are $1, $2 …, `on conflict … do …`, `returning`, recursive CTEs,
// row values, true/false. Identity columns, arrays, JSON operators and `skip locked` are not used.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/value.h"

namespace dw::store {

enum class Dialect { Sqlite, Postgres };

// One of several statements that are sent together.
struct Call {
    std::string_view sql;
    const Values* parameters;
};

// One connection; used by one thread at a time. Statements are prepared once and kept.
class Connection {
  public:
    virtual ~Connection() = default;
    virtual Dialect dialect() const = 0;
    // Calls `each` for every row until it returns an error. Errors: Unavailable (disk full,
    // connection lost, locked), Conflict (unique violation, serialisation), Corrupt, Invalid
    // (faulty SQL).
    virtual Outcome for_each(std::string_view sql, const Values& parameters,
                             const std::function<Outcome(const Row&)>& each) = 0;
    // Number of rows inserted, updated or deleted.
    virtual Result<std::int64_t> execute(std::string_view sql, const Values& parameters) = 0;
    // The same for several, in one round trip where the database can; stops at the first error.
    virtual Result<std::vector<std::int64_t>> execute_all(std::span<const Call> calls) = 0;
    // Several statements without parameters, for migrations.
    virtual Outcome run_script(std::string_view sql) = 0;
    virtual Outcome begin() = 0;
    // Durable when it returns. Error "store.commit_failed": nobody knows whether it is; the program
    // must stop. With every other error nothing was changed.
    virtual Outcome commit() = 0;
    virtual Outcome rollback() = 0;
    // Ends what its last user left open. An error: throw the connection away.
    virtual Outcome reset() = 0;

    Result<Rows> query(std::string_view sql, const Values& parameters = {});
    // The first row; NotFound "store.no_row" when there is none.
    Result<Row> query_one(std::string_view sql, const Values& parameters = {});
};

enum class Access { Read, Write };

// Opens connections to one database. May be called from any thread.
class Database {
  public:
    virtual ~Database() = default;
    virtual Dialect dialect() const = 0;
    virtual Result<std::unique_ptr<Connection>> connect(Access access) = 0;
    // Empties all pages of the write-ahead log into the database where that applies.
    virtual Outcome checkpoint() = 0;
    // Another connection stands in line to write, or did since this was last asked; true where that
    // cannot be told.
    virtual bool somebody_waits() = 0;
};

// "sqlite:DIR" (the file DIR/dienstweg.db) or "postgresql://…".
Result<std::unique_ptr<Database>> open_database(std::string_view url);

}  // namespace dw::store
