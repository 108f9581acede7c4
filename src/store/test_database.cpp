#include "store/test_database.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/id.h"
#include "base/match.h"
#include "store/event_log.h"
#include "store/faulty_vfs.h"
#include "store/file_blobs.h"

namespace dw::store::testing {

namespace {

std::string fresh_name() {
    SystemRandom random;
    Bytes bytes(8);
    random.fill(bytes);
    return "dwtest_" + to_hex(bytes);
}

std::string line_of(const std::string& table, const Row& row) {
    std::string line = table;
    for (std::size_t i = 0; i < row.size(); ++i)
        line += " " + match(
                          row[i], [](std::monostate) { return std::string("null"); },
                          [](std::int64_t number) { return std::to_string(number); },
                          [](const std::string& text) { return "'" + text + "'"; },
                          [](const Bytes& bytes) { return to_hex(bytes); });
    return line;
}

class SqliteTestDatabase final : public TestDatabase {
  public:
    StoreOptions options(std::span<const Migration> migrations) const override {
        return {.data_dir = directory_.path(), .database_url = {}, .migrations = migrations};
    }
    std::string description() const override { return "sqlite in " + directory_.path(); }
    Outcome check_after_power_loss() override { return Nothing{}; }

  private:
    TemporaryDirectory directory_;
};

std::uint64_t fresh_seed() {
    if (const char* given = std::getenv("DW_TEST_SEED"); given != nullptr)
        return std::strtoull(given, nullptr, 10);
    SystemRandom random;
    std::array<std::uint8_t, 4> bytes{};
    random.fill(bytes);
    std::uint64_t seed = 0;
    for (const auto byte : bytes) seed = seed << 8 | byte;
    return seed;
}

// SQLite on a disk that forgets. An own connection stays open, so that closing the last store does
// not empty the write-ahead log: the power fails with everything in the air.
class FaultyTestDatabase final : public TestDatabase {
  public:
    FaultyTestDatabase() : seed_(fresh_seed()), disk_(seed_), vfs_(disk_, directory_.path()) {}

    Outcome open_witness() {
        DW_TRY(const auto database, open_database("sqlite:" + directory_.path()));
        DW_TRY(witness_, database->connect(Access::Read));
        return Nothing{};
    }

    StoreOptions options(std::span<const Migration> migrations) const override {
        return {.data_dir = directory_.path(), .database_url = {}, .migrations = migrations};
    }
    std::string description() const override {
        return "sqlite-faulty, DW_TEST_SEED=" + std::to_string(seed_);
    }
    std::unique_ptr<BlobStore> open_blobs(Store& store) override {
        return open_file_blobs(store, faulty_files(disk_));
    }

    Outcome check_after_power_loss() override {
        DW_TRY(const auto rows_before, dump(*witness_));
        const auto files_before = blob_files();
        disk_.power_off();
        witness_.reset();
        if (disk_.open_files() != 0)
            return invalid("test.store_open", "close every store before TearDown");
        disk_.restore();
        DW_TRY_DO(open_witness());
        DW_TRY(const auto rows_after, dump(*witness_));
        if (rows_before != rows_after)
            return corrupt("test.rows_lost", difference(rows_before, rows_after));
        const auto files_after = blob_files();
        if (!std::ranges::includes(files_after, files_before))
            return corrupt("test.blobs_lost", difference(files_before, files_after));
        DW_TRY(const auto integrity, witness_->query_one("pragma integrity_check"));
        if (integrity.text(0) != "ok") return corrupt("test.integrity", integrity.text(0));
        if (std::ranges::none_of(rows_after,
                                 [](const auto& row) { return row.starts_with("migration "); }))
            return Nothing{};
        DW_TRY(const auto report, verify_log(*witness_));
        if (!report.faults.empty()) return corrupt("test.log", report.faults.front().reason);
        return Nothing{};
    }

  private:
    static std::string difference(const std::vector<std::string>& before,
                                  const std::vector<std::string>& after) {
        std::string text;
        for (const auto& line : before)
            if (!std::ranges::binary_search(after, line)) text += "gone: " + line + "\n";
        for (const auto& line : after)
            if (!std::ranges::binary_search(before, line)) text += "new: " + line + "\n";
        return text;
    }

    // "path size digest" of every complete blob.
    std::vector<std::string> blob_files() const {
        std::vector<std::string> files;
        std::error_code none;
        const std::filesystem::path blobs = directory_.path() + "/blobs";
        for (const auto& entry : std::filesystem::recursive_directory_iterator(blobs, none)) {
            if (!entry.is_regular_file(none)) continue;
            if (entry.path().parent_path().filename() == "incoming") continue;
            std::ifstream in(entry.path(), std::ios::binary);
            const Bytes bytes{std::istreambuf_iterator<char>(in), {}};
            files.push_back(entry.path().string() + " " + to_hex(sha256(bytes)));
        }
        std::ranges::sort(files);
        return files;
    }

    std::uint64_t seed_;
    TemporaryDirectory directory_;
    FaultyDisk disk_;
    FaultyVfs vfs_;
    std::unique_ptr<Connection> witness_;
};

// A schema of its own on the server.
class PostgresTestDatabase final : public TestDatabase {
  public:
    PostgresTestDatabase(std::string server, std::string schema)
        : server_(std::move(server)), schema_(std::move(schema)) {
        const char separator = server_.find('?') == std::string::npos ? '?' : '&';
        url_ = server_ + separator + "options=-csearch_path%3D" + schema_;
    }
    PostgresTestDatabase(const PostgresTestDatabase&) = delete;
    PostgresTestDatabase& operator=(const PostgresTestDatabase&) = delete;
    ~PostgresTestDatabase() override {
        // What a failing test leaves behind goes away with the server.
        (void)run("drop schema " + schema_ + " cascade").has_value();
    }

    Outcome run(const std::string& sql) const {
        DW_TRY(const auto database, open_database(server_));
        DW_TRY(const auto connection, database->connect(Access::Write));
        return connection->run_script(sql);
    }

    StoreOptions options(std::span<const Migration> migrations) const override {
        return {.data_dir = directory_.path(), .database_url = url_, .migrations = migrations};
    }
    std::string description() const override { return "postgres, schema " + schema_; }
    Outcome check_after_power_loss() override { return Nothing{}; }

  private:
    TemporaryDirectory directory_;
    std::string server_;
    std::string schema_;
    std::string url_;
};

Result<std::unique_ptr<TestDatabase>> make_postgres() {
    const char* server = std::getenv("DW_TEST_POSTGRES");
    if (server == nullptr || *server == 0)
        return unavailable("test.postgres",
                           "DW_TEST_POSTGRES is not set. Start a server with "
                           "`tests/postgres.sh start DIR` and set it to the URL it prints.");
    const std::string schema = fresh_name();
    auto database = std::make_unique<PostgresTestDatabase>(server, schema);
    DW_TRY_DO(database->run("create schema " + schema));
    return std::unique_ptr<TestDatabase>(std::move(database));
}

}  // namespace

TemporaryDirectory::TemporaryDirectory()
    : path_((std::filesystem::temp_directory_path() / fresh_name()).string()) {
    std::filesystem::create_directories(path_);
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

Result<std::vector<std::string>> dump(Connection& connection) {
    std::vector<std::string> lines;
    // Without the parts of a table that is cut into parts: their rows are the table's.
    DW_TRY(const auto tables,
           connection.query(
               connection.dialect() == Dialect::Sqlite
                   ? "select name from sqlite_master where type = 'table'"
                   : "select relname from pg_class where relkind in ('r', 'p') and "
                     "not relispartition and relnamespace = current_schema()::regnamespace"));
    for (const auto& table : tables)
        DW_TRY_DO(connection.for_each("select * from \"" + table.text(0) + "\"", {},
                                      [&](const Row& row) -> Outcome {
                                          lines.push_back(line_of(table.text(0), row));
                                          return Nothing{};
                                      }));
    std::ranges::sort(lines);
    return lines;
}

Result<std::unique_ptr<TestDatabase>> make_test_database(std::string_view kind) {
    if (kind == "postgres") return make_postgres();
    if (kind == "sqlite-faulty") {
        auto database = std::make_unique<FaultyTestDatabase>();
        DW_TRY_DO(database->open_witness());
        return std::unique_ptr<TestDatabase>(std::move(database));
    }
    return std::unique_ptr<TestDatabase>(std::make_unique<SqliteTestDatabase>());
}

}  // namespace dw::store::testing
