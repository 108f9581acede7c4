// The status page on objections, consent and enclosures, through the router, on every database.
#include "cases/status_objection.h"

#include <gtest/gtest.h>

#include "cases/cases_fixture.h"
#include "cases/standing.h"
#include "cases/status_pages.h"
#include "web/page.h"

namespace dw::cases {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

class StatusObjection : public testing::CasesTest {
  protected:
    void SetUp() override {
        CasesTest::SetUp();
        web::set_site({.example = true});
        go_to("2027-09-20");
    }
    void TearDown() override {
        web::set_site({});
        CasesTest::TearDown();
    }
    void go_to(std::string_view day) {
        const auto noon = std::chrono::sys_days{*parse_date(day)} + std::chrono::hours(12);
        const auto now = std::chrono::time_point_cast<Instant::duration>(clock().now());
        clock().advance(std::chrono::duration_cast<std::chrono::seconds>(Instant(noon) - now));
    }
    Opened decided_at(std::string_view place) {
        auto sent = submission();
        sent.place = *Ars::parse(place);
        sent.reads_online = true;
        const auto opened = open_case(sent);
        const auto done = cases().decide(
            who("clara"), opened.id, file_of("clara", opened.id).state.sequence, "festgesetzt",
            "Bruno lebt bei Ihnen.", Json::object({{"jahresbetrag", 12000}}));
        EXPECT_TRUE(done) << (done ? "" : done.error().code);
        return opened;
    }
    void visit(const Opened& opened) {
        const auto tried =
            enter(cases(), asked(web::Method::Get, "/status"), opened.number, opened.code);
        ASSERT_TRUE(tried);
        ASSERT_TRUE(tried->token);
        token_ = *tried->token;
    }
    web::Request asked(web::Method method, const std::string& path) {
        web::Request request;
        request.method = method;
        request.path = request.target = path;
        request.host = "bremerhaven.example";
        request.client_address = "192.0.2.1";
        request.received = clock().now();
        if (!token_.empty()) request.cookies[std::string(status_cookie)] = token_;
        request.cookies["formular"] = form_cookie_;
        return request;
    }
    web::Response get(const std::string& path) {
        auto request = asked(web::Method::Get, path);
        auto response = router().handle(request);
        const std::string cookie(response.header("Set-Cookie"));
        const auto equals = cookie.find('=');
        if (equals != cookie.npos)
            form_cookie_ = cookie.substr(equals + 1, cookie.find(';') - equals - 1);
        csrf_ = request.csrf_token;
        return response;
    }
    web::Response post(const std::string& path, const Pairs& fields) {
        auto request = asked(web::Method::Post, path);
        request.form.add("csrf", csrf_);
        for (const auto& [name, value] : fields) request.form.add(name, value);
        return router().handle(request);
    }

  private:
    web::Router& router() {
        if (!router_) {
            router_.emplace();
            add_status_routes(*router_, cases());
        }
        return *router_;
    }
    std::optional<web::Router> router_;
    std::string token_, form_cookie_, csrf_;
};

bool has(const web::Response& response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}
// What stands between two marks.
std::string between(const std::string& text, std::string_view from, std::string_view to) {
    const auto start = text.find(from);
    if (start == std::string::npos) return {};
    const auto begin = start + from.size();
    return text.substr(begin, text.find(to, begin) - begin);
}

INSTANTIATE_TEST_SUITE_P(Databases, StatusObjection, store::testing::databases(),
                         store::testing::database_name);

TEST_P(StatusObjection, WithNumberAndCodeAlone) {
    const auto opened = decided_at("051110000000");
    visit(opened);
    const auto page = get("/status/vorgang");
    EXPECT_TRUE(has(page, "Widerspruch einlegen"));
    EXPECT_FALSE(has(page, "bestandskräftig")) << "what was decided is not told here";
    EXPECT_TRUE(has(get(status_objection_path), "§ 70 Abs. 1 VwGO"));
    const auto empty = post(status_objection_path, {{"widerspruch", " "}});
    EXPECT_EQ(empty.status, 422);
    EXPECT_TRUE(has(empty, "Schreiben Sie bitte einen Satz"));
    const auto done = post(status_objection_path, {{"widerspruch", "Bruno <hört> nicht."}});
    ASSERT_EQ(done.status, 200);
    EXPECT_TRUE(has(done, "Ihr Widerspruch ist angekommen"));
    const auto linked = file_of("clara", opened.id).state.objections;
    ASSERT_EQ(linked.size(), 1U);
    EXPECT_TRUE(has(done, linked[0].number));
    const auto code = between(done.body, "dw-code\" dir=\"ltr\">", "</strong>");
    visit({.number = linked[0].number, .code = code});
    EXPECT_TRUE(has(get("/status/vorgang"), "gegen die Entscheidung im Vorgang " + opened.number));
    const auto state = file_of("clara", linked[0].objection).state;
    EXPECT_EQ(state.messages.front().sent.text, "Bruno <hört> nicht.");
    EXPECT_EQ(state.objection->way, ObjectionWay::Online);
}

TEST_P(StatusObjection, TheSameSentTwiceIsOne) {
    const auto opened = decided_at("051110000000");
    visit(opened);
    get(status_objection_path);
    EXPECT_EQ(post(status_objection_path, {{"widerspruch", "Nein."}}).status, 200);
    EXPECT_EQ(post(status_objection_path, {{"widerspruch", "Nein."}}).status, 303);
    EXPECT_EQ(file_of("clara", opened.id).state.objections.size(), 1U);
    EXPECT_FALSE(has(get("/status/vorgang"), "Widerspruch einlegen"));
    EXPECT_EQ(get(status_objection_path).status, 303);
}

TEST_P(StatusObjection, WhereThereIsOnlyTheLawsuitThePageSaysSo) {
    const auto opened = decided_at("032410001001");
    visit(opened);
    const auto page = get("/status/vorgang");
    EXPECT_TRUE(has(page, "Einen Widerspruch gibt es hier nicht"));
    EXPECT_TRUE(has(page, "Verwaltungsgericht Hannover"));
    EXPECT_FALSE(has(page, "Widerspruch einlegen"));
    EXPECT_EQ(get(status_objection_path).status, 303);
    EXPECT_EQ(post(status_objection_path, {{"widerspruch", "Nein."}}).status, 303);
    EXPECT_TRUE(file_of("clara", opened.id).state.objections.empty());
}

TEST_P(StatusObjection, TheConsentIsTakenBackWithOneButton) {
    const auto opened = decided_at("051110000000");
    visit(opened);
    EXPECT_TRUE(has(get("/status/vorgang"), "Entscheidungen lieber per Post bekommen"));
    EXPECT_EQ(post("/status/vorgang/einwilligung", {}).status, 303);
    const auto state = file_of("clara", opened.id).state;
    EXPECT_FALSE(state.applicant.reads_online);
    ASSERT_EQ(state.letters.size(), 1U);
    EXPECT_TRUE(state.letters[0].waits());
    EXPECT_FALSE(has(get("/status/vorgang"), "Entscheidungen lieber per Post bekommen"));
}

TEST_P(StatusObjection, EnclosuresAndCertificatesAreForWhoMayReadTheContent) {
    const auto opened = decided_at("051110000000");
    visit(opened);
    get("/status/vorgang");
    EXPECT_EQ(get("/status/vorgang/anlage/0190a5e0-0000-7000-8000-000000000001").status, 303);
    EXPECT_EQ(post("/status/vorgang/bescheinigung", {}).status, 303);
    EXPECT_FALSE(file_of("clara", opened.id).state.certificate_asked);
}

}  // namespace
}  // namespace dw::cases
