// Signing in as a browser does: pages through the router, forms sent back as they came.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "identity/guesses.h"
#include "identity/login_fixture.h"
#include "identity/texts.h"
#include "web/decode.h"

namespace dw::identity {
namespace {

using testing::code_of;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::SecondFactor;

using Pairs = std::vector<std::pair<std::string, std::string>>;
const std::string elifs_login = "elif@stadt.example";

// Keeps cookies and the token of the last form.
class Browser {
  public:
    explicit Browser(const web::Router& router) : router_(router) {}

    web::Response get(const std::string& target) {
        web::Request request;
        return send(request, target);
    }
    web::Response post(const std::string& target, const Pairs& fields) {
        web::Request request;
        request.method = web::Method::Post;
        request.form.add("csrf", token_);
        for (const auto& [name, value] : fields) request.form.add(name, value);
        return send(request, target);
    }
    bool has_cookie(std::string_view name) const { return !cookie(name).empty(); }
    std::string cookie(std::string_view name) const {
        const auto found = cookies_.find(name);
        return found == cookies_.end() ? std::string() : found->second;
    }

  private:
    web::Response send(web::Request& request, const std::string& target) {
        request.target = target;
        request.path = target.substr(0, target.find('?'));
        request.cookies = cookies_;
        request.host = "bremerhaven.example";
        request.client_address = "192.0.2.1";
        const std::string weiter = "?weiter=";
        if (const auto at = target.find(weiter); at != target.npos) {
            const auto next = web::percent_decode(target.substr(at + weiter.size()));
            request.query.add("weiter", next.value_or(""));
        }
        auto response = router_.handle(request);
        keep(response);
        return response;
    }
    void keep(const web::Response& response) {
        static const std::regex cookie_line("^([^=]+)=([^;]*)");
        static const std::regex token_field("name=\"csrf\" value=\"([^\"]+)\"");
        std::smatch found;
        for (const auto& [name, value] : response.headers) {
            if (name != "Set-Cookie" || !std::regex_search(value, found, cookie_line)) continue;
            cookies_[found[1]] = found[2];
        }
        if (std::regex_search(response.body, found, token_field)) token_ = found[1];
    }

    const web::Router& router_;
    std::map<std::string, std::string, std::less<>> cookies_;
    std::string token_;
};

class LoginPages : public testing::SignInTest {
  protected:
    void SetUp() override {
        SignInTest::SetUp();
        if (HasFatalFailure()) return;
        identity().add_routes(router_);
        web::Route desk;
        desk.path = "/desk";
        desk.act = "case.list";
        desk.handler = [](web::Request& request) {
            return web::page_response(web::escape(principal_of(request)->name));
        };
        router_.add(std::move(desk));
        web::Route notes;
        notes.method = web::Method::Post;
        notes.path = "/desk/notes";
        notes.act = "case.list";
        notes.handler = [](web::Request& request) {
            return web::page_response(
                web::escape("saved: " + std::string(request.form.get("text"))));
        };
        router_.add(std::move(notes));
        router_.set_gate(identity().make_gate());
        browser_.emplace(router_);
    }

    web::Response send_login(const std::string& login, const std::string& password,
                             const std::string& code, const std::string& next = "") {
        const auto page = browser().get("/anmelden");
        EXPECT_EQ(page.status, 200);
        return browser().post(
            "/anmelden",
            {{"benutzer", login}, {"passwort", password}, {"code", code}, {"weiter", next}});
    }
    void add_elif(SecondFactor factor) { new_login(elifs_login, factor); }
    void begin_enrolment() {
        add_elif(SecondFactor::Missing);
        ASSERT_EQ(send_login(elifs_login, password_, "", "/desk?sicht=meine").status, 303);
    }
    Browser& browser() { return *browser_; }

    web::Router router_;

  private:
    std::optional<Browser> browser_;
};
// What lies below is tested on each database.
INSTANTIATE_TEST_SUITE_P(Sqlite, LoginPages, ::testing::Values("sqlite"),
                         store::testing::database_name);

std::string without_secrets(std::string html) {
    html = std::regex_replace(html, std::regex("name=\"csrf\" value=\"[^\"]+\""), "");
    return std::regex_replace(html, std::regex("[a-z]+@stadt\\.example"), "");
}

TEST_P(LoginPages, WhatIsSentAfterTheSessionEndedGoesThroughTheLogin) {
    add_elif(SecondFactor::Known);
    browser().get("/anmelden");
    const auto login = browser().post("/desk/notes", {{"text", "Viel <b>Text</b>"}});
    EXPECT_EQ(login.status, 403);
    EXPECT_THAT(login.body, HasSubstr("Ihr Text ist noch da"));
    EXPECT_THAT(login.body, HasSubstr("name=\"gesendet:text\" value=\"Viel &lt;b&gt;Text"));
    EXPECT_THAT(login.body, HasSubstr("name=\"weiter\" value=\"/desk/notes\""));
    const Pairs kept{{"weiter", "/desk/notes"}, {"gesendet:text", "Viel <b>Text</b>"}};
    Pairs wrong = kept;
    wrong.insert(wrong.end(), {{"benutzer", elifs_login}, {"passwort", "falsch"}});
    EXPECT_THAT(browser().post("/anmelden", wrong).body, HasSubstr("name=\"gesendet:text\""));
    clock().advance(std::chrono::minutes(1));
    Pairs right = kept;
    right.insert(right.end(),
                 {{"benutzer", elifs_login}, {"passwort", password_}, {"code", code_now()}});
    const auto again = browser().post("/anmelden", right);
    EXPECT_EQ(again.status, 200) << again.body;
    EXPECT_THAT(again.body, HasSubstr("action=\"/desk/notes\""));
    EXPECT_THAT(again.body, HasSubstr("name=\"text\" value=\"Viel &lt;b&gt;Text"));
    EXPECT_THAT(browser().post("/desk/notes", {{"text", "Viel Text"}}).body,
                HasSubstr("saved: Viel Text"));
}

TEST_P(LoginPages, WhatAnotherSiteSendsIsNotKept) {
    web::Request request;
    request.method = web::Method::Post;
    request.path = request.target = "/desk/notes";
    request.host = "bremerhaven.example";
    request.form.add("text", "von anderswo");
    request.form.add("csrf", "erfunden");
    const auto answer = router_.handle(request);
    EXPECT_EQ(answer.status, 303);
    EXPECT_THAT(answer.body, Not(HasSubstr("von anderswo")));
}

TEST_P(LoginPages, APasswordIsNeverKept) {
    browser().get("/anmelden");
    const auto login = browser().post("/desk/notes", {{"text", "x"}, {"passwort-neu", "geheim"}});
    EXPECT_EQ(login.status, 303);
    const auto large = browser().post("/desk/notes", {{"text", std::string(300'000, 'x')}});
    EXPECT_EQ(large.status, 303);
}

TEST_P(LoginPages, LeadToTheDesk) {
    add_elif(SecondFactor::Known);
    const auto answer = send_login(elifs_login, password_, code_now());
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(answer.header("Location"), "/desk");
    EXPECT_EQ(browser().get("/desk").body, "Elif Yılmaz");
}

TEST_P(LoginPages, LeadOnToThePageThatWasWanted) {
    add_elif(SecondFactor::Known);
    const auto page = browser().get("/anmelden?weiter=%2Fdesk%3Fsicht%3Dmeine");
    EXPECT_THAT(page.body, HasSubstr("name=\"weiter\" value=\"/desk?sicht=meine\""));
    const auto answer = send_login(elifs_login, password_, code_now(), "/desk?sicht=meine");
    EXPECT_EQ(answer.header("Location"), "/desk?sicht=meine");
}

TEST_P(LoginPages, LeadNowhereElse) {
    add_elif(SecondFactor::Known);
    const auto page = browser().get("/anmelden?weiter=https%3A%2F%2Fevil.example");
    EXPECT_THAT(page.body, HasSubstr("name=\"weiter\" value=\"/desk\""));
    const auto answer = send_login(elifs_login, password_, code_now(), "//evil.example");
    EXPECT_EQ(answer.header("Location"), "/desk");
}

TEST_P(LoginPages, HideTheSessionFromScripts) {
    add_elif(SecondFactor::Known);
    const auto answer = send_login(elifs_login, password_, code_now());
    EXPECT_THAT(std::string(answer.header("Set-Cookie")), HasSubstr("HttpOnly"));
    EXPECT_THAT(std::string(answer.header("Set-Cookie")), HasSubstr("SameSite=Lax"));
}

TEST_P(LoginPages, AnswerWrongLoginPasswordAndCodeAlike) {
    add_elif(SecondFactor::Known);
    const auto wrong_login = send_login("jan@stadt.example", password_, code_now());
    const auto wrong_password = send_login(elifs_login, "falsch", code_now());
    const auto wrong_code = send_login(elifs_login, password_, "000000x");
    for (const auto* answer : {&wrong_login, &wrong_password, &wrong_code}) {
        EXPECT_EQ(answer->status, 422);
        EXPECT_EQ(without_secrets(answer->body), without_secrets(wrong_login.body));
    }
    EXPECT_FALSE(browser().has_cookie(session_cookie));
}

TEST_P(LoginPages, SayWhatToDoWhenItDidNotWork) {
    const auto answer = send_login("<b>@stadt.example", "geheim-geheim", "123456");
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body, HasSubstr("<title>Fehler: "));
    EXPECT_THAT(answer.body, HasSubstr("href=\"#benutzer\""));
    EXPECT_THAT(answer.body, HasSubstr(std::string(texts::login_wrong.in(Language::German))));
    EXPECT_THAT(answer.body, HasSubstr("value=\"&lt;b&gt;@stadt.example\""));
    EXPECT_THAT(answer.body, Not(HasSubstr("geheim")));
    EXPECT_THAT(answer.body, Not(HasSubstr("123456")));
}

TEST_P(LoginPages, SayHowLongToWait) {
    const auto object = guess_object("login", elifs_login);
    for (int i = 0; i < 5; ++i)
        ASSERT_EQ(code_of(begin_guess(store(), object, network_of("192.0.2.1"))), "");
    const auto answer = send_login(elifs_login, "falsch", "");
    EXPECT_EQ(answer.status, 429);
    EXPECT_THAT(answer.body, HasSubstr(format(texts::login_wait, Language::German, {"30"})));
}

TEST_P(LoginPages, RefuseAFormThatDoesNotComeFromUs) {
    browser().get("/anmelden");
    Browser stranger(router_);
    EXPECT_EQ(stranger.post("/anmelden", {{"benutzer", elifs_login}}).status, 403);
}

TEST_P(LoginPages, LeadWhoHasNoSecondFactorToSettingItUp) {
    begin_enrolment();
    const auto page = browser().get("/anmelden/einrichten?weiter=%2Fdesk%3Fsicht%3Dmeine");
    EXPECT_EQ(page.status, 200);
    auto typed = to_base32(secret_);
    for (std::size_t at = 4; at < typed.size(); at += 5) typed.insert(at, 1, ' ');
    EXPECT_THAT(page.body, HasSubstr("<code dir=\"ltr\">" + typed + "</code>"));
    EXPECT_THAT(page.body, HasSubstr("<svg class=\"dw-qr\""));
    EXPECT_THAT(page.body, HasSubstr("otpauth://totp/"));
    const auto answer =
        browser().post("/anmelden/einrichten", {{"code", code_now()},
                                                {"passwort-neu", "Mein-eigenes-Passwort"},
                                                {"weiter", "/desk?sicht=meine"}});
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr("href=\"/desk?sicht=meine\""));
    EXPECT_THAT(answer.body, HasSubstr(std::string(texts::recovery_keep.in(Language::German))));
    EXPECT_EQ(browser().get("/desk").body, "Elif Yılmaz");
}

TEST_P(LoginPages, ShowNoDeskBeforeTheSecondFactorWorks) {
    begin_enrolment();
    EXPECT_EQ(browser().get("/desk").header("Location"), "/anmelden?weiter=%2Fdesk");
}

TEST_P(LoginPages, RememberThePageThatWasWantedAfterAWrongCode) {
    begin_enrolment();
    browser().get("/anmelden/einrichten?weiter=%2Fdesk%3Fsicht%3Dmeine");
    const auto again =
        browser().post("/anmelden/einrichten", {{"code", "000000x"},
                                                {"passwort-neu", "Mein-eigenes-Passwort"},
                                                {"weiter", "/desk?sicht=meine"}});
    EXPECT_EQ(again.status, 422);
    EXPECT_THAT(again.body, HasSubstr("name=\"weiter\" value=\"/desk?sicht=meine\""));
    EXPECT_THAT(again.body, HasSubstr("href=\"#code\""));
}

TEST_P(LoginPages, AskForAnOwnPasswordWhenSettingUp) {
    begin_enrolment();
    browser().get("/anmelden/einrichten");
    for (const std::string password : {"", "kurz", password_.c_str()}) {
        const auto answer = browser().post("/anmelden/einrichten",
                                           {{"code", code_now()}, {"passwort-neu", password}});
        EXPECT_EQ(answer.status, 422) << password;
        EXPECT_THAT(answer.body, HasSubstr("href=\"#passwort-neu\""));
    }
}

TEST_P(LoginPages, LetGoWhoDoesNotWantToSetUpNow) {
    begin_enrolment();
    browser().get("/anmelden/einrichten");
    EXPECT_EQ(browser().post("/abmelden", {}).status, 303);
    EXPECT_EQ(browser().get("/anmelden/einrichten").header("Location"), "/anmelden");
}

TEST_P(LoginPages, ShowASecretOnlyToWhoIsEnrolling) {
    EXPECT_EQ(browser().get("/anmelden/einrichten").header("Location"), "/anmelden");
    add_elif(SecondFactor::Known);
    ASSERT_EQ(send_login(elifs_login, password_, code_now()).status, 303);
    EXPECT_EQ(browser().get("/anmelden/einrichten").header("Location"), "/anmelden");
}

TEST_P(LoginPages, EndTheSessionAndItsCookieOnSigningOut) {
    add_elif(SecondFactor::Known);
    ASSERT_EQ(send_login(elifs_login, password_, code_now()).status, 303);
    const auto token = browser().cookie(session_cookie);
    ASSERT_TRUE(has_session(token));
    browser().get("/anmelden");
    const auto answer = browser().post("/abmelden", {});
    EXPECT_EQ(answer.status, 303);
    EXPECT_THAT(std::string(answer.header("Set-Cookie")), HasSubstr("Max-Age=0"));
    EXPECT_FALSE(has_session(token));
}

}  // namespace
}  // namespace dw::identity
