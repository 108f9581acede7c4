// A clerk's draft from the first page to the paper for the person, on every database.
#include <gtest/gtest.h>

#include "cases/application_pages.h"
#include "cases/cases_fixture.h"
#include "cases/desk_record_pages.h"
#include "forms/page_routes.h"
#include "web/csrf.h"

namespace dw::cases {
namespace {

class RecordingTest : public testing::CasesTest {
  protected:
    void SetUp() override {
        CasesTest::SetUp();
        if (HasFatalFailure()) return;
        router_.set_csrf_secret({});
        add_application_routes(router_, cases());
        forms::add_page_routes(router_, cases().neighbours().forms);
    }
    enum class Filled { No, Yes };
    void begin(Channel channel, Filled filled = Filled::Yes) {
        const auto& drafts = cases().neighbours().forms.drafts();
        const auto sample = submission();
        auto started =
            drafts.start({.tenant = bremerhaven(),
                          .package_name = sample.package_name,
                          .service = sample.service,
                          .organisation = sample.organisation,
                          .place = sample.place,
                          .clerk = who("clara").person,
                          .recording = recording_json({channel, *parse_date("2026-01-05"),
                                                       IdentityCheck::IdentityCard, true})},
                         "");
        ASSERT_TRUE(started.has_value());
        id_ = started->draft.id;
        device_ = started->token;
        if (filled == Filled::No) return;
        started->draft.answers = sample.answers;
        const auto all = packages();
        for (const auto& group : all.front().groups) started->draft.answered.push_back(group.id);
        ASSERT_TRUE(drafts.save(started->draft).has_value());
    }
    // "" for somebody who is not signed in.
    web::Response visit(const std::string& name, web::Method method, const std::string& page) {
        web::Request request;
        request.method = method;
        request.host = "bremerhaven.example";
        request.client_address = "192.0.2.1";
        if (!name.empty()) request.principal = who(name);
        request.path = request.target = "/antrag/" + id_.to_string() + "/" + page;
        request.cookies[std::string(forms::draft_cookie)] = device_;
        if (method == web::Method::Post) {
            request.cookies[std::string(web::form_cookie)] = web::prepare_token(request, {});
            request.form.add(std::string(web::token_field), request.csrf_token);
            request.form.add("declaration", "yes");
        }
        return router_.handle(request);
    }
    web::Response get(const std::string& name, const std::string& page) {
        return visit(name, web::Method::Get, page);
    }
    // The one case there is.
    CaseFile opened_case() {
        const auto page = cases().inbox(who("clara"), Inbox::Team, "", 10);
        EXPECT_TRUE(page && page->rows.size() == 1);
        return page && page->rows.size() == 1 ? file_of("clara", page->rows.front().id)
                                              : CaseFile{};
    }

    web::Router router_;
    forms::DraftId id_;
    std::string device_;
};
INSTANTIATE_TEST_SUITE_P(Databases, RecordingTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(RecordingTest, NobodyElseOpensTheDraftOnTheSameDevice) {
    begin(Channel::Counter);
    EXPECT_EQ(get("", "pruefen").status, 404);
    EXPECT_EQ(get("jan", "pruefen").status, 404);
    EXPECT_EQ(visit("jan", web::Method::Post, "absenden").status, 404);
    const auto& drafts = cases().neighbours().forms.drafts();
    EXPECT_TRUE(drafts.of_device(device_)->empty()) << "it stands in no list of the device";
    EXPECT_EQ(drafts.of_clerk(device_, who("clara").person)->size(), 1U);
    const auto page = get("clara", "pruefen");
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("für jemanden auf"), std::string::npos);
}

TEST_P(RecordingTest, TheClerkGetsAllQuestionsOnOnePageAndNobodyElseDoes) {
    begin(Channel::Counter, Filled::No);
    const auto way = get("clara", "pruefen");
    EXPECT_EQ(way.header("Location"), "/antrag/" + id_.to_string() + "/alles");
    EXPECT_EQ(get("clara", "alles").status, 200);
    EXPECT_EQ(visit("clara", web::Method::Post, "alles").status, 422);
    for (const auto* other : {"", "jan"}) {
        EXPECT_EQ(get(other, "alles").status, 404);
        EXPECT_EQ(visit(other, web::Method::Post, "alles").status, 404);
    }
}

TEST_P(RecordingTest, AtTheCounterThePersonTakesTheSheetAlong) {
    begin(Channel::Counter);
    EXPECT_EQ(get("clara", "gesendet/blatt.pdf").status, 404) << "not sent yet";
    EXPECT_EQ(visit("clara", web::Method::Post, "absenden").status, 303);
    const auto file = opened_case();
    EXPECT_EQ(file.state.opened.channel, Channel::Counter);
    EXPECT_EQ(file.state.opened.received, *parse_date("2026-01-05"));
    EXPECT_EQ(file.state.recorded->by, who("clara").person);
    const auto page = get("clara", "gesendet");
    EXPECT_NE(page.body.find("gesendet/blatt.pdf"), std::string::npos);
    EXPECT_NE(page.body.find(file.id.to_string()), std::string::npos);
    const auto sheet = get("clara", "gesendet/blatt.pdf");
    EXPECT_EQ(sheet.status, 200);
    EXPECT_TRUE(sheet.body.starts_with("%PDF-"));
    EXPECT_EQ(get("", "gesendet/blatt.pdf").status, 404);
    EXPECT_EQ(get("jan", "gesendet").status, 404);
}

TEST_P(RecordingTest, WhoeverRecordsACaseHasItWhereSheMayWorkOnIt) {
    begin(Channel::Counter);
    EXPECT_EQ(visit("clara", web::Method::Post, "absenden").status, 303);
    EXPECT_EQ(opened_case().state.assignee, who("clara").person);
    OpenOptions options;
    options.recording = Recording{who("otto"), IdentityCheck::Passport, false};
    const auto of_otto = open_case(submission(), options).id;
    EXPECT_FALSE(file_of("jan", of_otto).state.assignee) << "the team is not his";
}

TEST_P(RecordingTest, TheFormStandsInTheDeskAndForResidentsItDoesNot) {
    begin(Channel::Counter);
    for (const auto* page : {"alles", "pruefen"}) {
        const auto shown = get("clara", page);
        EXPECT_NE(shown.body.find("class=\"dw-desk\""), std::string::npos) << page;
    }
}

TEST_P(RecordingTest, WhoeverWroteGetsTheCodeByPostAndItIsShownNowhere) {
    begin(Channel::Letter);
    EXPECT_EQ(visit("clara", web::Method::Post, "absenden").status, 303);
    const auto page = get("clara", "gesendet");
    EXPECT_NE(page.body.find("Poststelle"), std::string::npos);
    EXPECT_EQ(page.body.find("blatt.pdf"), std::string::npos);
    EXPECT_EQ(get("clara", "gesendet/blatt.pdf").status, 404);
    EXPECT_EQ(cases().letters_to_post(who("jan"))->size(), 1U);
}

TEST_P(RecordingTest, WhoeverCallsGetsTheCodeByPost) {
    begin(Channel::Phone);
    EXPECT_EQ(visit("clara", web::Method::Post, "absenden").status, 303);
    EXPECT_EQ(get("clara", "gesendet/blatt.pdf").status, 404);
    EXPECT_EQ(cases().letters_to_post(who("jan"))->size(), 1U);
}

}  // namespace
}  // namespace dw::cases
