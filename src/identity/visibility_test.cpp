#include "identity/visibility.h"

#include <gtest/gtest.h>

#include <set>

#include "base/limits.h"
#include "identity/identity_fixture.h"
#include "store/plan.h"

namespace dw::identity {
namespace {

using store::StreamId;
using testing::code_of;
using testing::id;
using testing::value_of;

constexpr auto read_case = static_cast<std::uint32_t>(Act::ReadCase);

Date day(int number) {
    return std::chrono::sys_days{*parse_date("2026-02-20")} + std::chrono::days{number};
}
ScopeId scope(int number) {
    return id<ScopeId>(static_cast<std::uint8_t>(number));
}
StreamId case_number(int number) {
    return id<StreamId>(static_cast<std::uint8_t>(number));
}
VisibleEntry entry(ScopeId scope, Shelf shelf, Date due) {
    return {{scope, read_case}, {shelf, due}};
}

class VisibilityTest : public store::testing::OpenStoreTest {
  protected:
    std::span<const store::Migration> migrations() const override { return identity::migrations(); }

    void put(TenantId tenant, StreamId case_id, const std::vector<VisibleEntry>& entries) {
        ASSERT_EQ(code_of(commit(tenant, visibility_replace(tenant, case_id, entries))), "");
    }
    void put(int number, const std::vector<VisibleEntry>& entries) {
        put(tenant_, case_number(number), entries);
    }
    ListPage list(const ListQuestion& question) {
        const auto reader = value_of(store().reader());
        return value_of(list_visible(*reader, question));
    }
    // The numbers of the cases on a page, in its order.
    std::vector<int> numbers(const ListQuestion& question) {
        std::vector<int> found;
        for (const auto& item : list(question).items) found.push_back(item.case_id.bytes()[15]);
        return found;
    }
    std::vector<VisibleRow> rows_of(StreamId case_id) {
        const auto reader = value_of(store().reader());
        return value_of(visible_rows(*reader, tenant_, case_id));
    }
    ListQuestion unassigned(std::vector<ScopeId> scopes) const {
        return {tenant_, std::move(scopes), {Shelf::Unassigned}};
    }
    // Forty cases in three scopes and on three shelves, many due on the same day.
    std::set<ListPosition> put_many() {
        std::set<ListPosition> placed;
        std::vector<store::Statement> statements;
        for (int i = 1; i <= 40; ++i) {
            const auto case_id = case_number(i * 37 % 41);
            const auto shelf = static_cast<Shelf>(1 + i % 3);
            std::vector<VisibleEntry> entries{entry(scope(1 + i % 3), shelf, day(i * 7 % 5))};
            if (i % 2 == 0) entries.push_back(entry(scope(1 + (i + 1) % 3), shelf, day(i * 7 % 5)));
            const auto more = visibility_replace(tenant_, case_id, entries);
            statements.insert(statements.end(), more.begin(), more.end());
            placed.insert({day(i * 7 % 5), case_id});
        }
        EXPECT_EQ(code_of(commit(tenant_, statements)), "");
        return placed;
    }
    ListQuestion everything(int limit) const {
        return {tenant_,
                {scope(1), scope(2), scope(3)},
                {Shelf::Unassigned, Shelf::InWork, Shelf::Waiting},
                {},
                limit};
    }
    // From the first page to the last.
    std::vector<ListPosition> leaf_through(ListQuestion question) {
        std::vector<ListPosition> seen;
        for (bool more = true; more && seen.size() < 1000;) {
            const auto page = list(question);
            EXPECT_LE(page.items.size(), static_cast<std::size_t>(question.limit));
            seen.insert(seen.end(), page.items.begin(), page.items.end());
            more = page.more && !page.items.empty();
            if (more) question.after = seen.back();
        }
        return seen;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, VisibilityTest, store::testing::databases(),
                         store::testing::database_name);

TEST(Visibility, NumbersOfShelvesAreFrozen) {
    EXPECT_EQ(static_cast<int>(Shelf::Hidden), 0);
    EXPECT_EQ(static_cast<int>(Shelf::Unassigned), 1);
    EXPECT_EQ(static_cast<int>(Shelf::InWork), 2);
    EXPECT_EQ(static_cast<int>(Shelf::Waiting), 3);
    EXPECT_EQ(static_cast<int>(Shelf::Done), 4);
    EXPECT_EQ(static_cast<int>(Shelf::RetentionEnded), 5);
}

TEST_P(VisibilityTest, RowsOfACaseAreThoseWrittenLast) {
    put(1, {entry(scope(1), Shelf::Unassigned, day(1)), entry(scope(2), Shelf::Hidden, day(1))});
    put(1, {entry(scope(3), Shelf::InWork, day(1))});
    EXPECT_EQ(rows_of(case_number(1)), (std::vector<VisibleRow>{{scope(3), read_case}}));
    EXPECT_TRUE(numbers(unassigned({scope(1), scope(2)})).empty());
}

TEST_P(VisibilityTest, RowsOfOneCaseLeaveThoseOfOthersAlone) {
    put(1, {entry(scope(1), Shelf::Unassigned, day(1))});
    put(2, {entry(scope(1), Shelf::Unassigned, day(2))});
    put(1, {});
    EXPECT_TRUE(rows_of(case_number(1)).empty());
    EXPECT_EQ(numbers(unassigned({scope(1)})), std::vector{2});
}

TEST_P(VisibilityTest, EarliestDueDateComesFirst) {
    put(1, {entry(scope(1), Shelf::Unassigned, day(20))});  // in March
    put(2, {entry(scope(1), Shelf::Unassigned, day(3))});
    put(3, {entry(scope(2), Shelf::Unassigned, day(9))});
    put(4, {entry(scope(1), Shelf::Unassigned, day(-60))});  // in the year before
    EXPECT_EQ(numbers(unassigned({scope(1), scope(2)})), (std::vector{4, 2, 3, 1}));
}

TEST_P(VisibilityTest, CasesDueOnOneDayHaveAnOrderAsWell) {
    for (const int number : {3, 1, 2})
        put(number, {entry(scope(number % 2), Shelf::Unassigned, day(1))});
    EXPECT_EQ(numbers(unassigned({scope(0), scope(1)})), (std::vector{1, 2, 3}));
}

TEST_P(VisibilityTest, OnlyTheShelvesAskedForAreListed) {
    put(1, {entry(scope(1), Shelf::Unassigned, day(1))});
    put(2, {entry(scope(1), Shelf::InWork, day(2))});
    put(3, {entry(scope(1), Shelf::Done, day(3))});
    put(4, {entry(scope(1), Shelf::Hidden, day(4))});
    EXPECT_EQ(numbers({tenant_, {scope(1)}, {Shelf::Done, Shelf::Unassigned}}),
              (std::vector{1, 3}));
    EXPECT_TRUE(numbers({tenant_, {scope(1)}, {}}).empty());
}

TEST_P(VisibilityTest, OnlyTheScopesAskedForAreListed) {
    put(1, {entry(scope(1), Shelf::Unassigned, day(1))});
    put(2, {entry(scope(2), Shelf::Unassigned, day(1))});
    EXPECT_EQ(numbers(unassigned({scope(2)})), std::vector{2});
    EXPECT_TRUE(numbers(unassigned({})).empty());
}

TEST_P(VisibilityTest, ACaseSeenThroughTwoScopesStandsOnce) {
    put(1, {entry(scope(1), Shelf::Unassigned, day(1)), entry(scope(2), Shelf::InWork, day(1))});
    const auto page =
        list({tenant_, {scope(1), scope(2), scope(1)}, {Shelf::Unassigned, Shelf::InWork}, {}, 1});
    EXPECT_EQ(page.items.size(), 1u);
    EXPECT_FALSE(page.more);
}

TEST_P(VisibilityTest, PagesOverScopesAndShelvesHaveNoGapAndNoDouble) {
    const auto placed = put_many();
    const std::vector<ListPosition> expected(placed.begin(), placed.end());
    for (const int limit : {1, 7, 20, 40, 100})
        EXPECT_EQ(leaf_through(everything(limit)), expected) << limit;
}

TEST_P(VisibilityTest, APageSaysWhetherMoreFollows) {
    put_many();
    EXPECT_TRUE(list(everything(39)).more);
    EXPECT_FALSE(list(everything(40)).more);
    EXPECT_FALSE(list(everything(41)).more);
}

TEST_P(VisibilityTest, ACaseAddedBeforeAPageDoesNotMoveTheNextOne) {
    const auto placed = put_many();
    auto question = everything(10);
    question.after = list(question).items.back();
    put(60, {entry(scope(1), Shelf::Unassigned, day(-5))});
    EXPECT_EQ(list(question).items.front(), *std::next(placed.begin(), 10));
}

TEST_P(VisibilityTest, MoreScopesThanAPersonMayHaveAreNotAsked) {
    std::vector<ScopeId> scopes;
    for (int i = 1; i <= static_cast<int>(limits::scopes) + 1; ++i) {
        scopes.push_back(scope(i));
        put(i, {entry(scope(i), Shelf::Unassigned, day(100 - i))});
    }
    auto question = unassigned(scopes);
    question.limit = 100;
    const auto found = numbers(question);
    EXPECT_EQ(found.size(), 32u);
    EXPECT_EQ(found.front(), 32);  // the 33rd would be due before it
}

TEST_P(VisibilityTest, CasesOfAnotherTenantAreNeverListed) {
    const auto other = id<TenantId>(2);
    put(other, case_number(1), {entry(scope(1), Shelf::Unassigned, day(1))});
    put(other, case_number(2), {entry(scope(1), Shelf::Unassigned, day(1))});
    put(2, {entry(scope(1), Shelf::Unassigned, day(2))});
    EXPECT_EQ(numbers(unassigned({scope(1)})), std::vector{2});
    EXPECT_TRUE(rows_of(case_number(1)).empty());
}

TEST_P(VisibilityTest, WritingOneTenantsRowsLeavesThoseOfAnotherAlone) {
    put(1, {entry(scope(1), Shelf::Unassigned, day(1))});
    put(id<TenantId>(2), case_number(1), {});
    EXPECT_EQ(numbers(unassigned({scope(1)})), std::vector{1});
}

TEST_P(VisibilityTest, AListIsARangeScan) {
    const auto reader = value_of(store().reader());
    store::Values values{store::of(tenant_), store::of(day(1)), store::of(case_number(1)),
                         std::int64_t{26}};
    for (std::size_t scans = 1; scans <= 3; ++scans) {
        values.push_back(store::of(scope(1)));
        values.push_back(std::int64_t{1});
        const auto plan =
            value_of(store::testing::plan_of(*reader, visible_list_sql(scans), values));
        EXPECT_TRUE(store::testing::uses_no_scan_or_sort(plan)) << plan;
    }
}

TEST_P(VisibilityTest, AListOfManyScopesAndShelvesIsWhole) {
    ListQuestion question{.tenant = tenant_, .shelves = {Shelf::Unassigned, Shelf::InWork}};
    std::vector<int> wanted;
    for (int number = 1; number <= 11; ++number) {
        const auto shelf = number % 2 == 0 ? Shelf::InWork : Shelf::Unassigned;
        put(number, {entry(scope(number), shelf, day(number))});
        question.scopes.push_back(scope(number));
        wanted.push_back(number);
    }
    EXPECT_EQ(numbers(question), wanted);
}

}  // namespace
}  // namespace dw::identity
