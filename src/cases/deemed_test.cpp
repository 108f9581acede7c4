// What counts as withdrawn or approved because a day went by, on every database.
#include <gtest/gtest.h>

#include "cases/cases_fixture.h"
#include "cases/status_access.h"
#include "terms/berlin.h"
#include "web/page.h"

namespace dw::cases {
namespace {

using testing::code_of;

class Deemed : public testing::CasesTest {
  protected:
    void SetUp() override {
        CasesTest::SetUp();
        web::set_site({.example = true});
        go_to("2027-03-01");
    }
    void TearDown() override {
        web::set_site({});
        CasesTest::TearDown();
    }
    std::vector<forms::Package> packages() const override {
        auto package = forms::sample_package();
        package.deadlines = {"bauo_nrw_71", "vwvfg_42a"};
        return {package};
    }
    void go_to(std::string_view day) {
        const auto noon = std::chrono::sys_days{*parse_date(day)} + std::chrono::hours(12);
        const auto now = std::chrono::time_point_cast<Instant::duration>(clock().now());
        clock().advance(std::chrono::duration_cast<std::chrono::seconds>(Instant(noon) - now));
    }
    CaseId opened(std::string_view place = "051110000000") {
        auto sent = submission();
        sent.place = *Ars::parse(place);
        const auto id = open_case(sent).id;
        EXPECT_TRUE(cases().take(who("clara"), id, state_of(id).sequence));
        return id;
    }
    CaseState state_of(CaseId id) { return file_of("clara", id).state; }
    Result<store::Receipt> ask(CaseId id) {
        return cases().ask(
            who("clara"), id, state_of(id).sequence,
            {"Es fehlt der Lageplan.", Purpose::Papers, *parse_date("2027-03-31"), "bauo_nrw_71"});
    }
    void post(CaseId id, std::string_view day) {
        go_to(day);
        const auto letter = state_of(id).question->message;
        const auto posted = cases().post_letter(who("jan"), id, letter, *parse_date(day));
        EXPECT_TRUE(posted) << (posted ? "" : posted.error().code);
    }
    int pass_days() { return cases().pass_days().value_or(-1); }
};

INSTANTIATE_TEST_SUITE_P(Databases, Deemed, store::testing::databases(),
                         store::testing::database_name);

TEST_P(Deemed, WhoDoesNotAnswerARequestWithThatNoticeHasWithdrawn) {
    const auto id = opened();
    ASSERT_TRUE(ask(id));
    EXPECT_NE(state_of(id).messages.back().sent.text.find("31. März 2027"), std::string::npos);
    ASSERT_EQ(state_of(id).letters.size(), 1U) << "by post also to who reads online";
    post(id, "2027-03-02");
    go_to("2027-03-31");
    pass_days();
    EXPECT_TRUE(state_of(id).is_open()) << "the last day belongs to the period";
    go_to("2027-04-01");
    EXPECT_EQ(pass_days(), 1);
    EXPECT_EQ(pass_days(), 0) << "once";
    const auto state = state_of(id);
    EXPECT_EQ(state.state, State::Withdrawn);
    ASSERT_TRUE(state.deemed_withdrawn);
    EXPECT_EQ(state.deemed_withdrawn->law, "bauo_nrw_71");
    EXPECT_EQ(state.deemed_withdrawn->last_day, *parse_date("2027-03-31"));
    EXPECT_TRUE(state.kept_until);
    EXPECT_EQ(count("select count(*) from due_timer where kind = 'case.alarm'"), 0);
}

TEST_P(Deemed, SilenceDoesNothingWhenTheLetterWasNotKnownInTime) {
    const auto not_posted = opened(), late = opened(), returned = opened();
    for (const auto& id : {not_posted, late, returned}) ASSERT_TRUE(ask(id));
    post(returned, "2027-03-02");
    ASSERT_TRUE(cases().return_letter(who("jan"), returned, state_of(returned).question->message,
                                      "unbekannt verzogen"));
    // Known on the fourth day, which is the last one of the period.
    post(late, "2027-03-27");
    go_to("2027-04-01");
    EXPECT_EQ(pass_days(), 3);
    for (const auto& id : {not_posted, late, returned}) {
        EXPECT_EQ(state_of(id).state, State::WaitingForApplicant);
        EXPECT_TRUE(state_of(id).question->is_overdue);
        EXPECT_FALSE(state_of(id).deemed_withdrawn);
    }
}

TEST_P(Deemed, AnAnswerKeepsTheApplication) {
    const auto id = opened();
    ASSERT_TRUE(ask(id));
    post(id, "2027-03-02");
    const MessageSent answer{.message = MessageId::make(clock(), random()),
                             .direction = Direction::FromApplicant,
                             .text = "Hier ist er."};
    ASSERT_TRUE(act_as_party(cases(), {bremerhaven(), id}, SendMessage{answer}));
    go_to("2027-04-01");
    pass_days();
    EXPECT_TRUE(state_of(id).is_open());
}

TEST_P(Deemed, OnlyWhereALawOfThatPlaceSaysSo) {
    const auto id = opened("040120000000");
    EXPECT_FALSE(cases().withdrawal_law(state_of(id)));
    EXPECT_EQ(code_of(ask(id)), "case.no_withdrawal_law");
    const auto here = opened();
    ASSERT_TRUE(cases().withdrawal_law(state_of(here)));
    EXPECT_EQ(code_of(cases().ask(who("clara"), here, state_of(here).sequence,
                                  {"Wann?", Purpose::Papers, std::nullopt, "bauo_nrw_71"})),
              "case.no_withdrawal_law")
        << "without a day";
}

TEST_P(Deemed, AnApprovalIsCertifiedOnce) {
    const auto id = opened();
    EXPECT_EQ(code_of(cases().issue_certificate(who("clara"), id)), "case.not_deemed");
    EXPECT_FALSE(act_as_party(cases(), {bremerhaven(), id}, OutcomeCommand{AskCertificate{{}}}));
    go_to("2027-06-02");
    EXPECT_EQ(pass_days(), 1);
    ASSERT_TRUE(act_as_party(cases(), {bremerhaven(), id},
                             OutcomeCommand{AskCertificate{*parse_date("2027-06-02")}}));
    EXPECT_EQ(state_of(id).certificate_asked, parse_date("2027-06-02"));
    ASSERT_TRUE(cases().issue_certificate(who("clara"), id));
    const auto state = state_of(id);
    ASSERT_TRUE(state.certificate);
    EXPECT_EQ(state.certificate->last_day, *parse_date("2027-06-01"));
    ASSERT_EQ(state.letters.size(), 1U);
    EXPECT_TRUE(state.letters[0].waits()) << "in writing: by post";
    EXPECT_EQ(code_of(cases().issue_certificate(who("clara"), id)), "case.certificate_issued");
}

}  // namespace
}  // namespace dw::cases
