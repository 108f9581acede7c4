// Access from outside on every database: what number, code, session and one-time code open.
#include "cases/status_access.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "cases/case_mail.h"
#include "cases/case_number.h"
#include "cases/cases_fixture.h"
#include "cases/status_pages.h"
#include "cases/status_view.h"
#include "web/page.h"

namespace dw::cases {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::code_of;

// Keeps the cookie of forms, sends their token.
class StatusBrowser {
  public:
    using Pairs = std::vector<std::pair<std::string, std::string>>;
    StatusBrowser(Cases& cases, web::Request session) : session_(std::move(session)) {
        add_status_routes(router_, cases);
    }
    web::Response get(const std::string& path, const Pairs& query = {}) {
        web::Request asked = at(web::Method::Get, path);
        for (const auto& [name, value] : query) asked.query.add(name, value);
        auto response = router_.handle(asked);
        const std::string cookie(response.header("Set-Cookie"));
        const auto equals = cookie.find('=');
        if (equals != cookie.npos)
            form_cookie_ = cookie.substr(equals + 1, cookie.find(';') - equals - 1);
        csrf_ = asked.csrf_token;
        return response;
    }
    web::Response post(const std::string& path, const Pairs& fields = {}) {
        web::Request asked = at(web::Method::Post, path);
        asked.form.add("csrf", csrf_);
        for (const auto& [name, value] : fields) asked.form.add(name, value);
        return router_.handle(asked);
    }

  private:
    web::Request at(web::Method method, const std::string& path) const {
        web::Request asked = session_;
        asked.method = method;
        asked.path = asked.target = path;
        asked.cookies["formular"] = form_cookie_;
        return asked;
    }

    web::Router router_;
    web::Request session_;
    std::string form_cookie_, csrf_;
};

class StatusAccess : public testing::CasesTest {
  protected:
    void SetUp() override {
        CasesTest::SetUp();
        web::set_site({.example = true});
    }
    void TearDown() override {
        web::set_site({});
        CasesTest::TearDown();
    }

    static web::Request request(const std::string& token = "") {
        web::Request asked;
        asked.host = "bremerhaven.example";
        asked.client_address = "192.0.2.1";
        if (!token.empty()) asked.cookies[std::string(status_cookie)] = token;
        return asked;
    }
    StatusTry try_code(const std::string& number, const std::string& code) {
        const auto tried = enter(cases(), request(), number, code);
        EXPECT_TRUE(tried.has_value()) << (tried ? "" : tried.error().message);
        return tried.value_or({});
    }
    std::string token_for(const Opened& opened) {
        return try_code(opened.number, opened.code).token.value_or("");
    }
    std::optional<StatusVisit> visit(const std::string& token) {
        auto found = status_visit(cases(), request(token));
        EXPECT_TRUE(found.has_value()) << (found ? "" : found.error().message);
        return found ? *std::move(found) : std::nullopt;
    }
    Depth depth(const std::string& token) {
        const auto found = visit(token);
        EXPECT_TRUE(found.has_value());
        return found ? found->depth : Depth::State;
    }
    seconds ask_for_code(const std::string& token) {
        const auto wait = send_code(cases(), request(token), *visit(token));
        EXPECT_TRUE(wait.has_value()) << (wait ? "" : wait.error().message);
        return wait.value_or(seconds(-1));
    }
    // The code of the newest mail that carries one.
    std::string mailed_code(const std::string& token) {
        EXPECT_EQ(ask_for_code(token), seconds(0));
        EXPECT_TRUE(cases().send_mail({}));
        const auto reader = store().reader();
        const auto mails = example_mails(**reader, store().keys(), {bremerhaven()});
        const auto mail = std::ranges::find_if(*mails, [](const ExampleMail& each) {
            return each.mail.subject.starts_with("Ihr Einmal-Code");
        });
        if (mail == mails->end()) return {};
        EXPECT_EQ(mail->mail.to, "elif@post.example");
        const auto first = mail->mail.text.find_first_of("0123456789");
        return mail->mail.text.substr(first, 6);
    }
    CodeTry try_one_time_code(const std::string& token, const std::string& code) {
        const auto tried = open_content(cases(), request(token), *visit(token), code);
        EXPECT_TRUE(tried.has_value()) << (tried ? "" : tried.error().message);
        return tried.value_or({});
    }
    bool opens(const std::string& token, const std::string& code) {
        return try_one_time_code(token, code).right;
    }
    static std::string another(std::string code) {
        code.back() = code.back() == '9' ? '0' : '9';
        return code;
    }
    std::int64_t guesses() {
        return count("select count(*) from guess_counter where failures > 0");
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, StatusAccess, store::testing::databases(),
                         store::testing::database_name);

TEST_P(StatusAccess, NumberAndCodeOpenTheStateOnly) {
    const auto opened = open_case();
    const auto token = token_for(opened);
    const auto found = visit(token);
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->depth, Depth::State);
    EXPECT_EQ(found->place.id, opened.id);
    EXPECT_EQ(found->place.tenant, bremerhaven());
    EXPECT_EQ(found->loaded.state.opened.number, opened.number);
    for (const auto& line : contents()) EXPECT_EQ(line.find(token), std::string::npos) << line;
}

TEST_P(StatusAccess, NumberAndCodeMayBeTypedAsPeopleType) {
    const auto opened = open_case();
    const auto typed = [](std::string text) {
        for (char& c : text) c = c == '-' ? ' ' : static_cast<char>(std::tolower(c));
        return " " + text + " ";
    };
    EXPECT_TRUE(try_code(typed(opened.number), typed(opened.code)).token.has_value());
}

TEST_P(StatusAccess, CodeOfAnotherCaseDoesNotWork) {
    const auto mine = open_case();
    const auto other = open_case();
    EXPECT_FALSE(try_code(mine.number, other.code).token);
    EXPECT_FALSE(try_code(other.number, mine.code).token);
    EXPECT_EQ(visit(token_for(mine))->place.id, mine.id);
    EXPECT_EQ(visit(token_for(other))->place.id, other.id);
}

TEST_P(StatusAccess, WrongCodesAreCountedAndThenWait) {
    const auto opened = open_case();
    const auto wrong = open_case().code;
    for (int i = 0; i < 5; ++i) {
        const auto tried = try_code(opened.number, wrong);
        EXPECT_FALSE(tried.token);
        EXPECT_EQ(tried.wait, seconds(0)) << i;
    }
    const auto refused = try_code(opened.number, opened.code);
    EXPECT_FALSE(refused.token) << "the right code waits as well";
    EXPECT_EQ(refused.wait, seconds(30));
    clock().advance(seconds(29));
    EXPECT_EQ(try_code(opened.number, opened.code).wait, seconds(1));
    clock().advance(seconds(1));
    EXPECT_TRUE(try_code(opened.number, opened.code).token);
    EXPECT_EQ(guesses(), 2)
        << "of all networks together, and of this one at all cases; success takes its own back";
}

TEST_P(StatusAccess, NumbersNobodyHasCostTheSameAsWrongCodes) {
    const auto code = open_case().code;
    SeededRandom dice(7);
    const std::string number = new_case_number(dice);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(try_code(number, code).wait, seconds(0));
    EXPECT_EQ(try_code(number, code).wait, seconds(30));
}

TEST_P(StatusAccess, WhatCannotBeACodeCostsNoGuess) {
    const auto opened = open_case();
    for (const std::string& typed : {std::string(), std::string("passwort"), another(opened.code),
                                     opened.code + "2", opened.number}) {
        const auto tried = try_code(opened.number, typed);
        EXPECT_FALSE(tried.token) << typed;
        EXPECT_EQ(tried.wait, seconds(0));
    }
    EXPECT_EQ(guesses(), 0);
}

TEST_P(StatusAccess, OpensUnderTheHostOfItsTownOnly) {
    const auto opened = open_case();
    auto asked = request();
    asked.host = "hannover.example";
    EXPECT_FALSE(enter(cases(), asked, opened.number, opened.code)->token);
    asked.host = "bremerhaven.example:8080";
    EXPECT_TRUE(enter(cases(), asked, opened.number, opened.code)->token);
}

TEST_P(StatusAccess, SessionEndsAfterAnHour) {
    const auto token = token_for(open_case());
    clock().advance(status_minutes - seconds(1));
    EXPECT_TRUE(visit(token));
    clock().advance(seconds(1));
    EXPECT_FALSE(visit(token));
}

TEST_P(StatusAccess, SessionEndsWhenItsOwnerLeavesAndNoOther) {
    const auto opened = open_case();
    const auto mine = token_for(opened);
    const auto other = token_for(opened);
    ASSERT_TRUE(leave(cases(), request(mine)));
    EXPECT_FALSE(visit(mine));
    EXPECT_TRUE(visit(other));
    for (const std::string& token : {std::string(), std::string("x"), mine + "x"})
        EXPECT_FALSE(visit(token));
}

TEST_P(StatusAccess, OneTimeCodeOpensTheContentOnce) {
    const auto opened = open_case();
    const auto token = token_for(opened);
    const auto other = token_for(opened);
    const auto code = mailed_code(token);
    ASSERT_EQ(code.size(), 6u);
    EXPECT_FALSE(opens(token, another(code)));
    EXPECT_EQ(depth(token), Depth::State);
    EXPECT_TRUE(opens(token, code));
    EXPECT_EQ(depth(token), Depth::Content);
    EXPECT_TRUE(visit(token)->loaded.state.contact_confirmed);
    EXPECT_EQ(depth(other), Depth::State) << "it is this session that is opened";
    EXPECT_FALSE(opens(other, code)) << "the code is used";
}

TEST_P(StatusAccess, OneTimeCodeExpires) {
    const auto token = token_for(open_case());
    const auto code = mailed_code(token);
    clock().advance(code_minutes);
    EXPECT_FALSE(opens(token, code));
    EXPECT_EQ(depth(token), Depth::State);
    const auto fresh = mailed_code(token);
    clock().advance(code_minutes - seconds(1));
    EXPECT_TRUE(opens(token, fresh));
}

TEST_P(StatusAccess, ANewOneTimeCodeReplacesTheEarlierOne) {
    const auto token = token_for(open_case());
    const auto first = mailed_code(token);
    clock().advance(minutes(1));
    const auto second = mailed_code(token);
    if (first != second) {
        EXPECT_FALSE(opens(token, first));
    }
    EXPECT_TRUE(opens(token, second));
}

TEST_P(StatusAccess, OneTimeCodeOfAnotherCaseDoesNotWork) {
    const auto mine = token_for(open_case());
    const auto other = token_for(open_case());
    const auto code = mailed_code(other);
    EXPECT_FALSE(opens(mine, code));
    EXPECT_TRUE(opens(other, code)) << "and is not used up by the attempt";
}

TEST_P(StatusAccess, WrongOneTimeCodesAreCountedAndThenWait) {
    const auto token = token_for(open_case());
    const auto code = mailed_code(token);
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(try_one_time_code(token, another(code)).wait, seconds(0)) << i;
    const auto refused = try_one_time_code(token, code);
    EXPECT_FALSE(refused.right);
    EXPECT_EQ(refused.wait, seconds(30));
    clock().advance(seconds(30));
    EXPECT_TRUE(opens(token, code));
}

TEST_P(StatusAccess, OneTimeCodesAreNotMailedWithoutEnd) {
    const auto token = token_for(open_case());
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(ask_for_code(token), seconds(0)) << i;
        clock().advance(seconds(1));
    }
    const auto mails = count("select count(*) from outbox");
    const auto codes = lines("select code_hash from one_time_code");
    EXPECT_EQ(ask_for_code(token), seconds(29));
    EXPECT_EQ(count("select count(*) from outbox"), mails);
    EXPECT_EQ(lines("select code_hash from one_time_code"), codes) << "the last one stays good";
}

TEST_P(StatusAccess, OneTimeCodeIsNotUsedUpBySomebodyWithoutASession) {
    const auto token = token_for(open_case());
    const auto code = mailed_code(token);
    const auto found = visit(token);
    EXPECT_FALSE(open_content(cases(), request("another token"), *found, code)->right);
    EXPECT_TRUE(opens(token, code));
}

TEST_P(StatusAccess, OneTimeCodesAndTheirMailsStandNowhereInTheClear) {
    const auto token = token_for(open_case());
    ASSERT_EQ(ask_for_code(token), seconds(0));
    for (const auto& line : contents()) {
        for (const std::string word : {"elif@post.example", "Einmal-Code"}) {
            EXPECT_EQ(line.find(word), std::string::npos) << line;
            EXPECT_EQ(line.find(to_hex(as_bytes(word))), std::string::npos) << line;
        }
    }
}

// Somebody who may write to the database, has a case of the own, but no key.
TEST_P(StatusAccess, RowsOfSomebodyElsesMakingOpenNoOtherCase) {
    const auto mine = open_case(), other = open_case();
    const auto token = token_for(mine);
    const auto write = [&](const std::string& sql, store::Values parameters) {
        EXPECT_TRUE(commit(bremerhaven(), {{sql, std::move(parameters), 1}})) << sql;
    };
    using store::of;
    write("update status_session set opened = 1", {});
    EXPECT_FALSE(visit(token)) << "the content was not opened";
    write("update status_session set opened = 0", {});
    EXPECT_TRUE(visit(token));
    write("update status_session set case_id = $1", {of(other.id)});
    EXPECT_FALSE(visit(token)) << "the session is of another case";
    write("update case_row set number = 'X', code_hash = code_hash where id = $1", {of(mine.id)});
    write("update case_row set number = $1 where id = $2", {of(mine.number), of(other.id)});
    const auto hash = hash_of_access_code(mine.number, mine.code);
    write("update case_row set code_hash = $1 where id = $2",
          {Bytes(hash.begin(), hash.end()), of(other.id)});
    EXPECT_EQ(try_code(mine.number, mine.code).token, std::nullopt);
}

TEST_P(StatusAccess, AOneTimeCodeCannotBeFoundByTryingItsHash) {
    const auto opened = open_case();
    const auto code = mailed_code(token_for(opened));
    const auto stored = lines("select code_hash from one_time_code").at(0);
    EXPECT_NE(stored, to_hex(sha256(as_bytes(opened.number + code))));
}

TEST_P(StatusAccess, TheDecisionIsAFileForWhoeverMayReadIt) {
    const auto opened = open_case();
    EXPECT_TRUE(cases().decide(who("clara"), opened.id, 3, "bestaetigt", ""));
    const auto token = token_for(opened);
    StatusBrowser browser(cases(), request(token));
    EXPECT_EQ(browser.get(status_letter_path).status, 303) << "number and code alone";
    EXPECT_TRUE(opens(token, mailed_code(token)));
    EXPECT_NE(browser.get("/status/vorgang").body.find(status_letter_path), std::string::npos);
    const auto file = browser.get(status_letter_path);
    EXPECT_EQ(file.status, 200);
    EXPECT_TRUE(file.body.starts_with("%PDF-1."));
}

TEST_P(StatusAccess, NumberAndCodeAloneWithdrawNothing) {
    const auto opened = open_case();
    const auto token = token_for(opened);
    StatusBrowser browser(cases(), request(token));
    const auto page = browser.get("/status/vorgang");
    EXPECT_EQ(page.body.find("/status/vorgang/ruecknahme"), std::string::npos);
    EXPECT_EQ(browser.post("/status/vorgang/ruecknahme").status, 303);
    EXPECT_EQ(file_of("clara", opened.id).state.state, State::Received);

    EXPECT_TRUE(opens(token, mailed_code(token)));
    const auto open = browser.get("/status/vorgang");
    EXPECT_NE(open.body.find("/status/vorgang/ruecknahme"), std::string::npos);
    EXPECT_EQ(browser.post("/status/vorgang/ruecknahme").status, 303);
    EXPECT_EQ(file_of("clara", opened.id).state.state, State::Withdrawn);
}

TEST_P(StatusAccess, WhoAskedForTheCodeInOrderToWithdrawIsLedThere) {
    const auto opened = open_case();
    const auto token = token_for(opened);
    StatusBrowser browser(cases(), request(token));
    browser.get("/status/vorgang");
    const auto asked = browser.post("/status/vorgang/code", {{"wofuer", "ruecknahme"}});
    ASSERT_EQ(asked.status, 303);
    const std::string where(asked.header("Location"));
    EXPECT_NE(where.find("wofuer=ruecknahme"), std::string::npos) << where;
    const auto wrong =
        browser.post("/status/vorgang/inhalt", {{"einmalcode", "12"}, {"wofuer", "ruecknahme"}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_NE(wrong.body.find("name=\"wofuer\""), std::string::npos) << "and is not forgotten";
    EXPECT_TRUE(cases().send_mail({}));
    clock().advance(seconds(1));  // the next mail is the newest
    EXPECT_TRUE(opens(token, mailed_code(token)));
    const auto ready = browser.get("/status/vorgang", {{"wofuer", "ruecknahme"}});
    const auto form = ready.body.find("/status/vorgang/ruecknahme");
    ASSERT_NE(form, std::string::npos);
    EXPECT_GT(ready.body.find("<details"), form) << "it stands open, above the rest";
}

TEST_P(StatusAccess, ApplicantWithdrawsOnceAndTheOfficeSeesIt) {
    const auto opened = open_case();
    const CasePlace place{bremerhaven(), opened.id};
    ASSERT_TRUE(act_as_party(cases(), place, Withdraw{}));
    EXPECT_EQ(code_of(act_as_party(cases(), place, Withdraw{})), "case.closed");
    EXPECT_EQ(code_of(act_as_party(cases(), {hannover(), opened.id}, Withdraw{})),
              "store.no_stream");
    const auto file = file_of("clara", opened.id);
    EXPECT_EQ(file.state.state, State::Withdrawn);
    EXPECT_EQ(file.history.back().actor, "") << "by the applicant";
}

}  // namespace
}  // namespace dw::cases
