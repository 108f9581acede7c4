// Decisions that are kept ready for whoever agreed, on every database.
#include <gtest/gtest.h>

#include <algorithm>

#include "cases/cases_fixture.h"
#include "cases/status_access.h"
#include "store/projection.h"
#include "web/page.h"

namespace dw::cases {
namespace {

constexpr std::string_view duesseldorf = "051110000000", bremerhaven_town = "040120000000";

class Retrieval : public testing::CasesTest {
  protected:
    void SetUp() override {
        CasesTest::SetUp();
        go_to("2027-09-20");
    }
    forms::Submission agreed(std::string_view place = bremerhaven_town) {
        auto sent = submission();
        sent.place = *Ars::parse(place);
        sent.reads_online = true;
        return sent;
    }
    CaseId decided(const forms::Submission& sent) {
        const auto id = open_case(sent).id;
        const auto done =
            cases().decide(who("clara"), id, file_of("clara", id).state.sequence, "festgesetzt",
                           "Bruno lebt bei Ihnen.", Json::object({{"jahresbetrag", 12000}}));
        EXPECT_TRUE(done) << (done ? "" : done.error().code);
        return id;
    }
    void go_to(std::string_view day) {
        const auto noon = std::chrono::sys_days{*parse_date(day)} + std::chrono::hours(12);
        const auto now = std::chrono::time_point_cast<Instant::duration>(clock().now());
        clock().advance(std::chrono::duration_cast<std::chrono::seconds>(Instant(noon) - now));
    }
    Letter letter_of(CaseId id) {
        const auto letters = file_of("clara", id).state.letters;
        EXPECT_EQ(letters.size(), 1U);
        return letters.empty() ? Letter{} : letters.front();
    }
    void retrieve(CaseId id, std::string_view day) {
        go_to(day);
        EXPECT_TRUE(act_as_party(cases(), {bremerhaven(), id}, Retrieve{*parse_date(day)}));
    }
    std::string known_and_last(CaseId id, std::string_view decided_on) {
        const auto file = file_of("clara", id);
        const auto until =
            cases().open_until(file.state, file.state.letters.front(), *parse_date(decided_on));
        return until ? to_string(until->starts) + " " + to_string(until->last_day)
                     : until.error().code;
    }
    std::vector<std::string> kinds_of(CaseId id) {
        std::vector<std::string> kinds;
        for (const auto& entry : file_of("clara", id).history) kinds.push_back(entry.kind);
        return kinds;
    }
    std::size_t waiting() {
        const auto letters = cases().letters_to_post(who("jan"));
        return letters ? letters->size() : 99;
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, Retrieval, store::testing::databases(),
                         store::testing::database_name);

TEST_P(Retrieval, WithConsentTheDecisionWaitsAndCountsOnceItIsRetrieved) {
    const auto id = decided(agreed(duesseldorf));
    EXPECT_TRUE(letter_of(id).waits_online());
    EXPECT_EQ(letter_of(id).provided->until, *parse_date("2027-09-30"));
    EXPECT_EQ(waiting(), 0U) << "nothing to post";
    EXPECT_EQ(known_and_last(id, "2027-09-20"), "cases.not_known");
    retrieve(id, "2027-09-28");
    // Taxes: the fourth day after the notice was the 24th; the later day counts.
    EXPECT_EQ(known_and_last(id, "2027-09-20"), "2027-09-28 2027-10-28");
    const auto kinds = kinds_of(id);
    retrieve(id, "2027-09-29");
    EXPECT_EQ(kinds_of(id), kinds) << "only the first time counts";
    go_to("2027-10-20");
    EXPECT_EQ(cases().end_provisions().value_or(-1), 0);
    EXPECT_EQ(waiting(), 0U);
}

TEST_P(Retrieval, WithoutConsentItGoesByPost) {
    const auto id = decided(submission());
    EXPECT_FALSE(letter_of(id).provided);
    EXPECT_EQ(waiting(), 1U);
    auto no_address = agreed();
    no_address.applicant.email.clear();
    EXPECT_FALSE(letter_of(decided(no_address)).provided) << "nobody could be told";
    EXPECT_EQ(waiting(), 2U);
}

class PostOnly : public Retrieval {
  protected:
    std::vector<forms::Package> packages() const override {
        auto package = forms::sample_package();
        package.announcement = {};
        return {package};
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, PostOnly, store::testing::databases(),
                         store::testing::database_name);

TEST_P(PostOnly, WithoutALawThatAllowsItConsentChangesNothing) {
    const auto id = decided(agreed(duesseldorf));
    EXPECT_FALSE(file_of("clara", id).state.applicant.reads_online) << "nobody could agree to it";
    EXPECT_FALSE(letter_of(id).provided);
    EXPECT_TRUE(letter_of(id).waits());
    EXPECT_EQ(waiting(), 1U);
}

TEST_P(Retrieval, NotRetrievedInTimeItIsNotAnnouncedAndGoesByPostOnce) {
    const auto id = decided(agreed(duesseldorf));
    go_to("2027-09-30");
    EXPECT_EQ(cases().end_provisions().value_or(-1), 0) << "the last day belongs to it";
    go_to("2027-10-01");
    EXPECT_EQ(cases().end_provisions().value_or(-1), 1);
    EXPECT_EQ(cases().end_provisions().value_or(-1), 0);
    EXPECT_EQ(waiting(), 1U);
    EXPECT_EQ(letter_of(id).not_retrieved, *parse_date("2027-10-01"));
    EXPECT_EQ(known_and_last(id, "2027-09-20"), "cases.not_known");
    const auto kinds = kinds_of(id);
    retrieve(id, "2027-10-02");
    EXPECT_EQ(kinds_of(id), kinds) << "reading it later announces nothing";
    ASSERT_TRUE(
        cases().post_letter(who("jan"), id, letter_of(id).sequence, *parse_date("2027-10-02")));
    EXPECT_EQ(known_and_last(id, "2027-09-20"), "2027-10-06 2027-11-08");
}

TEST_P(Retrieval, TheDayAfterTheLastIsTooLateEvenBeforeTheTimer) {
    const auto id = decided(agreed());
    retrieve(id, "2027-10-01");
    EXPECT_FALSE(letter_of(id).retrieved);
}

TEST_P(Retrieval, WhoTakesTheConsentBackGetsItByPost) {
    const auto waiting_one = decided(agreed()), undecided = open_case(agreed()).id;
    for (const auto& id : {waiting_one, undecided})
        EXPECT_TRUE(act_as_party(cases(), {bremerhaven(), id},
                                 OutcomeCommand{TakeConsentBack{*parse_date("2027-09-21")}}));
    EXPECT_EQ(waiting(), 1U) << "what is ready and not opened goes by post";
    EXPECT_EQ(letter_of(waiting_one).not_retrieved, *parse_date("2027-09-21"));
    const auto file = file_of("clara", undecided);
    EXPECT_FALSE(file.state.applicant.reads_online);
    ASSERT_TRUE(cases().decide(who("clara"), undecided, file.state.sequence, "festgesetzt",
                               "Bruno lebt bei Ihnen.", Json::object({{"jahresbetrag", 12000}})));
    EXPECT_EQ(waiting(), 2U);
    const auto again = act_as_party(cases(), {bremerhaven(), undecided},
                                    OutcomeCommand{TakeConsentBack{*parse_date("2027-09-21")}});
    EXPECT_FALSE(again);
}

TEST_P(Retrieval, TheTimerIsSetAgainFromTheLog) {
    decided(agreed());
    ASSERT_TRUE(
        commit(bremerhaven(), {{"delete from due_timer where kind = 'case.retrieval'", {}}}));
    {
        const auto writer = store().database().connect(store::Access::Write);
        ASSERT_TRUE(writer);
        ASSERT_TRUE(store::rebuild(**writer, store().keys(), {case_projection(store().keys())}));
    }
    go_to("2027-10-05");
    EXPECT_EQ(cases().end_provisions().value_or(-1), 1);
    EXPECT_EQ(waiting(), 1U);
}

TEST_P(Retrieval, DestroyedCasesLeaveNoTimer) {
    decided(agreed());
    EXPECT_EQ(end_of_retention(), 1);
    EXPECT_EQ(count("select count(*) from due_timer where kind = 'case.retrieval'"), 0);
    EXPECT_EQ(cases().end_provisions().value_or(-1), 0);
}

}  // namespace
}  // namespace dw::cases
