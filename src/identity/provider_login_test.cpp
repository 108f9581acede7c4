// Signing in at a provider, from the way there to the session, on each kind of database.
#include "identity/provider_login.h"

#include <gtest/gtest.h>

#include "identity/login_fixture.h"
#include "identity/oidc_fixture.h"

namespace dw::identity {
namespace {

using testing::code_of;
using testing::SecondFactor;
using testing::value_of;

const std::string host = "bremerhaven.example";

LoginProvider provider(const std::string& id, Audience audience) {
    LoginProvider made;
    made.id = id;
    made.name = {"Stadtkonto", "city account"};
    made.issuer = "https://login.example";
    made.client_id = "dienstweg";
    made.audience = audience;
    made.levels = {{"two", AssuranceLevel::Substantial}, {"card", AssuranceLevel::High}};
    return made;
}

class ProviderLoginTest : public testing::SignInTest {
  protected:
    void SetUp() override {
        SignInTest::SetUp();
        if (HasFatalFailure()) return;
        fake_.emplace(clock());
        fake_->acr = "two";
        identity().offer_providers(
            {provider("amt", Audience::Staff), provider("bund", Audience::Residents)}, *fake_);
        elif_ = new_login("elif@stadt.example", SecondFactor::Known);
        cem_ = new_login("cem@stadt.example", SecondFactor::Known, "Cem Kaya");
    }

    ProviderLogin& login() { return *identity().providers(); }

    ProviderLogin::Begun begin(LoginPurpose purpose, PersonId person = {},
                               const std::string& id = "amt") {
        auto begun = value_of(login().begin(
            {.transaction = {.provider = id,
                             .purpose = purpose,
                             .tenant = person == PersonId{} ? TenantId{} : office().tenant,
                             .person = person,
                             .next = "/desk/people"},
             .host = host,
             .redirect = "https://bremerhaven.example/r"}));
        fake_->nonce = in_address(begun.address, "nonce");
        return begun;
    }
    static std::string in_address(const std::string& address, const std::string& name) {
        const auto at = address.find("&" + name + "=") + name.size() + 2;
        return address.substr(at, address.find('&', at) - at);
    }
    ProviderLogin::Callback callback(const ProviderLogin::Begun& begun) {
        return {.provider = "amt",
                .host = host,
                .redirect = "https://bremerhaven.example/r",
                .client_address = "192.0.2.1",
                .token = begun.token,
                .state = in_address(begun.address, "state"),
                .code = "c-1",
                .error = {},
                .issuer = "https://login.example",
                .tenants = {office().tenant}};
    }
    ProviderResult finish(const ProviderLogin::Callback& callback) {
        return value_of(login().finish(callback));
    }
    std::string session_of(PersonId person) {
        return value_of(identity().sessions().begin(office().tenant, person, Stage::Full, {}));
    }
    ProviderAnswer link(PersonId person) {
        const auto who = value_of(identity().principal(office().tenant, person));
        auto answer = callback(begin(LoginPurpose::StaffLink, person));
        answer.principal = &who;
        answer.session = session_of(person);
        return finish(answer).answer;
    }
    ProviderResult sign_in() { return finish(callback(begin(LoginPurpose::StaffSignIn))); }
    std::size_t links_of(PersonId person) {
        return value_of(login().links(value_of(identity().principal(office().tenant, person))))
            .size();
    }
    PersonId person_of(const std::string& token) {
        const auto session = value_of(identity().sessions().find(token));
        return session ? session->principal.person : PersonId{};
    }
    // Lines are written after the others that wait.
    bool is_told(const std::string& kind, const std::string& object) {
        EXPECT_EQ(code_of(identity().security().write({.kind = "mark"})), "");
        const auto events = value_of(identity().security().since(Instant{}, 100));
        return std::ranges::any_of(
            events, [&](const auto& each) { return each.kind == kind && each.object == object; });
    }

    std::optional<testing::FakeProvider> fake_;
    PersonId elif_, cem_;
};
INSTANTIATE_TEST_SUITE_P(Databases, ProviderLoginTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(ProviderLoginTest, AnAccountOpensNothingBeforeItIsLinked) {
    EXPECT_EQ(sign_in().answer, ProviderAnswer::Unknown);
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    const auto result = sign_in();
    EXPECT_EQ(result.answer, ProviderAnswer::SignedIn);
    EXPECT_EQ(result.next, "/desk/people");
    EXPECT_EQ(person_of(result.token), elif_);
    fake_->subject = "u-4712";
    EXPECT_EQ(sign_in().answer, ProviderAnswer::Unknown);
}

TEST_P(ProviderLoginTest, AfterOneFactorTheCodeIsAskedFor) {
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    for (const auto* acr : {"one", "", "TWO"}) {
        fake_->acr = acr;
        const auto result = sign_in();
        ASSERT_EQ(result.answer, ProviderAnswer::NeedsCode) << acr;
        EXPECT_EQ(person_of(result.token), PersonId{});
        const auto wrong = value_of(login().finish_with_code(result.token, "000000", "192.0.2.1"));
        EXPECT_FALSE(wrong.token);
        const auto right =
            value_of(login().finish_with_code(result.token, code_now(), "192.0.2.1"));
        ASSERT_TRUE(right.token);
        EXPECT_EQ(person_of(*right.token), elif_);
        // Neither the code nor the sign-in works twice.
        EXPECT_EQ(code_of(login().finish_with_code(result.token, code_now(), "192.0.2.1")),
                  "identity.no_sign_in");
        next_step();
    }
}

TEST_P(ProviderLoginTest, GuessesOfTheCodeAreCounted) {
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    fake_->acr = "one";
    const auto result = sign_in();
    bool waits = false;
    for (int i = 0; i < 30 && !waits; ++i)
        waits = value_of(login().finish_with_code(result.token, "000000", "192.0.2.1")).wait >
                std::chrono::seconds{0};
    EXPECT_TRUE(waits);
}

TEST_P(ProviderLoginTest, AnAnswerWorksOnce) {
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    const auto answer = callback(begin(LoginPurpose::StaffSignIn));
    EXPECT_EQ(finish(answer).answer, ProviderAnswer::SignedIn);
    EXPECT_EQ(finish(answer).answer, ProviderAnswer::Stale);
}

TEST_P(ProviderLoginTest, AnAnswerBelongsToTheBrowserThatBegan) {
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    const auto mine = begin(LoginPurpose::StaffSignIn), other = begin(LoginPurpose::StaffSignIn);
    auto answer = callback(mine);
    answer.token = other.token;
    EXPECT_EQ(finish(answer).answer, ProviderAnswer::Stale);
    answer.token = "";
    EXPECT_EQ(finish(answer).answer, ProviderAnswer::Stale);
    answer.token = "made-up";
    EXPECT_EQ(finish(answer).answer, ProviderAnswer::Stale);
    // What somebody else sends does not end the sign-in that is under way.
    answer = callback(other);
    answer.state = "made-up";
    EXPECT_EQ(finish(answer).answer, ProviderAnswer::Stale);
    EXPECT_EQ(finish(callback(other)).answer, ProviderAnswer::SignedIn);
}

TEST_P(ProviderLoginTest, AnAnswerBelongsToItsProvider) {
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    auto answer = callback(begin(LoginPurpose::Resident, {}, "bund"));
    EXPECT_EQ(finish(answer).answer, ProviderAnswer::Stale);
    answer = callback(begin(LoginPurpose::StaffSignIn));
    answer.issuer = "https://evil.example";
    EXPECT_EQ(finish(answer).answer, ProviderAnswer::Refused);
    EXPECT_TRUE(is_told("provider_refused", "amt iss"));
    answer = callback(begin(LoginPurpose::StaffSignIn));
    answer.host = "hannover.example";
    EXPECT_EQ(finish(answer).answer, ProviderAnswer::SignedIn);  // no host is named in its settings
}

TEST_P(ProviderLoginTest, AnAnswerComesWithinTenMinutes) {
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    const auto begun = begin(LoginPurpose::StaffSignIn);
    clock().advance(login_transaction_minutes);
    EXPECT_EQ(finish(callback(begun)).answer, ProviderAnswer::Stale);
    EXPECT_EQ(count("select count(*) from login_transaction"), 1);
    clock().advance(std::chrono::seconds{1});
    EXPECT_EQ(code_of(identity().tidy()), "");
    EXPECT_EQ(count("select count(*) from login_transaction"), 0);
}

TEST_P(ProviderLoginTest, ATokenThatProvesNothingIsRefusedAndTold) {
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    const auto answer = callback(begin(LoginPurpose::StaffSignIn));
    fake_->nonce = "of another sign-in";
    EXPECT_EQ(finish(answer).answer, ProviderAnswer::Refused);
    EXPECT_TRUE(is_told("provider_refused", "amt nonce"));
    const auto again = callback(begin(LoginPurpose::StaffSignIn));
    fake_->token_status = 400;
    EXPECT_EQ(finish(again).answer, ProviderAnswer::Refused);
    EXPECT_TRUE(is_told("provider_refused", "amt code"));
}

TEST_P(ProviderLoginTest, WhoCancelsIsToldSo) {
    auto answer = callback(begin(LoginPurpose::StaffSignIn));
    answer.error = "access_denied";
    const auto result = finish(answer);
    EXPECT_EQ(result.answer, ProviderAnswer::Cancelled);
    EXPECT_EQ(result.next, "/desk/people");
}

TEST_P(ProviderLoginTest, AProviderThatIsDownIsSaidToBe) {
    const auto begun = begin(LoginPurpose::StaffSignIn);
    fake_->is_down = true;
    const auto result = finish(callback(begun));
    EXPECT_EQ(result.answer, ProviderAnswer::Down);
    EXPECT_EQ(result.next, "/desk/people");
    EXPECT_EQ(code_of(login().begin({.transaction = {.provider = "amt"}, .host = host})),
              "identity.provider_down");
    EXPECT_EQ(code_of(login().begin({.transaction = {.provider = "none"}, .host = host})),
              "identity.no_provider");
}

TEST_P(ProviderLoginTest, OneAccountBelongsToOnePerson) {
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    EXPECT_EQ(link(cem_), ProviderAnswer::Taken);
    EXPECT_EQ(person_of(sign_in().token), elif_);
    // A new account takes the place of the old one.
    fake_->subject = "u-4712";
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    EXPECT_EQ(links_of(elif_), 1u);
    fake_->subject = "u-4711";
    EXPECT_EQ(sign_in().answer, ProviderAnswer::Unknown);
    EXPECT_EQ(link(cem_), ProviderAnswer::Linked);
    EXPECT_TRUE(is_told("provider_linked", "amt"));
}

// The sign-in at the provider must not link whoever is signed in by now.
TEST_P(ProviderLoginTest, OnlyWhoBeganALinkEndsIt) {
    const auto cem = value_of(identity().principal(office().tenant, cem_));
    auto answer = callback(begin(LoginPurpose::StaffLink, elif_));
    answer.principal = &cem;
    answer.session = session_of(cem_);
    EXPECT_EQ(finish(answer).answer, ProviderAnswer::Stale);
    answer = callback(begin(LoginPurpose::StaffLink, elif_));
    EXPECT_EQ(finish(answer).answer, ProviderAnswer::Stale);
    EXPECT_EQ(links_of(elif_) + links_of(cem_), 0u);
}

TEST_P(ProviderLoginTest, ALinkGoesWithItsEndAndWithAReset) {
    const auto elif = value_of(identity().principal(office().tenant, elif_));
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    EXPECT_EQ(code_of(login().unlink(elif, "amt")), "");
    EXPECT_EQ(sign_in().answer, ProviderAnswer::Unknown);
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    EXPECT_EQ(code_of(identity().reset_login(office(), elif_, {})), "");
    EXPECT_EQ(sign_in().answer, ProviderAnswer::Unknown);
    EXPECT_EQ(count("select count(*) from login_link"), 0);
}

// Begun without a login, brought back with nothing: others sign in all the same.
TEST_P(ProviderLoginTest, AMadeUpCodeKeepsNobodyElseOut) {
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    for (const std::string& code : {"", "junk"}) {
        auto answer = callback(begin(LoginPurpose::Resident, {}, "bund"));
        answer.provider = "bund";
        answer.code = code;
        fake_->token_status = 503;
        EXPECT_EQ(finish(answer).answer,
                  code.empty() ? ProviderAnswer::Refused : ProviderAnswer::Down);
        fake_->token_status = 200;
        answer = callback(begin(LoginPurpose::Resident, {}, "bund"));
        answer.provider = "bund";
        EXPECT_EQ(finish(answer).answer, ProviderAnswer::Proven) << code;
    }
}

TEST_P(ProviderLoginTest, WhoBindsAnAccountIsAskedForItAnew) {
    const auto prompt = [&](LoginPurpose purpose, PersonId person = {},
                            const std::string& id = "amt") {
        return in_address(begin(purpose, person, id).address + "&prompt=", "prompt");
    };
    EXPECT_EQ(prompt(LoginPurpose::StaffLink, elif_), "login");
    EXPECT_EQ(prompt(LoginPurpose::Resident, {}, "bund"), "login");
    EXPECT_EQ(prompt(LoginPurpose::StaffSignIn), "");
}

// The login is reset while the provider is asked.
TEST_P(ProviderLoginTest, AResetEndsASignInThatIsUnderWay) {
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    const auto answer = callback(begin(LoginPurpose::StaffSignIn));
    fake_->while_redeeming = [&] {
        EXPECT_EQ(code_of(identity().reset_login(office(), elif_, {})), "");
    };
    EXPECT_EQ(finish(answer).answer, ProviderAnswer::Unknown);
    EXPECT_EQ(count("select count(*) from session"), 0);
}

TEST_P(ProviderLoginTest, ASessionThatBelievesInALinkNeedsItsRow) {
    const auto hash = login_subject_hash(key(office().tenant, login_compartment()),
                                         "https://login.example", "u-4711");
    const auto begun = [&] {
        return code_of(identity().sessions().begin(
            office().tenant, elif_, Stage::Full, {keep_login_link(office().tenant, elif_, hash)}));
    };
    EXPECT_EQ(begun(), "store.guard");
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    EXPECT_EQ(begun(), "");
}

TEST_P(ProviderLoginTest, ASessionThatEndedLinksNothing) {
    const auto who = value_of(identity().principal(office().tenant, elif_));
    auto answer = callback(begin(LoginPurpose::StaffLink, elif_));
    answer.principal = &who;
    answer.session = session_of(elif_);
    fake_->while_redeeming = [&] {
        EXPECT_EQ(code_of(identity().reset_login(office(), elif_, {})), "");
    };
    EXPECT_EQ(finish(answer).answer, ProviderAnswer::Stale);
    EXPECT_EQ(count("select count(*) from login_link"), 0);
}

// A link that came between the reset and the end of its sessions.
TEST_P(ProviderLoginTest, NoLinkSurvivesTheEnrolmentAfterAReset) {
    EXPECT_EQ(code_of(identity().reset_login(office(), elif_, {})), "");
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    const auto who = value_of(identity().principal(office().tenant, elif_));
    const auto secret = value_of(identity().enrolment(who)).secret;
    const LoginAttempt attempt{.login = {},
                               .password = "Noch-ein-langes-Passwort-27",
                               .code = totp_code(secret, totp_step(clock().now())),
                               .client_address = "192.0.2.1"};
    EXPECT_TRUE(value_of(identity().finish_enrolment(who, attempt)).token);
    EXPECT_EQ(count("select count(*) from login_link"), 0);
    EXPECT_EQ(sign_in().answer, ProviderAnswer::Unknown);
}

// Waiting for the code, the login is reset: its second factor is to be set up anew.
TEST_P(ProviderLoginTest, AResetEndsASignInThatWaitsForTheCode) {
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    fake_->acr = "one";
    const auto result = sign_in();
    EXPECT_EQ(code_of(identity().reset_login(office(), elif_, {})), "");
    EXPECT_FALSE(value_of(login().finish_with_code(result.token, code_now(), "192.0.2.1")).token);
}

TEST_P(ProviderLoginTest, RowsOfSomebodyElsesMakingOpenNothing) {
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    EXPECT_EQ(code_of(commit(office().tenant,
                             {{"update login_link set person = $1", {store::of(cem_)}}})),
              "");
    EXPECT_EQ(sign_in().answer, ProviderAnswer::Unknown);
    fake_->acr = "one";
    EXPECT_EQ(link(elif_), ProviderAnswer::Taken);
    const auto begun = begin(LoginPurpose::StaffSignIn);
    EXPECT_EQ(code_of(commit(office().tenant, {{"update login_transaction set next_page = $1",
                                                {store::of(std::string("/elsewhere"))}}})),
              "");
    EXPECT_EQ(finish(callback(begun)).answer, ProviderAnswer::Stale);
}

TEST_P(ProviderLoginTest, NeitherSubjectNorSecretsAreInTheDatabase) {
    EXPECT_EQ(link(elif_), ProviderAnswer::Linked);
    const auto begun = begin(LoginPurpose::StaffSignIn);
    for (const std::string& secret :
         {std::string("u-4711"), begun.token, in_address(begun.address, "state"),
          in_address(begun.address, "nonce")})
        EXPECT_FALSE(is_in_database(secret)) << secret;
}

TEST_P(ProviderLoginTest, SettingsSayForWhomAndWhere) {
    auto elsewhere = provider("hannover", Audience::Staff);
    elsewhere.host = "hannover.example";
    identity().offer_providers({provider("amt", Audience::Staff), elsewhere}, *fake_);
    const auto offered = [&](const std::string& at) {
        return login().offered(Audience::Staff, at).size();
    };
    EXPECT_EQ(offered("bremerhaven.example"), 1u);
    EXPECT_EQ(offered("Hannover.example:8443"), 2u);
    EXPECT_EQ(login().find("hannover", host), nullptr);
    EXPECT_EQ(login().offered(Audience::Residents, host).size(), 0u);
}

class ResidentTest : public ProviderLoginTest {
  protected:
    std::string prove(const std::string& acr) {
        fake_->acr = acr;
        auto answer = callback(begin(LoginPurpose::Resident, {}, "bund"));
        answer.provider = "bund";
        const auto result = finish(answer);
        EXPECT_EQ(result.answer, ProviderAnswer::Proven);
        return result.token;
    }
    static web::Request with(const std::string& token, const std::string& at = host) {
        web::Request request;
        request.host = at;
        request.cookies[std::string(resident_cookie)] = token;
        return request;
    }
    std::optional<Resident> resident(const std::string& token, const std::string& at = host) {
        return value_of(identity().resident(with(token, at)));
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, ResidentTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(ResidentTest, ProvesALevelForHalfAnHour) {
    const auto token = prove("card");
    ASSERT_TRUE(resident(token));
    EXPECT_EQ(resident(token)->level, AssuranceLevel::High);
    EXPECT_EQ(resident(prove("two"))->level, AssuranceLevel::Substantial);
    EXPECT_EQ(resident(prove(""))->level, AssuranceLevel::Basis);
    clock().advance(resident_minutes);
    EXPECT_FALSE(resident(token));
    clock().advance(std::chrono::seconds{1});
    EXPECT_EQ(code_of(identity().tidy()), "");
    EXPECT_EQ(count("select count(*) from resident_session"), 0);
}

// Two towns with a provider each, at one installation.
TEST_P(ResidentTest, AProofCountsWhereItsProviderIsOffered) {
    auto bund = provider("bund", Audience::Residents);
    bund.host = host;
    auto other = provider("andere", Audience::Residents);
    other.host = "hannover.example";
    identity().offer_providers({bund, other}, *fake_);
    const auto token = prove("card");
    EXPECT_TRUE(resident(token));
    EXPECT_FALSE(resident(token, "hannover.example"));
    identity().offer_providers({provider("bund", Audience::Staff)}, *fake_);
    EXPECT_FALSE(resident(token));
    identity().offer_providers({provider("andere", Audience::Residents)}, *fake_);
    EXPECT_FALSE(resident(token));
}

TEST_P(ResidentTest, IsTheSameEachTimeAndNobodyElse) {
    const auto first = resident(prove("card")), second = resident(prove("card"));
    EXPECT_EQ(first->pseudonym, second->pseudonym);
    fake_->subject = "u-4712";
    EXPECT_NE(resident(prove("card"))->pseudonym, first->pseudonym);
    EXPECT_FALSE(is_in_database("u-4711"));
}

TEST_P(ResidentTest, SigningOutEndsItInEveryBrowser) {
    const auto here = prove("card"), there = prove("card");
    fake_->subject = "u-4712";
    const auto other = prove("card");
    EXPECT_EQ(code_of(identity().residents().end_all(with(here))), "");
    EXPECT_FALSE(resident(here));
    EXPECT_FALSE(resident(there));
    EXPECT_TRUE(resident(other));
}

TEST_P(ResidentTest, ARowOfSomebodyElsesMakingProvesNothing) {
    const auto token = prove("");
    EXPECT_EQ(code_of(commit(office().tenant, {{"update resident_session set level = 2", {}}})),
              "");
    EXPECT_FALSE(resident(token));
    const auto another = prove("");
    EXPECT_EQ(
        code_of(commit(office().tenant,
                       {{"update resident_session set provider = 'amt' where level = 0", {}}})),
        "");
    EXPECT_FALSE(value_of(identity().residents().find(with(another))));
    EXPECT_FALSE(resident("made-up"));
    EXPECT_FALSE(resident(""));
}

}  // namespace
}  // namespace dw::identity
