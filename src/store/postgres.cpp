// PostgreSQL behind the seam.
//
// Every statement is prepared once per connection and described, so that parameters are sent in the
// type the server expects. Several statements of one group travel in libpq's pipeline mode: one
// round trip. A server that answers a commit with an error has rolled back; a connection that is
// lost while a commit is under way leaves the outcome open, and that is the one case the program
// must stop for.
#include "store/postgres.h"

#include <libpq-fe.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "base/limits.h"
#include "base/text.h"
#include "store/postgres_values.h"

namespace dw::store {

namespace {

struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;

struct FinishConnection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
using ConnectionHandle = std::unique_ptr<PGconn, FinishConnection>;

// Appendix A of the PostgreSQL manual: the first two characters are the class.
Error error_of(std::string_view state, std::string text) {
    if (state == "23505") return conflict("store.unique", std::move(text));
    if (state == "40001" || state == "40P01") return conflict("store.deadlock", std::move(text));
    if (state == "53100") return unavailable("store.disk_full", std::move(text));
    if (state == "25006") return unavailable("store.read_only", std::move(text));
    if (state == "55P03" || state == "57014") return unavailable("store.locked", std::move(text));
    const auto kind = state.substr(0, 2);
    if (state.empty() || kind == "08" || kind == "53" || kind == "57" || kind == "58")
        return unavailable("store.connection", std::move(text));
    if (kind == "XX") return corrupt("store.database_damaged", std::move(text));
    if (kind == "23") return invalid("store.constraint", std::move(text));
    return invalid("store.sql", std::move(text));
}

bool succeeded(const PGresult* result) {
    const auto status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

std::int64_t rows_touched(PGresult* result) {
    const char* count = PQcmdTuples(result);
    return PQresultStatus(result) == PGRES_TUPLES_OK && std::string_view(count).empty()
               ? 0
               : std::strtoll(count, nullptr, 10);
}

struct Prepared {
    std::string name;
    std::vector<PostgresType> parameters;
};

// Parameters of one call in the shape libpq takes.
class Arguments {
  public:
    Arguments(const Values& values, const Prepared& prepared) {
        encoded_.reserve(values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto type = i < prepared.parameters.size() ? prepared.parameters[i] : 0;
            encoded_.push_back(encode_parameter(values[i], type));
            const auto& one = encoded_.back();
            data_.push_back(one.is_null ? nullptr : one.bytes.c_str());
            lengths_.push_back(static_cast<int>(one.bytes.size()));
            formats_.push_back(one.is_binary ? 1 : 0);
        }
    }
    int count() const { return static_cast<int>(data_.size()); }
    const char* const* data() const { return data_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }

  private:
    std::vector<PostgresParameter> encoded_;
    std::vector<const char*> data_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

Result<Row> row_of(const PGresult* result, int row) {
    Values values;
    const int columns = PQnfields(result);
    values.reserve(static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) {
        if (PQgetisnull(result, row, i) != 0) {
            values.push_back(null());
            continue;
        }
        const auto* data = reinterpret_cast<const std::uint8_t*>(PQgetvalue(result, row, i));
        const auto size = static_cast<std::size_t>(PQgetlength(result, row, i));
        DW_TRY(auto value, decode_column({data, size}, PQftype(result, i)));
        values.push_back(std::move(value));
    }
    return Row(std::move(values));
}

class PostgresConnection final : public Connection {
  public:
    explicit PostgresConnection(ConnectionHandle connection) : connection_(std::move(connection)) {}

    Dialect dialect() const override { return Dialect::Postgres; }

    Outcome for_each(std::string_view sql, const Values& parameters,
                     const std::function<Outcome(const Row&)>& each) override {
        DW_TRY(const auto result, run(sql, parameters));
        const int rows = PQntuples(result.get());
        for (int i = 0; i < rows; ++i) {
            DW_TRY(const auto row, row_of(result.get(), i));
            DW_TRY_DO(each(row));
        }
        return Nothing{};
    }

    Result<std::int64_t> execute(std::string_view sql, const Values& parameters) override {
        DW_TRY(const auto result, run(sql, parameters));
        return rows_touched(result.get());
    }

    Result<std::vector<std::int64_t>> execute_all(std::span<const Call> calls) override {
        std::vector<const Prepared*> prepared;
        for (const Call& call : calls) {
            DW_TRY(const Prepared* one, prepare(call.sql));
            prepared.push_back(one);
        }
        if (calls.empty()) return std::vector<std::int64_t>{};
        if (PQenterPipelineMode(connection_.get()) == 0) return connection_error();
        auto counts = run_pipeline(calls, prepared);
        if (PQexitPipelineMode(connection_.get()) == 0 && counts) return connection_error();
        return counts;
    }

    Outcome run_script(std::string_view sql) override {
        const ResultHandle result(PQexec(connection_.get(), std::string(sql).c_str()));
        if (!succeeded(result.get())) return failure(result.get());
        return Nothing{};
    }

    Outcome begin() override { return run_script("begin"); }

    Outcome commit() override {
        const ResultHandle result(PQexec(connection_.get(), "commit"));
        if (succeeded(result.get())) {
            // The commit of a failed transaction is answered with ROLLBACK.
            if (std::string_view(PQcmdStatus(result.get())) == "COMMIT") return Nothing{};
            return conflict("store.rolled_back", "the transaction had failed before its commit");
        }
        if (PQstatus(connection_.get()) == CONNECTION_OK) return failure(result.get());
        return unavailable("store.commit_failed", PQerrorMessage(connection_.get()));
    }

    Outcome rollback() override {
        if (PQtransactionStatus(connection_.get()) == PQTRANS_IDLE) return Nothing{};
        return run_script("rollback");
    }

    Outcome reset() override {
        if (PQstatus(connection_.get()) != CONNECTION_OK) return connection_error();
        return rollback();
    }

  private:
    Result<ResultHandle> run(std::string_view sql, const Values& parameters) {
        DW_TRY(const Prepared* prepared, prepare(sql));
        const Arguments arguments(parameters, *prepared);
        ResultHandle result(PQexecPrepared(connection_.get(), prepared->name.c_str(),
                                           arguments.count(), arguments.data(), arguments.lengths(),
                                           arguments.formats(), 1));
        if (!succeeded(result.get())) return failure(result.get());
        return result;
    }

    Result<const Prepared*> prepare(std::string_view sql) {
        const auto found = prepared_.find(sql);
        if (found != prepared_.end()) return &found->second;
        Prepared prepared{.name = "s" + std::to_string(++statements_), .parameters = {}};
        const ResultHandle made(PQprepare(connection_.get(), prepared.name.c_str(),
                                          std::string(sql).c_str(), 0, nullptr));
        if (!succeeded(made.get())) return failure(made.get());
        const ResultHandle described(PQdescribePrepared(connection_.get(), prepared.name.c_str()));
        if (!succeeded(described.get())) return failure(described.get());
        for (int i = 0; i < PQnparams(described.get()); ++i)
            prepared.parameters.push_back(PQparamtype(described.get(), i));
        return &prepared_.emplace(sql, std::move(prepared)).first->second;
    }

    Result<std::vector<std::int64_t>> run_pipeline(std::span<const Call> calls,
                                                   const std::vector<const Prepared*>& prepared) {
        for (std::size_t i = 0; i < calls.size(); ++i) {
            const Arguments arguments(*calls[i].parameters, *prepared[i]);
            if (PQsendQueryPrepared(connection_.get(), prepared[i]->name.c_str(), arguments.count(),
                                    arguments.data(), arguments.lengths(), arguments.formats(),
                                    1) == 0)
                return connection_error();
        }
        if (PQpipelineSync(connection_.get()) == 0) return connection_error();
        std::vector<std::int64_t> counts;
        std::optional<Error> first_error;
        for (;;) {
            const ResultHandle result(PQgetResult(connection_.get()));
            if (!result) {  // ends the results of one statement, or the connection is gone
                if (PQstatus(connection_.get()) != CONNECTION_OK) return connection_error();
                continue;
            }
            const auto status = PQresultStatus(result.get());
            if (status == PGRES_PIPELINE_SYNC) break;
            if (status == PGRES_PIPELINE_ABORTED) continue;
            if (succeeded(result.get()))
                counts.push_back(rows_touched(result.get()));
            else if (!first_error)
                first_error = failure(result.get());
        }
        if (first_error) return *first_error;
        return counts;
    }

    Error connection_error() const {
        return unavailable("store.connection", PQerrorMessage(connection_.get()));
    }

    Error failure(const PGresult* result) const {
        const char* state =
            result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
        if (state == nullptr) return connection_error();
        return error_of(state, PQresultErrorMessage(result));
    }

    ConnectionHandle connection_;
    std::map<std::string, Prepared, std::less<>> prepared_;
    std::int64_t statements_ = 0;
};

constexpr const char* settings =
    "set synchronous_commit = on;"
    "set client_encoding = 'UTF8';"
    "set standard_conforming_strings = on;"
    "set client_min_messages = warning;"
    "set statement_timeout = '30s';"
    "set lock_timeout = '10s';"
    "set idle_in_transaction_session_timeout = '5min';";

class PostgresDatabase final : public Database {
  public:
    explicit PostgresDatabase(std::string url) : url_(std::move(url)) {}

    Dialect dialect() const override { return Dialect::Postgres; }

    Result<std::unique_ptr<Connection>> connect(Access access) override {
        // What the URL itself says comes later and counts.
        const char* names[] = {"connect_timeout", "tcp_user_timeout", "dbname", nullptr};
        const char* values[] = {"10", "30000", url_.c_str(), nullptr};
        ConnectionHandle handle(PQconnectdbParams(names, values, 1));
        if (!handle || PQstatus(handle.get()) != CONNECTION_OK)
            return unavailable("store.connection", handle ? PQerrorMessage(handle.get()) : "");
        if (PQserverVersion(handle.get()) < 150'000)
            return invalid("store.postgres_version", "PostgreSQL 15 or later is needed");
        PQsetNoticeProcessor(
            handle.get(), [](void*, const char*) {}, nullptr);
        auto connection = std::make_unique<PostgresConnection>(std::move(handle));
        DW_TRY_DO(connection->run_script(settings));
        if (access == Access::Read)
            DW_TRY_DO(connection->run_script("set default_transaction_read_only = on"));
        return std::unique_ptr<Connection>(std::move(connection));
    }

    Outcome checkpoint() override { return Nothing{}; }
    bool somebody_waits() override { return true; }

  private:
    std::string url_;
};

}  // namespace

namespace {

bool is_on_this_machine(std::string_view host) {
    return host.empty() || host[0] == '/' || host[0] == '@' || host == "localhost" ||
           host == "::1" || host.starts_with("127.");
}

bool is_encrypted(std::string_view mode) {
    return mode == "require" || mode == "verify-ca" || mode == "verify-full";
}

// libpq's own default goes on without TLS when the server has none, or somebody in between says so.
Outcome refuse_open_lines(const PQconninfoOption* options) {
    std::string hosts, mode;
    if (const char* set = std::getenv("PGSSLMODE")) mode = set;
    if (const char* set = std::getenv("PGHOST")) hosts = set;
    for (const auto* option = options; option->keyword != nullptr; ++option) {
        if (option->val == nullptr) continue;
        const std::string_view name = option->keyword;
        if (name == "sslmode") mode = option->val;
        if (name == "host" || name == "hostaddr") hosts = option->val;
    }
    const auto all = split(hosts, ',');
    const bool here = std::all_of(all.begin(), all.end(), is_on_this_machine);
    if (here || is_encrypted(mode)) return Nothing{};
    return invalid("store.database_without_tls", "sslmode is not require or verify-full");
}

}  // namespace

Result<std::unique_ptr<Database>> open_postgres(const std::string& url) {
    char* message = nullptr;
    PQconninfoOption* options = PQconninfoParse(url.c_str(), &message);
    if (options == nullptr) {
        const std::string reason = message == nullptr ? "" : message;
        PQfreemem(message);
        return invalid("store.database_url", reason);
    }
    const auto safe = refuse_open_lines(options);
    PQconninfoFree(options);
    if (!safe) return safe.error();
    return std::unique_ptr<Database>(std::make_unique<PostgresDatabase>(url));
}

}  // namespace dw::store
