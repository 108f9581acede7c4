// Letters from the decision to the post and back, on every database.
#include <gtest/gtest.h>

#include <algorithm>

#include "cases/cases_fixture.h"
#include "store/projection.h"

namespace dw::cases {
namespace {

using testing::code_of;

constexpr std::string_view duesseldorf = "051110000000", hannover_town = "032410001001";

class Posting : public testing::CasesTest {
  protected:
    // Decided on the day the clock shows, for somebody who gets letters.
    CaseId decided_at(std::string_view place, const std::string& outcome = "festgesetzt") {
        auto sent = submission();
        sent.place = *Ars::parse(place);
        sent.applicant.email.clear();
        const auto id = open_case(sent).id;
        const auto decided =
            cases().decide(who("clara"), id, file_of("clara", id).state.sequence, outcome,
                           "Bruno lebt bei Ihnen.", Json::object({{"jahresbetrag", 12000}}));
        EXPECT_TRUE(decided) << (decided ? "" : decided.error().code);
        return id;
    }
    Letter letter_of(CaseId id) {
        const auto letters = file_of("clara", id).state.letters;
        EXPECT_EQ(letters.size(), 1U);
        return letters.empty() ? Letter{} : letters.front();
    }
    void go_to(std::string_view day) {
        const auto noon = std::chrono::sys_days{*parse_date(day)} + std::chrono::hours(12);
        const auto now = std::chrono::time_point_cast<Instant::duration>(clock().now());
        clock().advance(std::chrono::duration_cast<std::chrono::seconds>(Instant(noon) - now));
    }
    std::vector<CaseId> waiting_for(const std::string& name) {
        const auto letters = cases().letters_to_post(who(name));
        EXPECT_TRUE(letters) << (letters ? "" : letters.error().code);
        std::vector<CaseId> ids;
        for (const auto& line : letters.value_or({})) ids.push_back(line.id);
        return ids;
    }
    std::string last_day(CaseId id, std::string_view decided) {
        const auto file = file_of("clara", id);
        const auto until =
            cases().open_until(file.state, file.state.letters.front(), *parse_date(decided));
        return until ? to_string(until->last_day) : until.error().code;
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, Posting, store::testing::databases(),
                         store::testing::database_name);

TEST_P(Posting, DecidedOnFridayPostedOnMondayHasTheLastDayOfThePlace) {
    go_to("2027-09-24");  // a Friday
    const auto nw = decided_at(duesseldorf), ni = decided_at(hannover_town);
    EXPECT_EQ(waiting_for("jan").size(), 2U) << "whoever is in the building";
    go_to("2027-09-27");
    for (const auto id : {nw, ni}) {
        EXPECT_EQ(last_day(id, "2027-09-24"), "cases.not_known") << "it still lies in the office";
        ASSERT_TRUE(
            cases().post_letter(who("jan"), id, letter_of(id).sequence, *parse_date("2027-09-27")));
    }
    EXPECT_EQ(last_day(nw, "2027-09-24"), "2027-11-02");
    EXPECT_EQ(last_day(ni, "2027-09-24"), "2027-11-01");
    EXPECT_TRUE(waiting_for("jan").empty());
    EXPECT_EQ(letter_of(nw).posted->by, who("jan").person);
}

TEST_P(Posting, WhatCameBackCountsAsKnownNoMoreAndGoesOnceMore) {
    const auto id = decided_at(duesseldorf);
    const auto letter = letter_of(id).sequence;
    const Date today = *letter_of(id).ordered;
    const auto& jan = who("jan");
    EXPECT_EQ(code_of(cases().return_letter(jan, id, letter, "verzogen")),
              "case.letter_not_posted");
    ASSERT_TRUE(cases().post_letter(jan, id, letter, today));
    EXPECT_EQ(code_of(cases().post_letter(jan, id, letter, today)), "case.letter_posted");
    EXPECT_EQ(code_of(cases().return_letter(jan, id, letter, "  ")), "case.empty_text");
    ASSERT_TRUE(cases().return_letter(jan, id, letter, "verzogen"));
    EXPECT_EQ(last_day(id, to_string(today)), "cases.not_known");
    EXPECT_TRUE(waiting_for("jan").empty());
    EXPECT_EQ(code_of(cases().order_letter(jan, id, letter, PostalAddress{"Weg 2", "", "Kiel"})),
              "case.no_address");
    ASSERT_TRUE(cases().order_letter(jan, id, letter, PostalAddress{"Weg 2", "24103", "Kiel"}));
    const auto file = file_of("clara", id);
    EXPECT_EQ(file.state.applicant.street, "Weg 2");
    EXPECT_EQ(file.state.applicant.family_name, "Muster");
    EXPECT_EQ(waiting_for("jan"), std::vector{id});
    EXPECT_EQ(file_of("clara", id).state.letters.size(), 1U);
    ASSERT_TRUE(cases().post_letter(jan, id, letter, today));
    EXPECT_NE(last_day(id, to_string(today)), "cases.not_known");
}

TEST_P(Posting, TheDayIsNotBeforeTheLetterAndNotInTheFuture) {
    const auto id = decided_at(duesseldorf);
    const auto letter = letter_of(id);
    for (const int shift : {-1, 1})
        EXPECT_EQ(
            code_of(cases().post_letter(who("jan"), id, letter.sequence,
                                        days_after(*letter.ordered, std::chrono::days(shift)))),
            "case.letter_day");
    EXPECT_EQ(code_of(cases().post_letter(who("jan"), id, 99, *letter.ordered)), "case.no_letter");
    EXPECT_EQ(waiting_for("jan"), std::vector{id});
}

TEST_P(Posting, OthersNeitherSeeNorPostIt) {
    const auto id = decided_at(duesseldorf);
    const auto letter = letter_of(id);
    EXPECT_TRUE(waiting_for("otto").empty()) << "of another team";
    EXPECT_TRUE(waiting_for("hanna").empty()) << "of another town";
    EXPECT_EQ(waiting_for("lena"), std::vector{id}) << "leads the office";
    EXPECT_EQ(code_of(cases().letters_to_post(who("ada"))), "cases.denied");
    for (const auto* name : {"otto", "hanna", "ada"})
        EXPECT_EQ(code_of(cases().post_letter(who(name), id, letter.sequence, *letter.ordered)),
                  "cases.none")
            << name;
    EXPECT_EQ(waiting_for("jan"), std::vector{id});
}

TEST_P(Posting, OnlyWhoeverGetsLettersWaitsForThePost) {
    auto agreed = submission();
    agreed.reads_online = true;
    const auto id = open_case(agreed).id;
    ASSERT_TRUE(cases().decide(who("clara"), id, 3, "bestaetigt", ""));
    EXPECT_TRUE(waiting_for("jan").empty());
    decided_at(duesseldorf, "bestaetigt");
    EXPECT_EQ(waiting_for("jan").size(), 1U);
}

TEST_P(Posting, TheListIsMadeAgainFromTheLog) {
    const auto waits = decided_at(duesseldorf), gone = decided_at(duesseldorf);
    ASSERT_TRUE(
        cases().post_letter(who("jan"), gone, letter_of(gone).sequence, *letter_of(gone).ordered));
    const auto before = lines("select * from case_letter");
    EXPECT_EQ(before.size(), 1U);
    ASSERT_TRUE(commit(bremerhaven(), {{"delete from case_letter", {}}}));
    {
        const auto writer = store().database().connect(store::Access::Write);
        ASSERT_TRUE(writer);
        ASSERT_TRUE(store::rebuild(**writer, store().keys(), {case_projection(store().keys())}));
    }
    EXPECT_EQ(lines("select * from case_letter"), before);
    EXPECT_EQ(waiting_for("jan"), std::vector{waits});
}

TEST_P(Posting, DestroyedCasesLeaveNoLetter) {
    decided_at(duesseldorf);
    EXPECT_EQ(end_of_retention(), 1);
    EXPECT_EQ(count("select count(*) from case_letter"), 0);
}

}  // namespace
}  // namespace dw::cases
