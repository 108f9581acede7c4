// SQLite behind the seam.
//
// Commits write to the write-ahead log and sync it (synchronous=FULL), so a commit that returned
// survives power loss. The log is emptied into the database by the hook below after a commit; a
// sync that fails there counts as a failed commit, because it must not be tried again. Parameters
// are written $1, $2 …; SQLite would number them by first appearance, hence ?1, ?2 ….
#include "store/sqlite.h"

#include <sqlite3.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <map>
#include <thread>

#include "base/limits.h"
#include "store/log_writes.h"
#include "store/turnstile.h"

namespace dw::store {

namespace {

// What SQLite's result codes mean to us.
Error sqlite_error(int extended_code, std::string_view what) {
    const std::string text = "sqlite " + std::to_string(extended_code) + ": " + std::string(what);
    switch (extended_code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID:
            return conflict("store.unique", text);
        default:
            break;
    }
    switch (extended_code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return unavailable("store.locked", text);
        case SQLITE_FULL:
            return unavailable("store.disk_full", text);
        case SQLITE_READONLY:
            return unavailable("store.read_only", text);
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_NOMEM:
            return unavailable("store.io", text);
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return corrupt("store.database_damaged", text);
        case SQLITE_CONSTRAINT:
            return invalid("store.constraint", text);
        default:
            return invalid("store.sql", text);
    }
}

// A write that the kernel refused because the disk takes none: nothing of it has happened. SQLite
// keeps the kernel's reason of some errors only; errno, emptied before the call, has it of all.
bool was_refused_by_disk(int extended_code) {
    return extended_code == SQLITE_IOERR_WRITE && errno == EROFS;
}

std::string with_question_marks(std::string_view sql) {
    std::string out;
    out.reserve(sql.size());
    char quote = 0;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        const char c = sql[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '$' && i + 1 < sql.size() && sql[i + 1] >= '0' && sql[i + 1] <= '9') {
            out += '?';
            continue;
        }
        out += c;
    }
    return out;
}

int bind(sqlite3_stmt* statement, int index, const Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value))
        return sqlite3_bind_int64(statement, index, *integer);
    if (const auto* text = std::get_if<std::string>(&value))
        return sqlite3_bind_text64(statement, index, text->c_str(), text->size(), SQLITE_STATIC,
                                   SQLITE_UTF8);
    if (const auto* bytes = std::get_if<Bytes>(&value)) {
        if (bytes->empty()) return sqlite3_bind_zeroblob(statement, index, 0);
        return sqlite3_bind_blob64(statement, index, bytes->data(), bytes->size(), SQLITE_STATIC);
    }
    return sqlite3_bind_null(statement, index);
}

Value column(sqlite3_stmt* statement, int index) {
    switch (sqlite3_column_type(statement, index)) {
        case SQLITE_INTEGER:
            return std::int64_t{sqlite3_column_int64(statement, index)};
        case SQLITE_NULL:
            return null();
        case SQLITE_BLOB: {
            const auto* data =
                static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, index));
            return Bytes(data, data + sqlite3_column_bytes(statement, index));
        }
        default: {
            const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement, index));
            const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, index));
            return std::string(data == nullptr ? "" : data, size);
        }
    }
}

// Leaves the statement ready for its next use, whatever happened.
class Running {
  public:
    explicit Running(sqlite3_stmt* statement) : statement_(statement) {}
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }

  private:
    sqlite3_stmt* statement_;
};

class SqliteConnection final : public Connection {
  public:
    SqliteConnection(sqlite3* database, Access access, const std::string& directory,
                     std::shared_ptr<std::atomic<bool>> somebody_waited)
        : database_(database),
          access_(access),
          turnstile_(directory),
          somebody_waited_(std::move(somebody_waited)) {}
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;
    ~SqliteConnection() override {
        forget_statements();
        sqlite3_close(database_);
    }

    Dialect dialect() const override { return Dialect::Sqlite; }

    Outcome for_each(std::string_view sql, const Values& parameters,
                     const std::function<Outcome(const Row&)>& each) override {
        DW_TRY(sqlite3_stmt * statement, prepare(sql));
        Running running(statement);
        DW_TRY_DO(bind_all(statement, parameters));
        const int columns = sqlite3_column_count(statement);
        int status = 0;
        while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
            Values values;
            values.reserve(static_cast<std::size_t>(columns));
            for (int i = 0; i < columns; ++i) values.push_back(column(statement, i));
            DW_TRY_DO(each(Row(std::move(values))));
        }
        if (status != SQLITE_DONE) return last_error();
        return Nothing{};
    }

    Result<std::int64_t> execute(std::string_view sql, const Values& parameters) override {
        DW_TRY(sqlite3_stmt * statement, prepare(sql));
        Running running(statement);
        DW_TRY_DO(bind_all(statement, parameters));
        const auto before = sqlite3_total_changes64(database_);
        int status = 0;
        errno = 0;
        while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
        }
        if (status != SQLITE_DONE) return last_error();
        if (sqlite3_total_changes64(database_) == before) return std::int64_t{0};
        return std::int64_t{sqlite3_changes64(database_)};
    }

    Result<std::vector<std::int64_t>> execute_all(std::span<const Call> calls) override {
        std::vector<std::int64_t> counts;
        counts.reserve(calls.size());
        for (const Call& call : calls) {
            DW_TRY(const auto count, execute(call.sql, *call.parameters));
            counts.push_back(count);
        }
        return counts;
    }

    Outcome run_script(std::string_view sql) override {
        forget_statements();
        if (sqlite3_exec(database_, std::string(sql).c_str(), nullptr, nullptr, nullptr) !=
            SQLITE_OK)
            return last_error();
        return Nothing{};
    }

    Outcome begin() override {
        if (access_ == Access::Read) return run("begin");
        const auto turn = turnstile_.wait(*somebody_waited_);
        return run("begin immediate");
    }

    Outcome commit() override {
        const auto done = run("commit");
        if (done) return Nothing{};
        // A full or read-only disk is noticed before the commit mark is written; SQLite has rolled
        // back.
        const int status = sqlite3_extended_errcode(database_);
        if (status == SQLITE_FULL || (status & 0xff) == SQLITE_BUSY ||
            done.error().code == "store.read_only") {
            DW_TRY_DO(rollback());
            return done.error();
        }
        return unavailable("store.commit_failed", done.error().message);
    }

    Outcome rollback() override {
        if (sqlite3_get_autocommit(database_) != 0) return Nothing{};
        return run("rollback");
    }

    Outcome reset() override { return rollback(); }

  private:
    Outcome run(std::string_view sql) {
        DW_TRY_DO(execute(sql, {}));
        return Nothing{};
    }

    Result<sqlite3_stmt*> prepare(std::string_view sql) {
        const auto found = statements_.find(sql);
        if (found != statements_.end() && sqlite3_stmt_busy(found->second) == 0)
            return found->second;
        if (found != statements_.end())
            return invalid("store.statement_in_use", "for_each of the same SQL is still running");
        if (statements_.size() >= limits::prepared_statements) forget_statements();
        sqlite3_stmt* statement = nullptr;
        const auto text = with_question_marks(sql);
        if (sqlite3_prepare_v3(database_, text.c_str(), static_cast<int>(text.size()),
                               SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
            return last_error();
        statements_.emplace(sql, statement);
        return statement;
    }

    Outcome bind_all(sqlite3_stmt* statement, const Values& parameters) {
        int index = 0;
        for (const auto& value : parameters)
            if (bind(statement, ++index, value) != SQLITE_OK) return last_error();
        return Nothing{};
    }

    // Statements that are running now stay; their for_each still needs them.
    void forget_statements() {
        for (auto it = statements_.begin(); it != statements_.end();) {
            if (sqlite3_stmt_busy(it->second) != 0) {
                ++it;
                continue;
            }
            sqlite3_finalize(it->second);
            it = statements_.erase(it);
        }
    }

    Error last_error() const {
        const int code = sqlite3_extended_errcode(database_);
        const bool refused = was_refused_by_disk(code);
        auto error = sqlite_error(code, sqlite3_errmsg(database_));
        if (refused) error.code = "store.read_only";
        return error;
    }

    sqlite3* database_;
    Access access_;
    Turnstile turnstile_;
    std::shared_ptr<std::atomic<bool>> somebody_waited_;
    std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

// Another program has the database for some milliseconds at a time; SQLite's own waiting would
// sleep up to 100 ms.
int wait_for_lock(void*, int times) {
    constexpr int milliseconds_at_most = 10'000;
    if (times >= milliseconds_at_most) return 0;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return 1;
}

constexpr int pages_before_checkpoint = 4000;  // of 4 KiB: 16 MB of log, about 20 ms to empty

// Runs after each commit. An error here is returned by the commit, which is durable already: a disk
// that takes no writes leaves everything in the log, so that is none.
int empty_log(void*, sqlite3* database, const char* name, int pages) {
    if (pages < pages_before_checkpoint) return SQLITE_OK;
    errno = 0;
    const int status =
        sqlite3_wal_checkpoint_v2(database, name, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    const bool io_failed = (status & 0xff) == SQLITE_IOERR && !was_refused_by_disk(status);
    return io_failed ? status : SQLITE_OK;
}

constexpr const char* settings = R"(
pragma journal_mode = wal;
pragma synchronous = full;
pragma foreign_keys = on;
pragma secure_delete = on;
pragma temp_store = memory;
pragma trusted_schema = off;
pragma journal_size_limit = 67108864;
pragma cache_size = -8192;
)";

// The pages a large import comes back to are not read again.
constexpr const char* writing_settings = "pragma cache_size = -32768";

class SqliteDatabase final : public Database {
  public:
    explicit SqliteDatabase(std::string file) : file_(std::move(file)), turnstile_(directory()) {}

    Dialect dialect() const override { return Dialect::Sqlite; }

    Result<std::unique_ptr<Connection>> connect(Access access) override {
        sqlite3* database = nullptr;
        const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
        int status = sqlite3_open_v2(file_.c_str(), &database, flags, log_writes_layer());
        auto connection =
            std::make_unique<SqliteConnection>(database, access, directory(), somebody_waited_);
        if (status != SQLITE_OK) return sqlite_error(status, "cannot open " + file_);
        sqlite3_extended_result_codes(database, 1);
        sqlite3_busy_handler(database, wait_for_lock, nullptr);
        sqlite3_wal_hook(database, empty_log, nullptr);
        DW_TRY_DO(connection->run_script(settings));
        const bool reads = access == Access::Read;
        DW_TRY_DO(connection->run_script(reads ? "pragma query_only = on" : writing_settings));
        return std::unique_ptr<Connection>(std::move(connection));
    }

    Outcome checkpoint() override {
        DW_TRY(auto connection, connect(Access::Write));
        DW_TRY_DO(connection->query("pragma wal_checkpoint(truncate)"));
        return Nothing{};
    }

    bool somebody_waits() override {
        return somebody_waited_->exchange(false) || turnstile_.is_taken();
    }

  private:
    std::string directory() const { return std::filesystem::path(file_).parent_path().string(); }

    std::string file_;
    Turnstile turnstile_;
    // Since it was last asked, where one of our connections stood in line behind somebody.
    std::shared_ptr<std::atomic<bool>> somebody_waited_ =
        std::make_shared<std::atomic<bool>>(false);
};

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& directory) {
    if (directory.empty()) return invalid("store.database_url", "sqlite: needs a directory");
    std::error_code failed;
    std::filesystem::create_directories(directory, failed);
    if (failed) return unavailable("store.directory", directory + ": " + failed.message());
    return std::unique_ptr<Database>(std::make_unique<SqliteDatabase>(directory + "/dienstweg.db"));
}

}  // namespace dw::store
