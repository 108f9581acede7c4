// The inbox on every database: shelves, order and pages.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "cases/cases_fixture.h"
#include "cases/status_access.h"

namespace dw::cases {
namespace {

using namespace std::chrono_literals;
using testing::code_of;

class CasesInbox : public testing::CasesTest {
  protected:
    CaseId received_on(Date day) { return open_case(submission(), {.received = day}).id; }
    // Nine cases on three shelves; three days, so that several are due on the same one.
    std::set<CaseId> nine_cases() {
        std::set<CaseId> all;
        for (const Date day : {2026y / 2 / 6, 2026y / 2 / 2, 2026y / 2 / 4})
            for (const auto* fate : {"untouched", "taken", "asked"}) {
                const auto id = received_on(day);
                all.insert(id);
                live(id, fate);
            }
        return all;
    }
    void live(CaseId id, const std::string& fate) {
        if (fate == "untouched") return;
        ASSERT_TRUE(cases().take(who("clara"), id, 3));
        if (fate == "taken") return;
        ASSERT_TRUE(cases().send_message(who("clara"), id, 4, "Rasse?", AnswerWanted::Yes));
    }
    InboxPage page(const std::string& name, Inbox inbox, const std::string& cursor, int limit) {
        auto page = cases().inbox(who(name), inbox, cursor, limit);
        EXPECT_TRUE(page.has_value()) << (page ? "" : page.error().message);
        return page ? *std::move(page) : InboxPage{};
    }
    std::vector<CaseId> ids(const std::string& name, Inbox inbox) {
        std::vector<CaseId> found;
        for (const auto& row : page(name, inbox, "", 100).rows) found.push_back(row.id);
        return found;
    }
    using Ids = std::vector<CaseId>;
};

INSTANTIATE_TEST_SUITE_P(Databases, CasesInbox, store::testing::databases(),
                         store::testing::database_name);

TEST_P(CasesInbox, PagesFollowEachOtherWithoutGapOrDoubleEarliestDueFirst) {
    const auto all = nine_cases();
    for (const int limit : {1, 2, 4}) {
        SCOPED_TRACE(limit);
        std::vector<InboxRow> seen;
        std::string cursor;
        std::size_t pages = 0;
        do {
            const auto next = page("jan", Inbox::Team, cursor, limit);
            ASSERT_LE(next.rows.size(), static_cast<std::size_t>(limit));
            ASSERT_FALSE(next.rows.empty());
            seen.insert(seen.end(), next.rows.begin(), next.rows.end());
            cursor = next.next;
            ASSERT_LE(++pages, 9u);
        } while (!cursor.empty());
        EXPECT_GT(pages, 2u);
        EXPECT_TRUE(std::ranges::is_sorted(seen, {}, &InboxRow::due));
        std::set<CaseId> distinct;
        for (const auto& row : seen) distinct.insert(row.id);
        EXPECT_EQ(distinct, all);
        EXPECT_EQ(seen.size(), all.size()) << "no case twice";
    }
}

TEST_P(CasesInbox, AFullLastPageHasNoNextOne) {
    nine_cases();
    const auto first = page("jan", Inbox::Team, "", 3);
    const auto second = page("jan", Inbox::Team, first.next, 3);
    const auto third = page("jan", Inbox::Team, second.next, 3);
    EXPECT_EQ(third.rows.size(), 3u);
    EXPECT_EQ(third.next, "");
    EXPECT_EQ(page("jan", Inbox::Team, "", 9).next, "");
}

TEST_P(CasesInbox, WhatMovesBetweenTwoPagesIsNeitherLostNorShownTwice) {
    const auto all = nine_cases();
    const auto first = page("jan", Inbox::Team, "", 4);
    std::set<CaseId> seen;
    for (const auto& row : first.rows) seen.insert(row.id);
    // All that nobody had goes to another shelf, on both sides of the cursor.
    for (const auto id : ids("jan", Inbox::Unassigned))
        ASSERT_TRUE(cases().take(who("jan"), id, 3));
    const auto rest = page("jan", Inbox::Team, first.next, 9);
    for (const auto& row : rest.rows) EXPECT_TRUE(seen.insert(row.id).second);
    EXPECT_EQ(seen, all);
}

TEST_P(CasesInbox, EachCaseStandsOnTheShelfOfItsState) {
    const auto untouched = received_on(2026y / 2 / 2);
    const auto taken = received_on(2026y / 2 / 3);
    const auto asked = received_on(2026y / 2 / 4);
    const auto decided = received_on(2026y / 2 / 5);
    const auto withdrawn = received_on(2026y / 2 / 6);
    live(taken, "taken");
    live(asked, "asked");
    ASSERT_TRUE(cases().decide(who("clara"), decided, 3, "bestaetigt", ""));
    ASSERT_TRUE(act_as_party(cases(), {bremerhaven(), withdrawn}, Withdraw{}));

    EXPECT_EQ(ids("clara", Inbox::Unassigned), Ids{untouched});
    EXPECT_EQ(ids("clara", Inbox::Mine), (Ids{taken, asked}));
    EXPECT_EQ(ids("clara", Inbox::Team), (Ids{untouched, taken, asked}));
    EXPECT_EQ(ids("clara", Inbox::Done), (Ids{decided, withdrawn}));
    EXPECT_EQ(ids("jan", Inbox::Mine), Ids{});
    EXPECT_EQ(ids("jan", Inbox::Team), (Ids{untouched, taken, asked}));
}

TEST_P(CasesInbox, ARowTellsWhatTheCaseIsAbout) {
    const auto opened = open_case(submission(), {.received = 2026y / 2 / 2});
    ASSERT_TRUE(cases().decide(who("clara"), opened.id, 3, "bestaetigt", ""));
    const auto rows = page("jan", Inbox::Done, "", 10).rows;
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].number, opened.number);
    EXPECT_EQ(rows[0].subject, "Elif Muster");
    EXPECT_EQ(rows[0].state, State::Decided);
    EXPECT_EQ(rows[0].outcome, "bestaetigt");
    EXPECT_EQ(rows[0].received, Date(2026y / 2 / 2));
    EXPECT_EQ(rows[0].due, opened.due);
    EXPECT_EQ(rows[0].holder, "clara");
    EXPECT_EQ(rows[0].package_name, forms::sample_package().name);
}

TEST_P(CasesInbox, PeopleOutsideTheTeamSeeNothing) {
    nine_cases();
    for (const auto inbox : {Inbox::Mine, Inbox::Team, Inbox::Unassigned, Inbox::Done}) {
        EXPECT_EQ(ids("hanna", inbox), Ids{});
        EXPECT_EQ(ids("otto", inbox), Ids{});
        EXPECT_EQ(code_of(cases().inbox(who("ada"), inbox, "", 10)), "cases.list");
    }
}

TEST_P(CasesInbox, ACursorThatIsNoneIsRefused) {
    const std::string id = open_case().id.to_string();
    for (const std::string& cursor :
         {std::string("x"), std::string("2026-02-30_") + id, std::string("2026-03-02_"),
          "2026-03-02_" + id + "0", "2026-03-02" + id, std::string("_")})
        EXPECT_EQ(code_of(cases().inbox(who("jan"), Inbox::Team, cursor, 10)), "cases.cursor")
            << cursor;
}

}  // namespace
}  // namespace dw::cases
