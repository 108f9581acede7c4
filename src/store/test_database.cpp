#include "store/test_database.h"

#include <cstdlib>
#include <filesystem>

#include "base/id.h"

namespace dw::store::testing {

namespace {

std::string fresh_name() {
    SystemRandom random;
    Bytes bytes(8);
    random.fill(bytes);
    return "dwtest_" + to_hex(bytes);
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

Result<std::unique_ptr<TestDatabase>> make_test_database(std::string_view kind) {
    if (kind == "postgres") return make_postgres();
    return std::unique_ptr<TestDatabase>(std::make_unique<SqliteTestDatabase>());
}

}  // namespace dw::store::testing
