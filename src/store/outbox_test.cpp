#include "store/outbox.h"

#include <gtest/gtest.h>

#include "store/testing.h"

namespace dw::store {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class OutboxTest : public testing::OpenStoreTest {
  protected:
    Statement letter(const std::string& key) {
        return outbox_insert(
            {.tenant = tenant_, .kind = "mail", .key = key, .payload = to_bytes("to: " + key)},
            clock().now());
    }
    int deliver(Delivery delivery, const std::string& reason = {}) {
        const auto handed = run_outbox(store(), "mail", [&](const OutboxEntry& entry) {
            delivered_.push_back(entry.key);
            return DeliveryReport{.delivery = delivery, .reason = reason};
        });
        EXPECT_TRUE(handed.has_value()) << (handed ? "" : handed.error().message);
        return handed.value_or(-1);
    }
    std::vector<std::string> delivered_;
};

INSTANTIATE_TEST_SUITE_P(Databases, OutboxTest, testing::databases(), testing::database_name);

TEST_P(OutboxTest, AnEntryIsHandedOutOnceWhenItIsDone) {
    ASSERT_TRUE(commit(tenant_, {letter("a"), letter("b")}).has_value());
    EXPECT_EQ(deliver(Delivery::Done), 2);
    clock().advance(hours(3));
    EXPECT_EQ(deliver(Delivery::Done), 0);
    EXPECT_EQ(delivered_.size(), 2u);
}

TEST_P(OutboxTest, ManyAreHandedOutInOneCall) {
    std::vector<Statement> letters;
    for (int i = 0; i < 100; ++i) letters.push_back(letter("letter " + std::to_string(i)));
    ASSERT_TRUE(commit(tenant_, letters).has_value());
    EXPECT_EQ(deliver(Delivery::Done), 100);
    EXPECT_EQ(deliver(Delivery::Done), 0);
}

TEST_P(OutboxTest, TheSameKeyIsNotSentTwice) {
    ASSERT_TRUE(commit(tenant_, {letter("a")}).has_value());
    EXPECT_EQ(deliver(Delivery::Done), 1);
    ASSERT_TRUE(commit(tenant_, {letter("a")}).has_value());
    EXPECT_EQ(deliver(Delivery::Done), 0);
}

TEST_P(OutboxTest, APayloadDoesNotStayAfterDelivery) {
    ASSERT_TRUE(commit(tenant_, {letter("a")}).has_value());
    deliver(Delivery::Done);
    EXPECT_EQ(count("select max(length(payload)) from outbox"), 0);
}

TEST_P(OutboxTest, WhatFailsComesBackAfterGrowingPausesWithoutEnd) {
    ASSERT_TRUE(commit(tenant_, {letter("a")}).has_value());
    for (const auto pause : {seconds(1), seconds(2), seconds(4), seconds(8)}) {
        EXPECT_EQ(deliver(Delivery::Retry, "server is down"), 1);
        clock().advance(pause - seconds(1));
        EXPECT_EQ(deliver(Delivery::Retry), 0);
        clock().advance(seconds(1));
    }
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(deliver(Delivery::Retry, "server is down"), 1);
        clock().advance(hours(1));
    }
    EXPECT_EQ(deliver(Delivery::Done), 1);
}

TEST_P(OutboxTest, WhatIsStuckIsListedWithItsReason) {
    ASSERT_TRUE(commit(tenant_, {letter("a"), letter("b")}).has_value());
    deliver(Delivery::Retry, "server is down");
    auto reader = store().reader();
    const auto stuck = stuck_outbox(**reader, tenant_, 10);
    ASSERT_TRUE(stuck.has_value());
    ASSERT_EQ(stuck->size(), 2u);
    EXPECT_EQ(stuck->front().last_error, "server is down");
    EXPECT_EQ(stuck->front().attempts, 1);
}

TEST_P(OutboxTest, ACopyThatDiesWhileDeliveringLosesItsLease) {
    ASSERT_TRUE(commit(tenant_, {letter("a")}).has_value());
    ASSERT_TRUE(run_outbox(store(), "mail", [&](const OutboxEntry&) {
                    // Nobody else gets it as long as the lease lasts.
                    EXPECT_EQ(deliver(Delivery::Done), 0);
                    clock().advance(minutes(3));
                    EXPECT_EQ(deliver(Delivery::Done), 1);
                    return DeliveryReport{.delivery = Delivery::Retry, .reason = "late"};
                }).has_value());
    clock().advance(hours(2));
    EXPECT_EQ(deliver(Delivery::Done), 0);
}

TEST_P(OutboxTest, OldDoneEntriesAreForgotten) {
    ASSERT_TRUE(commit(tenant_, {letter("a")}).has_value());
    deliver(Delivery::Done);
    clock().advance(hours(24 * 31));
    ASSERT_TRUE(commit(tenant_, {letter("b")}).has_value());
    deliver(Delivery::Done);
    EXPECT_EQ(count("select count(*) from outbox"), 1);
}

}  // namespace
}  // namespace dw::store
