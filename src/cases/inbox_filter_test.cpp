// Filters of the inbox, on every database: what passes, page by page, and what people keep.
#include "cases/inbox_filter.h"

#include <gtest/gtest.h>

#include "cases/cases_fixture.h"
#include "terms/berlin.h"

namespace dw::cases {
namespace {

using namespace std::chrono_literals;
using testing::code_of;
using Due = InboxFilter::Due;
using Progress = InboxFilter::Progress;

TEST(InboxFilter, AnAddressHoldsItWholeAndWhatIsUnknownFiltersNothing) {
    const InboxFilter all{"hund anmelden", Due::Week, Progress::Waiting, true};
    EXPECT_EQ(to_query(all),
              "&leistung=hund%20anmelden&frist=woche&stand=wartet&bestand=angefochten");
    web::Fields fields;
    for (const auto& [name, value] : fields_of(all)) fields.add(name, value);
    EXPECT_EQ(filter_in(fields), all);
    EXPECT_EQ(to_query({}), "");
    web::Fields odd;
    odd.add("frist", "gestern");
    odd.add("stand", "' or 1=1");
    odd.add("bestand", "ewig");
    EXPECT_TRUE(filter_in(odd).is_empty());
    odd.add("leistung", std::string(5000, 'x'));
    EXPECT_EQ(filter_in(odd).package.size(), 100u) << "what is kept has an end";
}

TEST(InboxFilter, ALineMustFitEveryPart) {
    CaseLine line;
    line.package_name = "dog";
    line.state = State::InWork;
    line.due = 2026y / 2 / 10;
    const Date today = 2026y / 2 / 3;
    EXPECT_TRUE(matches({}, line, today));
    EXPECT_TRUE(matches({"dog", Due::Week, Progress::InWork}, line, today));
    EXPECT_FALSE(matches({"cat", Due::Any, Progress::Any}, line, today));
    EXPECT_FALSE(matches({"", Due::Overdue, Progress::Any}, line, today));
    EXPECT_FALSE(matches({"", Due::Week, Progress::Any}, line, 2026y / 2 / 2)) << "eight days";
    EXPECT_TRUE(matches({"", Due::Overdue, Progress::Any}, line, 2026y / 2 / 11));
    EXPECT_FALSE(matches({"", Due::Overdue, Progress::Any}, line, 2026y / 2 / 10)) << "due today";
    EXPECT_FALSE(matches({"", Due::Any, Progress::New}, line, today));
    EXPECT_FALSE(matches({"", Due::Any, Progress::Waiting}, line, today));
}

class InboxFilters : public testing::CasesTest {
  protected:
    // Six cases of three days; every second one is taken.
    void six_cases() {
        for (int day = 2; day <= 4; ++day)
            for (const bool taken : {false, true}) {
                const Date received = 2026y / 2 / day;
                const auto id = open_case(submission(), {.received = received}).id;
                if (taken) ASSERT_TRUE(cases().take(who("clara"), id, 3));
            }
    }
    InboxPage page(const InboxFilter& filter, const std::string& cursor = "", int limit = 25) {
        auto page = cases().inbox(who("jan"), Inbox::Team, cursor, limit, filter);
        EXPECT_TRUE(page) << (page ? "" : page.error().message);
        return page.value_or({});
    }
    NamedFilter named(const std::string& name) {
        return {InboxFilterId::make(clock(), random()), name, "/desk?sicht=team&frist=woche"};
    }
    std::vector<std::string> names(const std::string& person) {
        std::vector<std::string> all;
        const auto kept = named_filters(store(), who(person));
        EXPECT_TRUE(kept);
        for (const auto& filter : kept.value_or({})) all.push_back(filter.name);
        return all;
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, InboxFilters, store::testing::databases(),
                         store::testing::database_name);

TEST_P(InboxFilters, PagesFollowEachOtherWithoutGap) {
    six_cases();
    const InboxFilter taken{"", Due::Any, Progress::InWork};
    EXPECT_EQ(page(taken).rows.size(), 3u);
    EXPECT_EQ(page(taken).next, "");
    std::vector<CaseId> seen;
    std::string cursor;
    do {
        const auto next = page(taken, cursor, 1);
        for (const auto& row : next.rows) {
            EXPECT_EQ(row.state, State::InWork);
            seen.push_back(row.id);
        }
        cursor = next.next;
        ASSERT_LE(seen.size(), 3u);
    } while (!cursor.empty());
    std::vector<CaseId> whole;
    for (const auto& row : page(taken).rows) whole.push_back(row.id);
    EXPECT_EQ(seen, whole);
    EXPECT_TRUE(page({"no such service", Due::Any, Progress::Any}).rows.empty());
}

TEST_P(InboxFilters, WhatIsDueLaterIsLeftOut) {
    six_cases();
    const auto all = page({});
    const Date first = all.rows.front().due;
    ASSERT_LT(first, all.rows.back().due);
    clock().advance(std::chrono::sys_days{first} + 1 * 24h + 12h - clock().now());
    ASSERT_GT(berlin_date(clock().now()), first);
    for (const auto& row : page({"", Due::Overdue, Progress::Any}).rows)
        EXPECT_LT(row.due, berlin_date(clock().now()));
    EXPECT_FALSE(page({"", Due::Overdue, Progress::Any}).rows.empty());
    EXPECT_EQ(page({"", Due::Week, Progress::Any}).rows.size(), all.rows.size());
}

TEST_P(InboxFilters, PeopleKeepTheirOwnAndNobodyElses) {
    const auto mine = named("Überfälliges von Frau Geheim");
    ASSERT_TRUE(save_filter(store(), who("clara"), mine));
    ASSERT_TRUE(save_filter(store(), who("clara"), named("Andere")));
    EXPECT_EQ(names("clara"), (std::vector<std::string>{"Andere", mine.name}));
    EXPECT_EQ(named_filters(store(), who("clara"))->back().query, mine.query);
    EXPECT_TRUE(names("jan").empty());
    ASSERT_TRUE(remove_filter(store(), who("jan"), mine.id));
    EXPECT_EQ(names("clara").size(), 2u) << "jan cannot remove what is not his";
    for (const auto& line : contents()) {
        EXPECT_EQ(line.find("Geheim"), std::string::npos);
        EXPECT_EQ(line.find(to_hex(as_bytes("Geheim"))), std::string::npos);
    }
    ASSERT_TRUE(remove_filter(store(), who("clara"), mine.id));
    EXPECT_EQ(names("clara"), std::vector<std::string>{"Andere"});
}

TEST_P(InboxFilters, ThereIsAnEnd) {
    for (std::size_t i = 0; i < named_filters_most; ++i)
        ASSERT_TRUE(save_filter(store(), who("clara"), named("F" + std::to_string(i))));
    EXPECT_EQ(code_of(save_filter(store(), who("clara"), named("noch einer"))),
              "cases.filters_full");
}

}  // namespace
}  // namespace dw::cases
