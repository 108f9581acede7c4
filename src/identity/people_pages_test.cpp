// The pages of the own account and of the people, as a browser uses them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "identity/account_pages.h"
#include "identity/login_fixture.h"
#include "identity/people_pages.h"
#include "identity/texts.h"
#include "terms/berlin.h"

namespace dw::identity {
namespace {

using testing::code_of;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::SecondFactor;
using testing::value_of;

using Pairs = std::vector<std::pair<std::string, std::string>>;

class PeoplePages : public testing::SignInTest {
  protected:
    void SetUp() override {
        SignInTest::SetUp();
        if (HasFatalFailure()) return;
        identity().add_routes(router_);
        router_.set_gate(identity().make_gate());
        dogs_ = new_team(office(), "Hundesteuer");
        maria_ = new_colleague(office(), "Maria Muster", {Role::Administrator});
        elif_ = new_login("elif@stadt.example", SecondFactor::Known);
        jan_ = new_login("jan@stadt.example", SecondFactor::Known, "Jan Beispiel");
        nele_ = new_colleague(office(), "Nele Neu", {Role::Clerk});
        token_ = begin_session(office().tenant, maria_);
    }

    void act_as(PersonId person) { token_ = begin_session(office().tenant, person); }

    web::Response get(const std::string& path, const Pairs& query = {}) {
        web::Request request = asked(path);
        for (const auto& [name, value] : query) request.query.add(name, value);
        return router_.handle(request);
    }
    // As a browser does: the form's page gives the cookie and the token.
    web::Response post(const std::string& path, const Pairs& fields) {
        web::Request form = asked("/anmelden");
        const std::string cookie(router_.handle(form).header("Set-Cookie"));
        web::Request request = asked(path);
        request.method = web::Method::Post;
        static const std::regex of_form("formular=([^;]*)");
        std::smatch found;
        if (std::regex_search(cookie, found, of_form)) request.cookies["formular"] = found[1];
        request.form.add("csrf", form.csrf_token);
        for (const auto& [name, value] : fields) request.form.add(name, value);
        return router_.handle(request);
    }
    std::string path_of(PersonId person, const std::string& rest = "") {
        return "/desk/people/" + person.to_string() + rest;
    }
    Principal principal(PersonId person) {
        return value_of(identity().principal(office().tenant, person));
    }
    static Pairs substitution(PersonId who, const std::string& day, const std::string& last_day) {
        return {{"vertretung", who.to_string()},
                {"von-day", day},
                {"von-month", "3"},
                {"von-year", "2026"},
                {"bis-day", last_day},
                {"bis-month", "3"},
                {"bis-year", "2026"}};
    }

    web::Router router_;
    TeamId dogs_;
    PersonId maria_, elif_, jan_, nele_;  // Nele has no login yet
    std::string token_;

  private:
    web::Request asked(const std::string& path) {
        web::Request request;
        request.path = request.target = path;
        request.host = "bremerhaven.example";
        request.client_address = "192.0.2.1";
        request.cookies[std::string(session_cookie)] = token_;
        return request;
    }
};
INSTANTIATE_TEST_SUITE_P(Sqlite, PeoplePages, ::testing::Values("sqlite"),
                         store::testing::database_name);

std::string said(const Text& text) {
    return std::string(text.in(Language::German));
}

std::string secret_on(const std::string& html) {
    static const std::regex code("<code[^>]*>([^<]+)</code>");
    std::smatch found;
    return std::regex_search(html, found, code) ? found[1].str() : std::string();
}

TEST_P(PeoplePages, ShowEverybodyWithRolesAndLogin) {
    const auto page = get("/desk/people");
    EXPECT_EQ(page.status, 200);
    for (const char* name : {"Maria Muster", "Elif Y\xc4\xb1lmaz", "Jan Beispiel", "Nele Neu"})
        EXPECT_THAT(page.body, HasSubstr(name));
    EXPECT_THAT(page.body, HasSubstr(said(texts::people_login_works)));
    EXPECT_THAT(page.body, HasSubstr(said(texts::people_login_none)));
}

TEST_P(PeoplePages, AreNotForClerks) {
    act_as(jan_);
    EXPECT_EQ(get("/desk/people").status, 403);
    EXPECT_EQ(post(path_of(elif_, "/login-reset"), {}).status, 403);
}

TEST_P(PeoplePages, AddSomebodyWhoThenSetsUpTheLogin) {
    const auto page = post("/desk/people", {{"name", "Nora Neu"},
                                            {"anmeldename", "nora@stadt.example"},
                                            {"aufgaben", "1"},
                                            {"teams", dogs_.to_string()}});
    EXPECT_EQ(page.status, 200);
    const auto password = secret_on(page.body);
    ASSERT_EQ(password.size(), 19u);
    EXPECT_THAT(page.body, HasSubstr("Nora Neu meldet sich damit unter"));
    const auto result =
        value_of(identity().login({office().tenant}, {.login = "nora@stadt.example",
                                                      .password = password,
                                                      .code = {},
                                                      .client_address = "192.0.2.7"}));
    ASSERT_TRUE(result.token);
    EXPECT_EQ(result.stage, Stage::Enrolling);
    const auto nora = value_of(identity().sessions().find(*result.token))->principal;
    EXPECT_EQ(nora.roles, std::vector{Role::Clerk});
    EXPECT_EQ(nora.teams, std::vector{dogs_});
}

TEST_P(PeoplePages, SayWhatIsWrongWithANewPerson) {
    const auto no_name = post("/desk/people", {{"name", " "}, {"anmeldename", "a@b.example"}});
    EXPECT_EQ(no_name.status, 422);
    EXPECT_THAT(no_name.body, HasSubstr("href=\"#name\""));
    const auto no_login = post("/desk/people", {{"name", "Nora"}, {"anmeldename", ""}});
    EXPECT_EQ(no_login.status, 422);
    EXPECT_THAT(no_login.body, HasSubstr("href=\"#anmeldename\""));
    const auto taken =
        post("/desk/people", {{"name", "Nora"}, {"anmeldename", "Elif@stadt.example"}});
    EXPECT_EQ(taken.status, 422);
    EXPECT_THAT(taken.body, HasSubstr(said(texts::people_login_taken)));
}

TEST_P(PeoplePages, ChangeRightsAtOnceAndEndTheSessions) {
    const auto session = begin_session(office().tenant, jan_);
    const Pairs rights{{"aufgaben", "2"}, {"teams", dogs_.to_string()}};
    EXPECT_EQ(post(path_of(jan_, "/rights"), rights).status, 303);
    EXPECT_EQ(principal(jan_).roles, std::vector{Role::TeamLead});
    EXPECT_EQ(principal(jan_).teams, std::vector{dogs_});
    EXPECT_FALSE(has_session(session));
}

TEST_P(PeoplePages, NothingChangedEndsNoSession) {
    const auto session = begin_session(office().tenant, jan_);
    EXPECT_EQ(post(path_of(jan_, "/rights"), {{"aufgaben", "1"}}).status, 303);
    EXPECT_TRUE(has_session(session));
}

TEST_P(PeoplePages, TheLastAdministratorStays) {
    const auto answer = post(path_of(maria_, "/rights"), {{"aufgaben", "1"}});
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body, HasSubstr(said(texts::people_last_administrator)));
    EXPECT_EQ(principal(maria_).roles, std::vector{Role::Administrator});
}

TEST_P(PeoplePages, ResetALoginThatIsLost) {
    const auto session = begin_session(office().tenant, elif_);
    const auto page = post(path_of(elif_, "/login-reset"), {});
    EXPECT_EQ(page.status, 200);
    const auto attempt = [&](const std::string& password) {
        return value_of(identity().login({office().tenant}, {.login = "elif@stadt.example",
                                                             .password = password,
                                                             .code = code_now(),
                                                             .client_address = "192.0.2.7"}));
    };
    EXPECT_FALSE(has_session(session));
    EXPECT_FALSE(attempt(password_).token);
    EXPECT_EQ(attempt(secret_on(page.body)).stage, Stage::Enrolling);
    EXPECT_EQ(post(path_of(nele_, "/login-reset"), {}).status, 404) << "has no login";
}

TEST_P(PeoplePages, APasswordToStartWithLastsAWeek) {
    const auto password = secret_on(post(path_of(elif_, "/login-reset"), {}).body);
    const auto attempt = [&] {
        return value_of(identity().login({office().tenant}, {.login = "elif@stadt.example",
                                                             .password = password,
                                                             .code = "",
                                                             .client_address = "192.0.2.7"}));
    };
    clock().advance(start_password_lasts);
    EXPECT_EQ(attempt().stage, Stage::Enrolling);
    clock().advance(std::chrono::seconds{1});
    const auto late = attempt();
    EXPECT_FALSE(late.token);
    EXPECT_TRUE(late.start_password_expired);
}

TEST_P(PeoplePages, WhoseLoginWasResetIsTold) {
    const auto principal = value_of(identity().principal(office().tenant, elif_));
    EXPECT_TRUE(value_of(identity().resets_of(principal)).empty());
    const Instant first = clock().now();
    ASSERT_EQ(post(path_of(elif_, "/login-reset"), {}).status, 200);
    clock().advance(std::chrono::hours{1});
    value_of(identity().reset_login(office(), elif_, {}));
    const auto resets = value_of(identity().resets_of(principal));
    ASSERT_EQ(resets.size(), 2u);
    EXPECT_EQ(resets[0].name, "") << "at the command line";
    EXPECT_FALSE(resets[1].name.empty());
    EXPECT_EQ(resets[1].at, first);
}

TEST_P(PeoplePages, KnowOnlyTheOwnOrganisation) {
    const auto other = new_office(office().tenant, "Gartenamt");
    const auto stranger = new_colleague(other, "Gustav Garten");
    EXPECT_EQ(get(path_of(stranger)).status, 404);
    EXPECT_EQ(post(path_of(stranger, "/rights"), {{"aufgaben", "3"}}).status, 404);
    EXPECT_EQ(post(path_of(stranger, "/session-endings"), {}).status, 404);
    EXPECT_THAT(get("/desk/people").body, Not(HasSubstr("Gustav")));
}

TEST_P(PeoplePages, ASubstituteSeesTheTeamsOfThePersonWithinThePeriodOnly) {
    value_of(identity().change_rights(office(), elif_, {{Role::Clerk}, {dogs_}}, {}));
    EXPECT_EQ(post(path_of(elif_, "/substitution"), substitution(jan_, "10", "12")).status, 303);
    const auto sees = [&](const std::string& day) {
        clock().advance(*parse_instant(day + "T09:00:00Z") - clock().now());
        const auto scopes = principal(jan_).scopes;
        return std::find(scopes.begin(), scopes.end(), scope_of(dogs_)) != scopes.end() &&
               std::find(scopes.begin(), scopes.end(), scope_of(elif_)) != scopes.end();
    };
    EXPECT_FALSE(sees("2026-03-09"));
    EXPECT_TRUE(sees("2026-03-10"));
    EXPECT_TRUE(sees("2026-03-12"));
    EXPECT_FALSE(sees("2026-03-13"));
}

TEST_P(PeoplePages, ASubstituteIsNamedOnTheOwnAccountAndTakenBack) {
    act_as(jan_);
    EXPECT_EQ(post("/desk/account/substitution", substitution(elif_, "31", "32")).status, 422);
    EXPECT_EQ(post("/desk/account/substitution", substitution(elif_, "12", "11")).status, 422);
    EXPECT_EQ(post("/desk/account/substitution", substitution(maria_, "1", "2")).status, 422)
        << "an administrator sees no cases";
    EXPECT_EQ(post("/desk/account/substitution", substitution(nele_, "1", "2")).status, 422)
        << "who never signed in cannot help";
    EXPECT_THAT(get("/desk/account").body, Not(HasSubstr("Nele Neu")));
    EXPECT_EQ(post("/desk/account/substitution", substitution(elif_, "1", "31")).status, 303);
    EXPECT_THAT(get("/desk/account").body, HasSubstr("Elif Y\xc4\xb1lmaz vertritt"));
    EXPECT_EQ(post("/desk/account/substitution-ending", {}).status, 303);
    EXPECT_THAT(get("/desk/account").body, Not(HasSubstr("vertritt vom")));
}

TEST_P(PeoplePages, TwoWhoAreAwayDoNotStandInForEachOther) {
    EXPECT_EQ(post(path_of(elif_, "/substitution"), substitution(jan_, "10", "12")).status, 303);
    const auto refused = post(path_of(jan_, "/substitution"), substitution(elif_, "12", "14"));
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr(said(texts::substitute_away)));
    EXPECT_EQ(post(path_of(jan_, "/substitution"), substitution(elif_, "13", "14")).status, 303);
}

TEST_P(PeoplePages, SayWhoSeesNothingForWantOfATeam) {
    EXPECT_THAT(get("/desk/people").body, HasSubstr(said(texts::people_no_team)));
    for (const auto person : {elif_, jan_, nele_})
        value_of(identity().change_rights(office(), person, {{Role::Clerk}, {dogs_}}, {}));
    EXPECT_THAT(get("/desk/people").body, Not(HasSubstr(said(texts::people_no_team))));
}

TEST_P(PeoplePages, SessionsAreListedAndEndedOneByOne) {
    const auto other = begin_session(office().tenant, maria_);
    const auto of_jan = begin_session(office().tenant, jan_);
    EXPECT_THAT(get("/desk/account").body, HasSubstr(Sessions::id_of(other)));
    EXPECT_THAT(get("/desk/account").body, Not(HasSubstr(Sessions::id_of(of_jan))));
    const auto end = [&](const std::string& id) {
        return post("/desk/account/session-endings", {{"sitzung", id}}).status;
    };
    EXPECT_EQ(end(Sessions::id_of(of_jan)), 303);
    EXPECT_EQ(end("kein-hex"), 303);
    EXPECT_TRUE(has_session(of_jan));
    EXPECT_EQ(end(Sessions::id_of(other)), 303);
    EXPECT_FALSE(has_session(other));
}

TEST_P(PeoplePages, APasswordIsChangedOnlyWithTheOldOne) {
    act_as(elif_);
    const auto other = begin_session(office().tenant, elif_);
    const auto change = [&](const std::string& old_password, const std::string& new_password) {
        return post("/desk/account/password",
                    {{"passwort", old_password}, {"passwort-neu", new_password}});
    };
    EXPECT_EQ(change("falsch", "Ein-neues-langes-Passwort").status, 422);
    EXPECT_EQ(change(password_, "kurz").status, 422);
    EXPECT_EQ(change(password_, password_).status, 422);
    EXPECT_EQ(change(password_, "Ein-neues-langes-Passwort").status, 303);
    EXPECT_FALSE(has_session(other));
    EXPECT_EQ(get("/desk/account").status, 200) << "this session stays";
}

TEST_P(PeoplePages, NewRecoveryCodesReplaceTheOldOnes) {
    act_as(elif_);
    EXPECT_EQ(post("/desk/account/recovery-codes", {{"passwort-codes", "falsch"}}).status, 422);
    const auto first =
        secret_on(post("/desk/account/recovery-codes", {{"passwort-codes", password_}}).body);
    const auto second =
        secret_on(post("/desk/account/recovery-codes", {{"passwort-codes", password_}}).body);
    const auto works = [&](const std::string& code) {
        return value_of(identity().login({office().tenant}, {.login = "elif@stadt.example",
                                                             .password = password_,
                                                             .code = code,
                                                             .client_address = "192.0.2.7"}))
            .by_recovery_code;
    };
    EXPECT_FALSE(works(first));
    EXPECT_TRUE(works(second));
}

TEST_P(PeoplePages, LeadAnAdministratorToTheOwnRoom) {
    EXPECT_EQ(home_of(principal(maria_)), "/desk/people");
    EXPECT_EQ(home_of(principal(jan_)), "/desk");
    value_of(identity().change_rights(office(), jan_, {}, {}));
    EXPECT_EQ(home_of(principal(jan_)), "/desk/account");
}

}  // namespace
}  // namespace dw::identity
