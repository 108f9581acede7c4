#include "store/store.h"

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <mutex>

#include "store/committer.h"
#include "store/key_rotation.h"
#include "store/master_check.h"

namespace dw::store {

namespace {

// Reads the key and holds it against what the database was made with; writes nothing to the
// database.
Result<SecretKey> right_master_key(Connection& connection, const std::string& file,
                                   RandomSource& random) {
    DW_TRY_DO(finish_rotation(connection, file));
    DW_TRY(const auto known, stored_master_check(connection));
    DW_TRY(const auto key,
           read_master_key(file, known ? MissingKeyFile::Refuse : MissingKeyFile::Create, random));
    if (known && !equal_constant_time(*known, master_check_of(key)))
        return invalid("store.master_key_wrong",
                       file + " is not the key this database was made with");
    return key;
}

[[noreturn]] void say_and_abort(const Error& error) {
    std::fprintf(
        stderr,
        "dienstweg: a commit could not be confirmed (%s: %s). The program stops here so that "
        "nothing is lost; start it again after checking disk and database.\n",
        error.code.c_str(), error.message.c_str());
    std::abort();
}

}  // namespace

struct Store::Parts {
    Parts(std::string dir, Clock& the_clock, RandomSource& the_random,
          std::unique_ptr<Database> the_database, const SecretKey& master, const RowSeals& seals,
          std::unique_ptr<Connection> writer, std::function<void(const Error&)> stop)
        : data_dir(std::move(dir)),
          clock(the_clock),
          random(the_random),
          database(std::move(the_database)),
          keys(master, seals, the_clock, the_random),
          committer(*database, std::move(writer), the_clock, std::move(stop)) {}

    std::string data_dir;
    Clock& clock;
    RandomSource& random;
    std::unique_ptr<Database> database;
    KeyRing keys;

    std::mutex readers_mutex;
    std::condition_variable reader_returned;
    std::vector<std::unique_ptr<Connection>> idle_readers;
    std::size_t readers = 0;  // idle and lent

    Committer committer;
};

Store::Store(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const StoreOptions& options, Clock& clock,
                                           RandomSource& random) {
    std::error_code failed;
    std::filesystem::create_directories(options.data_dir, failed);
    if (failed) return unavailable("store.directory", options.data_dir + ": " + failed.message());
    const std::string url =
        options.database_url.empty() ? "sqlite:" + options.data_dir : options.database_url;
    DW_TRY(auto database, open_database(url));
    DW_TRY(auto writer, database->connect(Access::Write));
    DW_TRY(const auto master, right_master_key(*writer, master_key_file_of(options), random));
    std::vector<Migration> migrations(core_migrations().begin(), core_migrations().end());
    migrations.insert(migrations.end(), options.migrations.begin(), options.migrations.end());
    DW_TRY_DO(migrate(*writer, migrations, master));
    DW_TRY_DO(store_master_check(*writer, master));
    DW_TRY(const auto seals, open_row_seals(*writer, master));
    auto parts =
        std::make_unique<Parts>(options.data_dir, clock, random, std::move(database), master, seals,
                                std::move(writer), options.stop ? options.stop : say_and_abort);
    return std::make_unique<Store>(std::move(parts));
}

Result<Reader> Store::reader() {
    {
        std::unique_lock lock(parts_->readers_mutex);
        const auto may_have_one = [&] {
            return !parts_->idle_readers.empty() || parts_->readers < limits::reader_connections;
        };
        if (!parts_->reader_returned.wait_for(lock, limits::reader_wait, may_have_one))
            return unavailable("store.busy", "all reader connections are in use");
        if (!parts_->idle_readers.empty()) {
            auto connection = std::move(parts_->idle_readers.back());
            parts_->idle_readers.pop_back();
            return Reader(*this, std::move(connection));
        }
        ++parts_->readers;
    }
    auto connection = parts_->database->connect(Access::Read);
    if (!connection) {
        give_back(nullptr);
        return connection.error();
    }
    return Reader(*this, std::move(*connection));
}

std::optional<Reader> Store::reader_at_hand() {
    if (dialect() != Dialect::Sqlite) return std::nullopt;
    std::lock_guard lock(parts_->readers_mutex);
    if (parts_->idle_readers.empty()) return std::nullopt;
    auto connection = std::move(parts_->idle_readers.back());
    parts_->idle_readers.pop_back();
    return std::optional<Reader>(std::in_place, *this, std::move(connection));
}

void Store::give_back(std::unique_ptr<Connection> connection) {
    if (connection && !connection->reset()) connection.reset();
    {
        std::lock_guard lock(parts_->readers_mutex);
        if (connection)
            parts_->idle_readers.push_back(std::move(connection));
        else
            --parts_->readers;
    }
    parts_->reader_returned.notify_one();
}

Result<Receipt> Store::commit(Change change) {
    std::promise<Result<Receipt>> promise;
    auto answer = promise.get_future();
    commit_async(std::move(change),
                 [&promise](Result<Receipt> result) { promise.set_value(std::move(result)); });
    return answer.get();
}

void Store::commit_async(Change change, std::function<void(Result<Receipt>)> done) {
    parts_->committer.submit(std::move(change), std::move(done));
}

KeyRing& Store::keys() {
    return parts_->keys;
}
Clock& Store::clock() {
    return parts_->clock;
}
RandomSource& Store::random() {
    return parts_->random;
}
Database& Store::database() {
    return *parts_->database;
}
Dialect Store::dialect() const {
    return parts_->database->dialect();
}
const std::string& Store::data_dir() const {
    return parts_->data_dir;
}
Store::Counters Store::counters() const {
    return parts_->committer.counters();
}

Reader::Reader(Store& store, std::unique_ptr<Connection> connection)
    : store_(&store), connection_(std::move(connection)) {}
Reader::Reader(Reader&& other) noexcept = default;
Reader::~Reader() {
    if (connection_) store_->give_back(std::move(connection_));
}

std::string master_key_file_of(const StoreOptions& options) {
    return options.master_key_file.empty() ? options.data_dir + "/master.key"
                                           : options.master_key_file;
}

bool is_worth_repeating(const Error& error) {
    return error.kind == ErrorKind::Conflict &&
           (error.code == "store.guard" || error.code == "store.stale_stream" ||
            error.code == "store.unique" || error.code == "store.deadlock" ||
            error.code == "store.rolled_back");
}

TenantId shared_tenant() {
    // frozen: stored. A fixed id of version 8 (RFC 9562 section 5.8): its own meaning, never
    // generated.
    return *TenantId::parse("64777368-6172-8564-8000-000000000001");
}

}  // namespace dw::store
