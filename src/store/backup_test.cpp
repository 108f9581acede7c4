#include "store/backup.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "store/backup_file.h"
#include "store/event_log.h"
#include "store/testing.h"

namespace dw::store {
namespace {

namespace fs = std::filesystem;

constexpr Migration sheets{
    .module = "sheets",
    .number = 1,
    .name = "a column of each type",
    .sql =
        "create table sheet (tenant {id} not null, id {id} not null, words {text}, number {int}, "
        "flag {bool}, content {bytes}, at {instant}, day {date}, primary key (tenant, id)) "
        "{table};"};
constexpr std::string_view insert_sheet =
    "insert into sheet (tenant, id, words, number, flag, content, at, day) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8)";

class BackupTest : public testing::OpenStoreTest {
  protected:
    std::span<const Migration> migrations() const override { return {&sheets, 1}; }

    void SetUp() override {
        OpenStoreTest::SetUp();
        if (HasFatalFailure()) return;
        blobs_ = open_test_blobs(store());
        const auto made = store().keys().create(tenant_, "sheets");
        key_ = made.key;
        ASSERT_TRUE(commit(tenant_, {made.insert}).has_value());
        for (int i = 1; i <= 3; ++i) append_event(i);
        const auto id = StreamId::make(clock(), random());
        ASSERT_TRUE(commit(tenant_, {{std::string(insert_sheet),
                                      {of(tenant_), of(id), of("Zoë 'Šimůnek'"), std::int64_t{-7},
                                       std::int64_t{1}, Bytes{0, 255, 10}, of(clock().now()),
                                       of("2026-11-24")}},
                                     {std::string(insert_sheet),
                                      {of(tenant_), of(StreamId::make(clock(), random())), null(),
                                       null(), null(), null(), null(), null()}}})
                        .has_value());
        content_ = Bytes(150'000, 42);
        blob_ = put(content_);
    }
    void TearDown() override {
        blobs_.reset();
        OpenStoreTest::TearDown();
    }

    void append_event(std::int64_t sequence) {
        const auto draft = seal_event(store().keys(), tenant_,
                                      {.stream = stream_,
                                       .sequence = sequence,
                                       .kind = "sheet.changed",
                                       .version = 1,
                                       .actor = {},
                                       .payload = as_bytes("{}")},
                                      key_);
        ASSERT_TRUE(store().commit({.tenant = tenant_, .events = {*draft}}).has_value());
    }
    BlobId put(const Bytes& bytes) {
        auto writer = blobs_->create(tenant_, key_);
        EXPECT_TRUE((*writer)->write(bytes).has_value());
        return *(*writer)->finish();
    }
    std::string backup(const std::string& name = "/backup") {
        const std::string file = folder_.path() + name;
        const auto written = write_backup(store(), *blobs_, file);
        EXPECT_TRUE(written.has_value()) << (written ? "" : written.error().message);
        return file;
    }
    // An empty database of that kind whose directory holds the master key.
    std::unique_ptr<testing::TestDatabase> empty_database(const char* kind) {
        auto made = testing::make_test_database(kind);
        EXPECT_TRUE(made.has_value());
        const auto options = (*made)->options(migrations());
        fs::create_directories(options.data_dir);
        fs::copy_file(store().data_dir() + "/master.key", options.data_dir + "/master.key");
        return std::move(*made);
    }
    Result<Restored> restore(testing::TestDatabase& target, const std::string& file) {
        return restore_backup(target.options(migrations()), file, random());
    }

    testing::TemporaryDirectory folder_;
    std::unique_ptr<BlobStore> blobs_;
    DataKey key_;
    StreamId stream_ = *StreamId::parse("0190a5e0-0000-7000-8000-000000000077");
    Bytes content_;
    BlobId blob_;
};

INSTANTIATE_TEST_SUITE_P(Databases, BackupTest, testing::databases(), testing::database_name);

// All records but the head, which tells the time, in an order that both databases share.
std::vector<std::string> records_of(const std::string& file) {
    auto reader = BackupReader::open(file);
    std::vector<std::string> records;
    std::string table;
    for (;;) {
        const auto record = reader->next();
        EXPECT_TRUE(record.has_value());
        if (!record || record->kind == BackupRecord::Seal) break;
        if (record->kind == BackupRecord::Head) continue;
        if (record->kind == BackupRecord::Table) table = as_text(record->payload);
        const bool row = record->kind == BackupRecord::Row;
        records.push_back((row ? table : "") + static_cast<char>(record->kind) +
                          to_hex(record->payload));
    }
    std::ranges::sort(records);
    return records;
}

std::string bytes_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST_P(BackupTest, GoesToEitherDatabaseAndIsTheSameThere) {
    const auto file = backup();
    for (const char* kind : {"sqlite", "postgres"}) {
        SCOPED_TRACE(kind);
        const auto target = empty_database(kind);
        const auto restored = restore(*target, file);
        ASSERT_TRUE(restored.has_value()) << restored.error().code << restored.error().message;
        EXPECT_EQ(restored->counts.blobs, 1);
        {
            auto copy = Store::open(target->options(migrations()), clock(), random());
            ASSERT_TRUE(copy.has_value()) << copy.error().message;
            auto blobs = target->open_blobs(**copy);
            const std::string again = folder_.path() + "/again-" + kind;
            ASSERT_TRUE(write_backup(**copy, *blobs, again).has_value());
            EXPECT_EQ(records_of(again), records_of(file));
            auto reader = (*copy)->reader();
            const auto report = verify_log(**reader, restored->heads);
            EXPECT_TRUE(report->faults.empty());
            EXPECT_EQ(report->events, 3);
            Bytes content;
            const auto key = (*copy)->keys().by_id(**reader, tenant_, key_.id);
            EXPECT_TRUE(blobs
                            ->read(tenant_, blob_, *key,
                                   [&](BytesView piece) -> Outcome {
                                       content.insert(content.end(), piece.begin(), piece.end());
                                       return Nothing{};
                                   })
                            .has_value());
            EXPECT_EQ(content, content_);
        }
        EXPECT_TRUE(target->check_after_power_loss().has_value());
    }
}

TEST_P(BackupTest, IsOnePictureWhileOthersWrite) {
    const auto before = backup("/one");
    append_event(4);
    const auto after = backup("/two");
    EXPECT_NE(records_of(before), records_of(after));
    const auto target = empty_database("sqlite");
    const auto restored = restore(*target, before);
    ASSERT_TRUE(restored.has_value());
    ASSERT_EQ(restored->heads.size(), 1u);
    EXPECT_EQ(restored->heads.front().position, 3);
}

TEST_P(BackupTest, ADamagedFileIsRefusedAndNothingIsApplied) {
    const auto bytes = bytes_of(backup());
    for (std::size_t at = 0; at < bytes.size(); at += bytes.size() / 40 + 1) {
        auto changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        std::ofstream(folder_.path() + "/changed", std::ios::binary) << changed;
        const auto target = empty_database("sqlite");
        const auto restored = restore(*target, folder_.path() + "/changed");
        ASSERT_FALSE(restored.has_value()) << "byte " << at;
        EXPECT_EQ(restored.error().code, "store.backup") << "byte " << at;
        EXPECT_FALSE(fs::exists(target->options({}).data_dir + "/dienstweg.db"));
    }
    std::ofstream(folder_.path() + "/cut", std::ios::binary) << bytes.substr(0, bytes.size() - 1);
    EXPECT_FALSE(restore(*empty_database("sqlite"), folder_.path() + "/cut").has_value());
    std::ofstream(folder_.path() + "/more", std::ios::binary) << bytes << "x";
    EXPECT_FALSE(restore(*empty_database("sqlite"), folder_.path() + "/more").has_value());
}

TEST_P(BackupTest, NeedsTheKeyFileOfTheInstallation) {
    const auto file = backup();
    const auto target = empty_database("sqlite");
    const auto key = target->options({}).data_dir + "/master.key";
    fs::remove(key);
    EXPECT_FALSE(restore(*target, file).has_value());
    EXPECT_FALSE(fs::exists(key));
    const auto other = testing::make_test_database("sqlite");
    {
        const auto made = Store::open((*other)->options(migrations()), clock(), random());
        ASSERT_TRUE(made.has_value());
    }
    fs::copy_file((*other)->options({}).data_dir + "/master.key", key);
    EXPECT_FALSE(restore(*target, file).has_value());
}

TEST_P(BackupTest, DoesNotGoIntoADatabaseInUse) {
    const auto file = backup();
    const auto target = empty_database("postgres");
    ASSERT_TRUE(restore(*target, file).has_value());
    const auto again = restore(*target, file);
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().code, "store.not_empty");
}

TEST_P(BackupTest, AFileThatIsThereIsNotOverwritten) {
    const auto file = backup();
    const auto again = write_backup(store(), *blobs_, file);
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().code, "store.backup_exists");
    EXPECT_FALSE(fs::exists(file + ".part"));
}

TEST(BackupRows, AreReadAsTheyWereWritten) {
    const Values values{null(), std::int64_t{-1}, of("ä"), Bytes{1, 2}, of(""), Bytes{}};
    EXPECT_EQ(decode_row(encode_row(Row(values))), values);
    EXPECT_FALSE(decode_row(Bytes{2, 0, 0, 0, 9, 'x'}));
    EXPECT_FALSE(decode_row(Bytes{7}));
}

}  // namespace
}  // namespace dw::store
