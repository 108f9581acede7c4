// What tests of stored things share: a fresh database for each test, on each kind of database.
//
//   class NotesTest : public store::testing::DatabaseTest {};
//   INSTANTIATE_TEST_SUITE_P(Databases, NotesTest, store::testing::databases(),
//                            store::testing::database_name);
//   TEST_P(NotesTest, AreKept) { auto store = open(migrations); … }
//
// "sqlite-faulty" is SQLite on a disk that forgets what was not synced: after each test the power
// fails, and every acknowledged change must still be there and the log must verify.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <span>
#include <string>

#include "store/store.h"
#include "store/test_database.h"

namespace dw::store::testing {

inline auto databases() {
    return ::testing::Values("sqlite", "postgres", "sqlite-faulty");
}

inline std::string database_name(const ::testing::TestParamInfo<const char*>& info) {
    std::string name = info.param;
    std::erase(name, '-');
    return name;
}

class DatabaseTest : public ::testing::TestWithParam<const char*> {
  protected:
    DatabaseTest() : database_(make_test_database(GetParam())) {}

    void SetUp() override {
        ASSERT_TRUE(database_.has_value()) << database_.error().message;
        SCOPED_TRACE(database().description());
    }

    // The power fails, where it can, and what is left is examined.
    void TearDown() override {
        if (!database_) return;
        if (const auto sound = database().check_after_power_loss(); !sound)
            ADD_FAILURE() << sound.error().code << ": " << sound.error().message << "\n"
                          << database().description();
    }

    // A store on this test's database; opening it again finds what was written before.
    std::unique_ptr<Store> open(std::span<const Migration> migrations = {}) {
        auto store = Store::open(database().options(migrations), clock_, random_);
        EXPECT_TRUE(store.has_value()) << (store ? "" : store.error().message);
        return store ? std::move(*store) : nullptr;
    }

    std::unique_ptr<BlobStore> open_test_blobs(Store& store) {
        return database().open_blobs(store);
    }

    TestDatabase& database() { return **database_; }
    FakeClock& clock() { return clock_; }
    RandomSource& random() { return random_; }

  private:
    Result<std::unique_ptr<TestDatabase>> database_;
    FakeClock clock_{*parse_instant("2026-03-02T08:00:00Z")};
    SystemRandom random_;
};

// The same with a store that is open during the whole test.
class OpenStoreTest : public DatabaseTest {
  protected:
    virtual std::span<const Migration> migrations() const { return {}; }

    void SetUp() override {
        DatabaseTest::SetUp();
        if (HasFatalFailure()) return;
        store_ = open(migrations());
        ASSERT_TRUE(store_);
    }
    void TearDown() override {
        store_.reset();
        DatabaseTest::TearDown();
    }

    Store& store() { return *store_; }
    void reopen() {
        store_.reset();
        store_ = open(migrations());
    }

    // The number in the first row; -1 and a failure when there is none.
    std::int64_t count(const std::string& sql) {
        auto reader = store().reader();
        EXPECT_TRUE(reader.has_value());
        const auto row = (*reader)->query_one(sql);
        EXPECT_TRUE(row.has_value()) << (row ? "" : row.error().message);
        return row ? row->integer(0) : -1;
    }

    Result<Receipt> commit(TenantId tenant, std::vector<Statement> statements) {
        return store().commit(
            {.tenant = tenant, .events = {}, .statements = std::move(statements)});
    }

    const TenantId tenant_ = *TenantId::parse("0190a5e0-0000-7000-8000-000000000001");

  private:
    std::unique_ptr<Store> store_;
};

}  // namespace dw::store::testing
