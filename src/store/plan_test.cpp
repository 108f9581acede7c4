#include "store/plan.h"

#include <gtest/gtest.h>

#include "store/testing.h"

namespace dw::store {
namespace {

using testing::plan_of;
using testing::uses_no_scan_or_sort;

class PlanTest : public testing::OpenStoreTest {
  protected:
    bool is_range(const std::string& sql, const Values& parameters) {
        auto reader = store().reader();
        const auto plan = plan_of(**reader, sql, parameters);
        EXPECT_TRUE(plan.has_value()) << (plan ? "" : plan.error().message);
        plan_ = plan.value_or("");
        return uses_no_scan_or_sort(plan_);
    }
    std::string plan_;
};

INSTANTIATE_TEST_SUITE_P(Databases, PlanTest, testing::databases(), testing::database_name);

TEST_P(PlanTest, AScanIsRecognised) {
    EXPECT_FALSE(is_range("select stream from event where version = $1", {std::int64_t{1}}))
        << plan_;
}

TEST_P(PlanTest, ASortIsRecognised) {
    EXPECT_FALSE(
        is_range("select stream from event where tenant = $1 order by version", {of(tenant_)}))
        << plan_;
}

TEST_P(PlanTest, FollowingTheLogIsARange) {
    EXPECT_TRUE(
        is_range("select payload from event where tenant = $1 and position > $2 "
                 "order by position limit $3",
                 {of(tenant_), std::int64_t{5}, std::int64_t{10}}))
        << plan_;
}

TEST_P(PlanTest, LoadingAStreamIsARange) {
    EXPECT_TRUE(
        is_range("select payload from event where tenant = $1 and stream = $2 "
                 "order by sequence",
                 {of(tenant_), of(tenant_)}))
        << plan_;
}

TEST_P(PlanTest, WhatIsDueIsARange) {
    EXPECT_TRUE(
        is_range("select key from outbox where kind = $1 and next_at <= $2 and "
                 "done_at is null order by next_at limit $3",
                 {of("mail"), std::int64_t{5}, std::int64_t{10}}))
        << plan_;
    EXPECT_TRUE(
        is_range("select key from due_timer where kind = $1 and due_at <= $2 and "
                 "leased_until <= $2 order by due_at limit $3",
                 {of("mail"), std::int64_t{5}, std::int64_t{10}}))
        << plan_;
    EXPECT_TRUE(
        is_range("select key from outbox where tenant = $1 and attempts > 0 and "
                 "done_at is null order by attempts desc limit $2",
                 {of(tenant_), std::int64_t{10}}))
        << plan_;
}

}  // namespace
}  // namespace dw::store
