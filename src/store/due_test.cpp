#include "store/due.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "store/testing.h"

namespace dw::store {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Migration marks{.module = "marks",
                          .number = 1,
                          .name = "marks",
                          .sql =
                              "create table mark (name {text} primary key, n {int} not null) "
                              "{table};"};

class DueTest : public testing::OpenStoreTest {
  protected:
    std::span<const Migration> migrations() const override { return {&marks, 1}; }

    Timer timer(const std::string& key, Instant due) {
        return {.tenant = tenant_, .kind = "reminder", .key = key, .due = due, .payload = {}};
    }
    Change mark(const Timer& timer) {
        return {.tenant = timer.tenant,
                .events = {},
                .statements = {{.sql = "insert into mark (name, n) values ($1, 1) "
                                       "on conflict (name) do update set n = mark.n + 1",
                                .parameters = {timer.key}}}};
    }
    int run() {
        const auto fired = run_due(store(), "reminder",
                                   [&](const Timer& due) -> Result<Change> { return mark(due); });
        EXPECT_TRUE(fired.has_value()) << (fired ? "" : fired.error().message);
        return fired.value_or(-1);
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, DueTest, testing::databases(), testing::database_name);

TEST_P(DueTest, ATimerFiresWhenItIsDueAndOnce) {
    ASSERT_TRUE(commit(tenant_, {timer_set(timer("a", clock().now() + hours(1)))}).has_value());
    EXPECT_EQ(run(), 0);
    clock().advance(hours(1));
    EXPECT_EQ(run(), 1);
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(count("select n from mark"), 1);
}

TEST_P(DueTest, ManyThatAreDueTogetherAreNotLeftForTheNextCall) {
    std::vector<Statement> many;
    for (int i = 0; i < 100; ++i)
        many.push_back(timer_set(timer("timer " + std::to_string(i), clock().now())));
    ASSERT_TRUE(commit(tenant_, many).has_value());
    EXPECT_EQ(run(), 100);
    EXPECT_EQ(count("select count(*) from mark where n = 1"), 100);
}

TEST_P(DueTest, SettingATimerAgainMovesIt) {
    ASSERT_TRUE(commit(tenant_, {timer_set(timer("a", clock().now()))}).has_value());
    ASSERT_TRUE(commit(tenant_, {timer_set(timer("a", clock().now() + hours(2)))}).has_value());
    EXPECT_EQ(run(), 0);
    clock().advance(hours(2));
    EXPECT_EQ(run(), 1);
}

TEST_P(DueTest, AClearedTimerDoesNotFire) {
    ASSERT_TRUE(commit(tenant_, {timer_set(timer("a", clock().now()))}).has_value());
    ASSERT_TRUE(commit(tenant_, {timer_clear(tenant_, "reminder", "a")}).has_value());
    EXPECT_EQ(run(), 0);
}

TEST_P(DueTest, AnEffectMaySetItsTimerAgain) {
    ASSERT_TRUE(commit(tenant_, {timer_set(timer("a", clock().now()))}).has_value());
    const auto fired = run_due(store(), "reminder", [&](const Timer& due) -> Result<Change> {
        Change change = mark(due);
        change.statements.push_back(timer_set(timer("a", due.due + hours(24))));
        return change;
    });
    EXPECT_EQ(fired.value_or(-1), 1);
    EXPECT_EQ(run(), 0);
    clock().advance(hours(24));
    EXPECT_EQ(run(), 1);
}

TEST_P(DueTest, WhatCannotBeDoneIsTriedAgainAfterTheLease) {
    ASSERT_TRUE(commit(tenant_, {timer_set(timer("a", clock().now()))}).has_value());
    const auto fired = run_due(store(), "reminder", [](const Timer&) -> Result<Change> {
        return invalid("test.no", "not now");
    });
    EXPECT_EQ(fired.value_or(-1), 0);
    EXPECT_EQ(run(), 0);
    clock().advance(minutes(2));
    EXPECT_EQ(run(), 1);
}

TEST_P(DueTest, TwoCopiesFireEachTimerOnce) {
    std::vector<Statement> timers;
    for (int i = 0; i < 30; ++i)
        timers.push_back(timer_set(timer("t" + std::to_string(i), clock().now())));
    ASSERT_TRUE(commit(tenant_, timers).has_value());
    auto second = open(migrations());
    std::atomic<int> fired = 0;
    const auto work = [&](Store& copy) {
        const auto done = run_due(copy, "reminder",
                                  [&](const Timer& due) -> Result<Change> { return mark(due); });
        EXPECT_TRUE(done.has_value());
        fired += done.value_or(0);
    };
    std::thread other([&] { work(*second); });
    work(store());
    other.join();
    EXPECT_EQ(fired, 30);
    EXPECT_EQ(count("select count(*) from mark where n = 1"), 30);
}

}  // namespace
}  // namespace dw::store
