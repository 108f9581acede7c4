#include "store/log_writes.h"

#include <gtest/gtest.h>

#include "store/sqlite.h"
#include "store/testing.h"

namespace dw::store {
namespace {

std::int64_t count(Connection& connection) {
    return connection.query_one("select count(*) from thing")->integer(0);
}

Outcome add(Connection& connection, int rows) {
    for (int i = 0; i < rows; ++i)
        DW_TRY_DO(
            connection.execute("insert into thing (content) values ($1)", {Bytes(50'000, 7)}));
    return Nothing{};
}

// More than a connection keeps in memory is written to the log before anybody knows how it ends.
TEST(LogWrites, WhatIsUndoneLeavesTheLogToOthers) {
    const testing::TemporaryDirectory directory;
    const auto database = open_sqlite(directory.path());
    ASSERT_TRUE(database);
    const auto one = (*database)->connect(Access::Write), two = (*database)->connect(Access::Write);
    const auto reader = (*database)->connect(Access::Read);
    ASSERT_TRUE(one && two && reader);
    ASSERT_TRUE((*one)->run_script("create table thing (content blob not null) strict"));
    for (std::int64_t round = 1; round <= 3; ++round) {
        ASSERT_TRUE((*one)->begin() && add(**one, 1500));
        EXPECT_EQ(count(**one), 1500 + (round - 1) * 61);
        ASSERT_TRUE((*one)->rollback());
        ASSERT_TRUE((*two)->begin() && add(**two, 60) && (*two)->commit());
        EXPECT_EQ(count(**reader), round * 61 - 1);
        ASSERT_TRUE((*one)->begin() && add(**one, 1) && (*one)->commit());
        EXPECT_EQ(count(**reader), round * 61);
    }
    EXPECT_EQ((*reader)->query_one("pragma integrity_check")->text(0), "ok");
}

TEST(LogWrites, AnotherProgramFindsEveryCommit) {
    const testing::TemporaryDirectory directory;
    const auto ours = open_sqlite(directory.path()), theirs = open_sqlite(directory.path());
    const auto writer = (*ours)->connect(Access::Write), reader = (*theirs)->connect(Access::Read);
    ASSERT_TRUE(writer && reader);
    ASSERT_TRUE((*writer)->run_script("create table thing (content blob not null) strict"));
    for (int round = 1; round <= 100; ++round) {
        ASSERT_TRUE((*writer)->begin() && add(**writer, 3) && (*writer)->commit());
        ASSERT_EQ(count(**reader), round * 3);
    }
    ASSERT_TRUE((*ours)->checkpoint());
    EXPECT_EQ(count(**reader), 300);
}

}  // namespace
}  // namespace dw::store
