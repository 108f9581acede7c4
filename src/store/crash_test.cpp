// A simulator: random work on SQLite over a disk that loses power at a random act, again and again.
// What was acknowledged must be there, what was not must be there whole or not at all, the log must
// verify. One seed gives the same run every time.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <set>

#include "store/event_log.h"
#include "store/faulty_vfs.h"
#include "store/file_blobs.h"
#include "store/group_commit.h"
#include "store/test_database.h"

namespace dw::store {
namespace {

using testing::FaultyDisk;

constexpr Migration notes{.module = "notes",
                          .number = 1,
                          .name = "notes",
                          .sql =
                              "create table note (name {text} primary key, n {int} not null) "
                              "{table};"};

class Simulation {
  public:
    explicit Simulation(std::uint64_t seed)
        : dice_(seed),
          disk_(seed),
          vfs_(disk_, directory_.path()),
          random_(seed),
          database_(open()) {}

    void run() {
        for (int crash = 0; crash < 4 && faults.empty(); ++crash) {
            plan();
            work();
            disk_.power_off();
            disk_.restore();
            check();
        }
    }

    FaultyDisk& disk() { return disk_; }

    std::vector<std::string> faults;

  private:
    std::unique_ptr<Database> open() { return *open_database("sqlite:" + directory_.path()); }

    // Each round ends in its own way.
    void plan() {
        switch (dice_() % 4) {
            case 0:
                return disk_.fail_sync_after(static_cast<std::int64_t>(1 + dice_() % 30));
            case 1:
                return disk_.fill_after(static_cast<std::int64_t>(dice_() % 400'000));
            default:
                return disk_.power_off_after(static_cast<std::int64_t>(1 + dice_() % 500));
        }
    }

    void work() {
        auto connection = database_->connect(Access::Write);
        if (!connection) return;
        std::vector<Migration> all(core_migrations().begin(), core_migrations().end());
        all.push_back(notes);
        if (!migrate(**connection, all, SecretKey{})) return;
        for (int group = 0; group < 40; ++group) {
            std::vector<Change> changes(1 + dice_() % 6);
            std::vector<std::string> names;
            for (auto& change : changes) {
                names.push_back("note " + std::to_string(++made_));
                change = note(names.back());
            }
            const auto result = commit_group(**connection, changes, clock_);
            for (std::size_t i = 0; i < changes.size(); ++i) {
                if (result.of_change[i]) acknowledged_.push_back(names[i]);
                // After a failed commit nobody knows; a refusal before it means: not there.
                const bool refused = !result.of_change[i] && !result.stop;
                if (refused && !disk_.is_off()) refused_.push_back(names[i]);
            }
            if (result.stop || disk_.is_off()) return;
            if (dice_() % 8 == 0) disk_.make_room();
            clock_.advance(std::chrono::milliseconds(5));
        }
    }

    // One event and one row, which belong together.
    Change note(const std::string& name) {
        const auto stream = StreamId::make(clock_, random_);
        return {.tenant = tenant_,
                .events = {{.stream = stream,
                            .sequence = 1,
                            .kind = "note.opened",
                            .version = 1,
                            .actor = {},
                            .key_id = {},
                            .payload = to_bytes(name)}},
                .statements = {{.sql = "insert into note (name, n) values ($1, $2)",
                                .parameters = {name, std::int64_t{made_}},
                                .rows = 1}}};
    }

    void check() {
        if (const auto sound = examine(); !sound) faults.push_back(sound.error().message);
    }

    Outcome examine() {
        DW_TRY(const auto connection, database_->connect(Access::Write));
        DW_TRY(const auto integrity, connection->query_one("pragma integrity_check"));
        if (integrity.text(0) != "ok") faults.push_back(integrity.text(0));
        DW_TRY(const auto there,
               connection->query("select 1 from sqlite_master where name = 'note'"));
        if (there.empty()) {
            if (!acknowledged_.empty()) faults.push_back("the tables are lost");
            return Nothing{};
        }
        DW_TRY(const auto rows, connection->query("select name from note"));
        std::set<std::string> names;
        for (const auto& row : rows) names.insert(row.text(0));
        for (const auto& name : acknowledged_)
            if (!names.contains(name)) faults.push_back(name + " is lost");
        for (const auto& name : refused_)
            if (names.contains(name)) faults.push_back(name + " was refused and is there");
        DW_TRY(const auto events, connection->query_one("select count(*) from event"));
        if (events.integer(0) != static_cast<std::int64_t>(names.size()))
            faults.push_back("events and rows differ in number");
        DW_TRY(const auto report, verify_log(*connection));
        for (const auto& fault : report.faults) faults.push_back(fault.reason);
        return Nothing{};
    }

    std::mt19937_64 dice_;
    testing::TemporaryDirectory directory_;
    FaultyDisk disk_;
    testing::FaultyVfs vfs_;
    SeededRandom random_;
    FakeClock clock_{*parse_instant("2026-03-02T08:00:00Z")};
    std::unique_ptr<Database> database_;
    TenantId tenant_ = *TenantId::parse("0190a5e0-0000-7000-8000-000000000001");
    std::int64_t made_ = 0;
    std::vector<std::string> acknowledged_;
    std::vector<std::string> refused_;
};

// DW_TEST_SEED=… runs one seed, DW_TEST_SEEDS=… that many from the first on.
TEST(Crash, NothingAcknowledgedIsLostAtAnyPoint) {
    std::uint64_t first = 1;
    std::uint64_t seeds = 150;
    if (const char* text = std::getenv("DW_TEST_SEEDS")) seeds = std::strtoull(text, nullptr, 10);
    if (const char* text = std::getenv("DW_TEST_SEED")) {
        first = std::strtoull(text, nullptr, 10);
        seeds = 1;
    }
    for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
        Simulation simulation(seed);
        simulation.run();
        for (const auto& fault : simulation.faults)
            ADD_FAILURE() << "DW_TEST_SEED=" << seed << ": " << fault;
        if (HasFailure()) return;
    }
}

// Otherwise the simulator would be blind.
TEST(Crash, ADiskThatLiesAboutSyncsIsFoundOut) {
    int found = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        Simulation simulation(seed);
        simulation.disk().lie_about_syncs();
        simulation.run();
        if (!simulation.faults.empty()) ++found;
    }
    EXPECT_GE(found, 5);
}

TEST(Crash, ABlobThatWasFinishedIsWholeAfterPowerLoss) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        FaultyDisk disk(seed);
        testing::TemporaryDirectory directory;
        FakeClock clock(*parse_instant("2026-03-02T08:00:00Z"));
        SeededRandom random(seed);
        auto store = Store::open(
            {.data_dir = directory.path(), .database_url = {}, .migrations = {}}, clock, random);
        ASSERT_TRUE(store.has_value());
        const TenantId tenant = TenantId::make(clock, random);
        const DataKey key = (*store)->keys().create(tenant, "upload").key;
        auto blobs = open_file_blobs(**store, testing::faulty_files(disk));
        disk.power_off_after(static_cast<std::int64_t>(seed));
        std::map<BlobId, std::uint8_t> finished;
        for (std::uint8_t i = 0; i < 20 && !disk.is_off(); ++i) {
            auto writer = blobs->create(tenant, key);
            if (!writer || !(*writer)->write(Bytes(100'000, i))) break;
            if (const auto id = (*writer)->finish()) finished[*id] = i;
        }
        disk.power_off();
        disk.restore();
        for (const auto& [id, value] : finished) {
            std::size_t size = 0;
            const auto read = blobs->read(tenant, id, key, [&](BytesView piece) -> Outcome {
                size += piece.size();
                for (const auto byte : piece)
                    if (byte != value) return corrupt("test.byte", "differs");
                return Nothing{};
            });
            EXPECT_TRUE(read.has_value()) << read.error().message;
            EXPECT_EQ(size, 100'000u);
        }
    }
}

TEST(Crash, TwoDisksFailEachForItself) {
    FakeClock clock(*parse_instant("2026-03-02T08:00:00Z"));
    SystemRandom random;
    const testing::TemporaryDirectory one, other;
    FaultyDisk first(1);
    auto first_vfs = std::make_unique<testing::FaultyVfs>(first, one.path());
    const auto options = [](const testing::TemporaryDirectory& directory) {
        return StoreOptions{
            .data_dir = directory.path(), .database_url = {}, .migrations = {&notes, 1}};
    };
    auto store = Store::open(options(one), clock, random);
    ASSERT_TRUE(store.has_value());
    FaultyDisk second(2);
    const testing::FaultyVfs second_vfs(second, other.path());
    auto other_store = Store::open(options(other), clock, random);
    ASSERT_TRUE(other_store.has_value());
    store->reset();
    first_vfs.reset();  // the layer of the first is gone, the second goes on
    const Change change{
        .tenant = TenantId(),
        .events = {},
        .statements = {{.sql = "insert into note (name, n) values ('a', 1)", .parameters = {}}}};
    EXPECT_TRUE((*other_store)->commit(change));
    EXPECT_EQ(first.open_files(), 0);
    EXPECT_GT(second.open_files(), 0);
}

TEST(Crash, AFailedSyncStopsTheStore) {
    FaultyDisk disk(7);
    testing::TemporaryDirectory directory;
    const testing::FaultyVfs vfs(disk, directory.path());
    FakeClock clock(*parse_instant("2026-03-02T08:00:00Z"));
    SystemRandom random;
    std::vector<std::string> stopped;
    const StoreOptions options{.data_dir = directory.path(),
                               .database_url = {},
                               .migrations = {&notes, 1},
                               .stop = [&](const Error& error) { stopped.push_back(error.code); }};
    auto store = Store::open(options, clock, random);
    ASSERT_TRUE(store.has_value());
    const Change change{
        .tenant = TenantId(),
        .events = {},
        .statements = {{.sql = "insert into note (name, n) values ('a', 1)", .parameters = {}}}};
    disk.fail_sync_after(1);
    EXPECT_EQ((*store)->commit(change).error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(stopped, std::vector<std::string>{"store.commit_failed"});
    // Never again, though the disk would answer well now.
    EXPECT_EQ((*store)->commit(change).error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(stopped.size(), 1u);
}

TEST(Crash, AFullDiskRefusesWritesAndReadsGoOn) {
    FaultyDisk disk(7);
    testing::TemporaryDirectory directory;
    const testing::FaultyVfs vfs(disk, directory.path());
    FakeClock clock(*parse_instant("2026-03-02T08:00:00Z"));
    SystemRandom random;
    const StoreOptions options{.data_dir = directory.path(),
                               .database_url = {},
                               .migrations = {&notes, 1},
                               .stop = [](const Error& error) { ADD_FAILURE() << error.message; }};
    auto store = Store::open(options, clock, random);
    ASSERT_TRUE(store.has_value());
    const auto write = [&](const std::string& name) {
        return (*store)->commit({.tenant = TenantId(),
                                 .events = {},
                                 .statements = {{.sql = "insert into note (name, n) values ($1, 1)",
                                                 .parameters = {name}}}});
    };
    ASSERT_TRUE(write("before").has_value());
    disk.fill_after(100);
    for (int i = 0; i < 3; ++i) {
        const auto refused = write("full");
        ASSERT_FALSE(refused.has_value());
        EXPECT_EQ(refused.error().code, "store.disk_full");
    }
    {
        auto reader = (*store)->reader();
        EXPECT_EQ((*reader)->query_one("select count(*) from note")->integer(0), 1);
    }
    disk.make_room();
    EXPECT_TRUE(write("after").has_value());
}

}  // namespace
}  // namespace dw::store
