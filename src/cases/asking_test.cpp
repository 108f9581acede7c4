// Questions with a day, and periods of the law, from the case to the timer, on every database.
#include <gtest/gtest.h>

#include <algorithm>

#include "cases/case_mail.h"
#include "cases/cases_fixture.h"
#include "cases/decision_rules.h"
#include "cases/status_answer.h"
#include "web/page.h"

namespace dw::cases {
namespace {

using namespace std::chrono_literals;
using testing::code_of;

constexpr std::string_view law = "vwvfg_42a";

class Asking : public testing::CasesTest {
  protected:
    void SetUp() override {
        CasesTest::SetUp();
        web::set_site({.example = true, .public_url = "https://amt.example"});
    }
    void TearDown() override {
        web::set_site({});
        CasesTest::TearDown();
    }
    std::vector<forms::Package> packages() const override {
        auto package = forms::sample_package();
        package.deadlines = {std::string(law)};
        package.answer_days = 10;
        return {package};
    }

    void go_to(Date day) {
        const Instant noon = std::chrono::sys_days{day} + std::chrono::hours(12);
        clock().advance(std::chrono::duration_cast<std::chrono::seconds>(noon - clock().now()));
    }
    CaseId opened_on(Date day) {
        go_to(day);
        const auto id = open_case().id;
        EXPECT_TRUE(cases().take(who("clara"), id, file_of("clara", id).state.sequence));
        return id;
    }
    CaseState state_of(CaseId id) { return file_of("clara", id).state; }
    Result<store::Receipt> ask(CaseId id, const Ask& question) {
        return cases().ask(who("clara"), id, state_of(id).sequence, question);
    }
    int pass_days() {
        const auto passed = cases().pass_days();
        EXPECT_TRUE(passed) << (passed ? "" : passed.error().message);
        return passed.value_or(-1);
    }
    RunningDeadline deadline_of(CaseId id) {
        const auto deadlines = state_of(id).deadlines;
        EXPECT_EQ(deadlines.size(), 1U);
        return deadlines.empty() ? RunningDeadline{} : deadlines.front();
    }
    std::vector<std::string> mails() {
        EXPECT_TRUE(cases().send_mail({}));
        const auto reader = store().reader();
        const auto found = example_mails(**reader, store().keys(), {bremerhaven()});
        std::vector<std::string> texts;
        for (const auto& each : *found) texts.push_back(each.mail.text);
        return texts;
    }
    bool is_in(Inbox inbox, CaseId id) {
        const auto page = cases().inbox(who("clara"), inbox, "", 25);
        EXPECT_TRUE(page);
        return page && std::ranges::find(page->rows, id, &InboxRow::id) != page->rows.end();
    }
    identity::Shelf shelf_of(CaseId id) { return audience(state_of(id)).back().placement.shelf; }

    // The answer as a browser sends it.
    web::Response answer(CaseId id, const std::string& text,
                         const std::vector<web::UploadedFile>& files) {
        const auto reader = store().reader();
        auto loaded = load_case(**reader, store().keys(), bremerhaven(), id);
        EXPECT_TRUE(loaded);
        web::Request request;
        request.form.add("antwort", text);
        request.files = files;
        return answer_route(cases(), request,
                            {.place = {bremerhaven(), id},
                             .depth = Depth::Content,
                             .expires_at = clock().now() + 1h,
                             .loaded = *std::move(loaded)});
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, Asking, store::testing::databases(),
                         store::testing::database_name);

TEST_P(Asking, AQuestionIsRememberedOnceAndComesBackWhenItsDayIsOver) {
    const auto id = opened_on(2027y / 9 / 1);
    ASSERT_TRUE(ask(id, {.text = "Welche Rasse?", .answer_by = 2027y / 9 / 15}));
    EXPECT_EQ(shelf_of(id), identity::Shelf::Waiting);
    EXPECT_EQ(pass_days(), 0);
    go_to(2027y / 9 / 12);
    EXPECT_EQ(pass_days(), 1);
    EXPECT_EQ(pass_days(), 0) << "once";
    const auto sent = mails();
    ASSERT_EQ(sent.size(), 3U);
    EXPECT_TRUE(std::ranges::any_of(sent, [](const std::string& text) {
        return text.find("erbeten bis Mittwoch, 15. September 2027") != std::string::npos;
    })) << sent.front();
    for (const auto& text : sent) EXPECT_EQ(text.find("Rasse"), std::string::npos);
    go_to(2027y / 9 / 15);
    EXPECT_EQ(pass_days(), 0) << "the whole day is in time";
    go_to(2027y / 9 / 16);
    EXPECT_EQ(pass_days(), 1);
    EXPECT_TRUE(state_of(id).question->is_overdue);
    EXPECT_EQ(state_of(id).state, State::WaitingForApplicant) << "an answer still counts";
    EXPECT_EQ(shelf_of(id), identity::Shelf::InWork);
    EXPECT_TRUE(is_in(Inbox::Mine, id));
    EXPECT_EQ(mails().size(), 3U);
}

TEST_P(Asking, WhoeverAnswersIsNotReminded) {
    const auto id = opened_on(2027y / 9 / 1);
    ASSERT_TRUE(ask(id, {.text = "Welche Rasse?", .answer_by = 2027y / 9 / 15}));
    EXPECT_EQ(answer(id, "Mischling", {}).status, 303);
    EXPECT_FALSE(state_of(id).question);
    go_to(2027y / 9 / 20);
    EXPECT_EQ(pass_days(), 0);
    EXPECT_EQ(mails().size(), 2U);
}

TEST_P(Asking, TheDayIsToComeAndHasADefaultOfThePackage) {
    const auto id = opened_on(2027y / 9 / 1);
    EXPECT_EQ(to_string(cases().answer_day(state_of(id))), "2027-09-13") << "the 11th is Saturday";
    EXPECT_EQ(code_of(ask(id, {.text = "?", .answer_by = 2027y / 9 / 1})), "case.answer_day");
    EXPECT_TRUE(ask(id, {.text = "?", .answer_by = 2027y / 9 / 2}));
    EXPECT_FALSE(state_of(id).question->remind_on) << "too short for a reminder";
}

TEST_P(Asking, AnAnswerBringsFilesTheOfficeReads) {
    const auto id = opened_on(2027y / 9 / 1);
    ASSERT_TRUE(ask(id, {.text = "Foto?", .purpose = Purpose::Papers}));
    const web::UploadedFile photo{.field = "unterlage-1",
                                  .name = "hund.png",
                                  .declared_type = "text/plain",
                                  .content = "\x89PNG\r\n\x1a\nBruno"};
    auto liar = photo;
    liar.name = "hund.pdf";
    EXPECT_EQ(answer(id, "", {}).status, 422);
    EXPECT_EQ(answer(id, "Hier", {photo, liar}).status, 422);
    EXPECT_TRUE(state_of(id).documents.empty()) << "all or nothing";
    EXPECT_EQ(answer(id, "", {photo}).status, 303);
    const auto state = state_of(id);
    ASSERT_EQ(state.documents.size(), 1U);
    EXPECT_EQ(state.documents[0].origin, "answer");
    EXPECT_EQ(state.messages.back().sent.documents, std::vector{state.documents[0].document});
    const auto content = cases().document(who("clara"), id, state.documents[0].document);
    ASSERT_TRUE(content);
    EXPECT_EQ(content->bytes, photo.content);
    EXPECT_EQ(content->media_type, "image/png");
    EXPECT_EQ(answer(id, "Noch etwas", {photo}).status, 303) << "nobody has asked any more";
    EXPECT_EQ(state_of(id).documents.size(), 1U);
}

TEST_P(Asking, AnAnswerThatCameByLetterCountsAsOneThatCameOnline) {
    const auto id = opened_on(2027y / 9 / 1);
    ASSERT_TRUE(ask(id, {.text = "Wir wollen ablehnen.",
                         .purpose = Purpose::Hearing,
                         .answer_by = 2027y / 9 / 15}));
    const auto question = state_of(id).question->message;
    go_to(2027y / 9 / 6);
    const web::UploadedFile scan{.field = "unterlage-1",
                                 .name = "brief.png",
                                 .declared_type = "image/png",
                                 .content = "\x89PNG\r\n\x1a\nBrief"};
    const auto take = [&](const std::string& name, AnswerCame came) {
        came.question = came.question == 0 ? question : came.question;
        return code_of(cases().take_answer(who(name), id, came));
    };
    const Date came_on = 2027y / 9 / 3;
    EXPECT_EQ(take("clara", {.received = 2027y / 8 / 31, .text = "?"}), "case.answer_received");
    EXPECT_EQ(take("clara", {.received = 2027y / 9 / 7, .text = "?"}), "case.answer_received");
    EXPECT_EQ(take("clara", {.question = 2, .received = came_on, .text = "?"}), "case.no_question");
    EXPECT_EQ(take("clara", {.received = came_on, .text = " "}), "case.empty_text");
    EXPECT_EQ(take("otto", {.received = came_on, .text = "?"}), "cases.none");
    EXPECT_FALSE(state_of(id).hearing->is_answered);
    EXPECT_EQ(take("jan", {.way = AnswerWay::Letter,
                           .received = came_on,
                           .text = "Ich bin dagegen.",
                           .files = {&scan}}),
              "");
    const auto state = state_of(id);
    EXPECT_EQ(state.state, State::InWork);
    EXPECT_FALSE(state.question);
    EXPECT_TRUE(is_heard(state, 2027y / 9 / 6));
    EXPECT_EQ(state.messages.back().sent.taken,
              (AnswerTaken{AnswerWay::Letter, came_on, who("jan").person}));
    ASSERT_EQ(state.documents.size(), 1U);
    EXPECT_EQ(state.documents[0].origin, "paper");
    EXPECT_EQ(state.messages.back().sent.documents, std::vector{state.documents[0].document});
    EXPECT_EQ(take("clara", {.received = came_on, .text = "Noch einmal"}), "case.no_question");
    go_to(2027y / 9 / 20);
    EXPECT_EQ(pass_days(), 0) << "neither reminder nor end of the period";
    EXPECT_EQ(mails().size(), 2U) << "nobody is told of her own answer";
}

TEST_P(Asking, AHearingIsHeldWhenItsDayIsOverOrItsLateAnswerIsTakenDown) {
    const auto id = opened_on(2027y / 9 / 1);
    ASSERT_TRUE(ask(id, {.text = "Wir wollen ablehnen.",
                         .purpose = Purpose::Hearing,
                         .answer_by = 2027y / 9 / 15}));
    EXPECT_FALSE(is_heard(state_of(id), 2027y / 9 / 15)) << "the whole day is in time";
    go_to(2027y / 9 / 16);
    EXPECT_EQ(pass_days(), 1);
    EXPECT_TRUE(is_heard(state_of(id), 2027y / 9 / 16));
    ASSERT_TRUE(cases().take_answer(who("clara"), id,
                                    {.question = state_of(id).question->message,
                                     .way = AnswerWay::Phone,
                                     .received = 2027y / 9 / 16,
                                     .text = "Sie ist einverstanden."}));
    EXPECT_EQ(state_of(id).state, State::InWork);
    EXPECT_TRUE(state_of(id).hearing->is_answered);
}

TEST_P(Asking, MissingPapersUndoTheStartOfAPeriodThatNeedsThem) {
    const auto id = opened_on(2027y / 9 / 1);
    EXPECT_EQ(deadline_of(id).from, 2027y / 9 / 1);
    EXPECT_EQ(to_string(*deadline_of(id).last_day), "2027-12-01");
    ASSERT_TRUE(ask(id, {.text = "Eine Frage nur"}));
    EXPECT_TRUE(deadline_of(id).runs()) << "a question stops nothing";
    ASSERT_TRUE(ask(id, {.text = "Der Plan fehlt", .purpose = Purpose::Papers}));
    EXPECT_FALSE(deadline_of(id).runs());
    go_to(2027y / 10 / 11);
    const auto& clara = who("clara");
    EXPECT_EQ(code_of(cases().confirm_papers(clara, id, 2027y / 10 / 12)), "case.papers_day");
    EXPECT_EQ(code_of(cases().confirm_papers(clara, id, 2027y / 8 / 31)), "case.papers_day");
    EXPECT_EQ(code_of(cases().confirm_papers(who("otto"), id, 2027y / 10 / 8)), "cases.none");
    ASSERT_TRUE(cases().confirm_papers(clara, id, 2027y / 10 / 8));
    EXPECT_EQ(to_string(*deadline_of(id).last_day), "2028-01-10") << "the 8th is Saturday";
    EXPECT_EQ(code_of(cases().confirm_papers(clara, id, 2027y / 10 / 8)), "case.papers_complete");
    ASSERT_TRUE(ask(id, {.text = "Noch ein Plan", .purpose = Purpose::Papers}));
    EXPECT_TRUE(deadline_of(id).runs()) << "it was complete";
}

TEST_P(Asking, APeriodIsExtendedOnceInTimeAndTold) {
    const auto id = opened_on(2027y / 9 / 1);
    const auto& clara = who("clara");
    const std::string vwvfg(law);
    const auto extend = [&](Date day, const std::string& reason) {
        return code_of(cases().extend_deadline(clara, id, {vwvfg, day, reason}));
    };
    EXPECT_EQ(extend(2027y / 12 / 1, "Gutachten"), "case.extension_day");
    EXPECT_EQ(extend(2028y / 1 / 31, " "), "case.no_reasons");
    EXPECT_EQ(code_of(cases().extend_deadline(clara, id, {"hbo_65", 2028y / 1 / 31, "x"})),
              "case.deadline_not_running");
    EXPECT_EQ(extend(2028y / 1 / 31, "Ein Gutachten fehlt."), "");
    EXPECT_EQ(extend(2028y / 2 / 29, "Noch eins"), "case.deadline_extended");
    EXPECT_EQ(deadline_of(id).last_day, 2028y / 1 / 31);
    const MessageSent told = state_of(id).messages.back().sent;
    EXPECT_EQ(told.direction, Direction::ToApplicant);
    EXPECT_NE(told.text.find("31. Januar 2028"), std::string::npos) << told.text;
    EXPECT_NE(told.text.find("Ein Gutachten fehlt."), std::string::npos);
    go_to(2028y / 2 / 1);
    EXPECT_EQ(pass_days(), 1);
    const auto late = opened_on(2028y / 2 / 2);
    go_to(2028y / 5 / 3);
    EXPECT_EQ(code_of(cases().extend_deadline(clara, late, {vwvfg, 2028y / 6 / 1, "x"})),
              "case.deadline_not_running")
        << "after its last day";
}

TEST_P(Asking, AnApprovalIsDeemedGrantedOnceAndOnlyWhereNothingWasDecided) {
    const auto open = opened_on(2027y / 9 / 1), decided = opened_on(2027y / 9 / 1);
    ASSERT_TRUE(
        cases().decide(who("clara"), decided, state_of(decided).sequence, "bestaetigt", ""));
    EXPECT_EQ(count("select count(*) from due_timer where kind = 'case.alarm'"), 1);
    go_to(2027y / 12 / 2);
    EXPECT_EQ(pass_days(), 1);
    EXPECT_EQ(pass_days(), 0);
    EXPECT_TRUE(deadline_of(open).is_passed);
    EXPECT_FALSE(deadline_of(decided).is_passed);
    EXPECT_TRUE(state_of(open).is_open()) << "a clerk records it";
    const auto file = file_of("clara", open);
    EXPECT_EQ(std::ranges::count(file.history, "case.deadline_passed", &HistoryEntry::kind), 1);
    EXPECT_EQ(count("select count(*) from due_timer where kind = 'case.alarm'"), 0);
}

TEST_P(Asking, RowsAreMadeAgainFromTheLogAndGoWithTheCase) {
    const auto id = opened_on(2027y / 9 / 1);
    ASSERT_TRUE(ask(id, {.text = "Welche Rasse?", .answer_by = 2027y / 9 / 15}));
    const auto before = lines("select * from case_deadline");
    EXPECT_EQ(before.size(), 4U) << "two periods, for a team and a person";
    ASSERT_TRUE(commit(bremerhaven(), {{"delete from case_deadline", {}}}));
    {
        const auto writer = store().database().connect(store::Access::Write);
        ASSERT_TRUE(writer);
        ASSERT_TRUE(store::rebuild(**writer, store().keys(), {case_projection(store().keys())}));
    }
    EXPECT_EQ(lines("select * from case_deadline"), before);
    ASSERT_TRUE(cases().decide(who("clara"), id, state_of(id).sequence, "bestaetigt", ""));
    EXPECT_EQ(count("select count(*) from case_deadline"), 0);
}

}  // namespace
}  // namespace dw::cases
