#include <gtest/gtest.h>

#include "identity/guesses.h"
#include "identity/login_fixture.h"

namespace dw::identity {
namespace {

using std::chrono::seconds;
using testing::code_of;
using testing::SecondFactor;
using testing::value_of;

const std::string elifs_login = "elif@stadt.example";
const std::string elsewhere = "198.51.100.1";

class LoginTest : public testing::SignInTest {
  protected:
    void SetUp() override {
        SignInTest::SetUp();
        if (HasFatalFailure()) return;
        elif_ = new_login(elifs_login, SecondFactor::Known);
    }
    LoginAttempt right() {
        return {.login = elifs_login,
                .password = password_,
                .code = code_now(),
                .client_address = "192.0.2.1"};
    }
    LoginResult login(const LoginAttempt& attempt) {
        return value_of(identity().login({office().tenant}, attempt));
    }
    // Uses up what is free, without the price of a hash.
    void fail(int times, const std::string& name = elifs_login) {
        const auto object = guess_object("login", name);
        for (int i = 0; i < times; ++i)
            ASSERT_EQ(code_of(begin_guess(store(), object, network_of("192.0.2.1"))), "");
    }

    PersonId elif_;
};
INSTANTIATE_TEST_SUITE_P(Databases, LoginTest, store::testing::databases(),
                         store::testing::database_name);

// Says nothing about what was wrong.
void expect_plain_no(const LoginResult& result, const std::string& what) {
    EXPECT_FALSE(result.token) << what;
    EXPECT_EQ(result.wait, seconds{0}) << what;
    EXPECT_EQ(result.stage, Stage::Full) << what;
}

TEST_P(LoginTest, PasswordAndCodeBeginASession) {
    const auto result = login(right());
    ASSERT_TRUE(result.token);
    EXPECT_EQ(result.stage, Stage::Full);
    const auto session = value_of(identity().sessions().find(*result.token));
    ASSERT_TRUE(session);
    EXPECT_EQ(session->principal.person, elif_);
    EXPECT_EQ(session->stage, Stage::Full);
}

TEST_P(LoginTest, LettersAndBlanksOfTheLoginDoNotMatter) {
    auto attempt = right();
    attempt.login = " Elif@Stadt.Example ";
    EXPECT_TRUE(login(attempt).token);
}

TEST_P(LoginTest, TheAnswerDoesNotTellWhatWasWrong) {
    auto wrong_login = right(), wrong_password = right(), wrong_code = right(), no_code = right();
    wrong_login.login = "jan@stadt.example";
    wrong_password.password += "!";
    wrong_code.code = totp_code(secret_, 1);
    no_code.code = "";
    expect_plain_no(login(wrong_login), "login");
    expect_plain_no(login(wrong_password), "password");
    expect_plain_no(login(wrong_code), "code");
    expect_plain_no(login(no_code), "no code");
    EXPECT_EQ(count("select count(*) from session"), 0);
}

TEST_P(LoginTest, AnUnknownLoginIsCountedAsAKnownOneIs) {
    auto attempt = right();
    attempt.login = "nobody@stadt.example";
    fail(4, attempt.login);
    expect_plain_no(login(attempt), "unknown");
    EXPECT_EQ(login(attempt).wait, seconds{30});
}

TEST_P(LoginTest, AfterFiveFailuresTheRightPasswordWaitsToo) {
    fail(5);
    const auto result = login(right());
    EXPECT_FALSE(result.token);
    EXPECT_EQ(result.wait, seconds{30});
    clock().advance(seconds{30});
    EXPECT_TRUE(login(right()).token);
}

TEST_P(LoginTest, FailuresAreRememberedOverARestart) {
    fail(5);
    restart();
    EXPECT_EQ(login(right()).wait, seconds{30});
}

TEST_P(LoginTest, ALoginPaddedWithBlanksIsCountedAsTheSame) {
    fail(5);
    auto attempt = right();
    attempt.login = std::string(195, ' ') + elifs_login;
    EXPECT_EQ(login(attempt).wait, seconds{30});
}

TEST_P(LoginTest, FromAnotherNetworkNobodyWaits) {
    fail(5);
    auto attempt = right();
    attempt.client_address = elsewhere;
    EXPECT_TRUE(login(attempt).token);
}

TEST_P(LoginTest, SuccessForgivesFailures) {
    fail(4);
    EXPECT_TRUE(login(right()).token);
    fail(4);
    next_step();
    EXPECT_TRUE(login(right()).token);
}

TEST_P(LoginTest, AWrongPasswordIsCounted) {
    fail(4);
    auto wrong = right();
    wrong.password = "";
    expect_plain_no(login(wrong), "password");
    EXPECT_EQ(login(right()).wait, seconds{30});
}

TEST_P(LoginTest, ACodeWorksOnce) {
    const auto attempt = right();
    EXPECT_TRUE(login(attempt).token);
    next_step();
    expect_plain_no(login(attempt), "still within the window");
    EXPECT_TRUE(login(right()).token);
}

TEST_P(LoginTest, ACodeWorksOnceEvenAfterARestart) {
    const auto attempt = right();
    EXPECT_TRUE(login(attempt).token);
    restart();
    expect_plain_no(login(attempt), "again");
}

TEST_P(LoginTest, APhoneMayBeHalfAMinuteBehind) {
    auto attempt = right();
    next_step();
    EXPECT_TRUE(login(attempt).token);
}

TEST_P(LoginTest, APhoneMayBeHalfAMinuteAhead) {
    auto attempt = right();
    attempt.code = totp_code(secret_, totp_step(clock().now()) + 1);
    EXPECT_TRUE(login(attempt).token);
    // Then the code of our own clock is older than the one used.
    expect_plain_no(login(right()), "older");
}

TEST_P(LoginTest, OfAnotherTenantDoesNotWork) {
    const auto hannover = new_tenant("Hannover", "hannover.example");
    expect_plain_no(value_of(identity().login({hannover}, right())), "Hannover");
    EXPECT_TRUE(value_of(identity().login({hannover, office().tenant}, right())).token);
}

TEST_P(LoginTest, TheSameLoginInTwoTenantsIsToldApartByThePassword) {
    const auto hannover = new_office(new_tenant("Hannover", "hannover.example"), "Gartenamt");
    const NewPerson jan{.name = "Jan",
                        .login = elifs_login,
                        .password = "Ein-anderes-Passwort",
                        .roles = {Role::Clerk},
                        .teams = {},
                        .totp_secret = secret_};
    const auto person = value_of(identity().add_person(hannover, jan, {}));
    auto attempt = right();
    attempt.password = jan.password;
    const auto both = std::vector{office().tenant, hannover.tenant};
    const auto as_jan = value_of(identity().login(both, attempt));
    ASSERT_TRUE(as_jan.token);
    EXPECT_EQ(value_of(identity().sessions().find(*as_jan.token))->principal.person, person);
    EXPECT_TRUE(value_of(identity().login(both, right())).token);
}

TEST_P(LoginTest, ManyLoginsTriedFromOneNetworkMakeItWait) {
    for (int i = 0; i < 100; ++i)
        ASSERT_TRUE(
            value_of(begin_network_guess(store(), "login", network_of("192.0.2.1"))).allowed());
    EXPECT_EQ(login(right()).wait, seconds{10});
    auto other = right();
    other.client_address = elsewhere;
    EXPECT_TRUE(login(other).token);
    next_step();
    EXPECT_TRUE(login(right()).token);
}

TEST_P(LoginTest, ThereIsNothingToSetUpTwice) {
    const auto principal = value_of(identity().principal(office().tenant, elif_));
    const auto shown = identity().enrolment(principal);
    ASSERT_FALSE(shown);
    EXPECT_EQ(shown.error().kind, ErrorKind::Denied);
    expect_plain_no(value_of(identity().finish_enrolment(principal, right())), "enrolment");
}

class EnrolmentTest : public testing::SignInTest {
  protected:
    void SetUp() override {
        SignInTest::SetUp();
        if (HasFatalFailure()) return;
        const auto person = new_login(elifs_login, SecondFactor::Missing);
        elif_ = value_of(identity().principal(office().tenant, person));
    }
    LoginResult login(const std::string& password, const std::string& code = "") {
        return value_of(identity().login({office().tenant}, {.login = elifs_login,
                                                             .password = password,
                                                             .code = code,
                                                             .client_address = "192.0.2.1"}));
    }
    std::string begin(Stage stage = Stage::Enrolling) {
        return begin_session(office().tenant, elif_.person, stage);
    }
    LoginResult finish(const std::string& code) {
        return value_of(identity().finish_enrolment(
            elif_, {.login = {}, .password = own_, .code = code, .client_address = "192.0.2.1"}));
    }
    const std::string own_ = "Mein-eigenes-Passwort-2026";

    Principal elif_;
};
INSTANTIATE_TEST_SUITE_P(Databases, EnrolmentTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(EnrolmentTest, ThePasswordAloneBeginsNoMoreThanAnEnrolment) {
    const auto result = login(password_);
    ASSERT_TRUE(result.token);
    EXPECT_EQ(result.stage, Stage::Enrolling);
    EXPECT_EQ(value_of(identity().sessions().find(*result.token))->stage, Stage::Enrolling);
}

TEST_P(EnrolmentTest, AWrongPasswordBeginsNothing) {
    expect_plain_no(login(password_ + "!"), "password");
}

TEST_P(EnrolmentTest, ShowsSecretAndName) {
    const auto shown = value_of(identity().enrolment(elif_));
    EXPECT_EQ(shown.secret, secret_);
    EXPECT_EQ(shown.name, "Elif Yılmaz");
}

TEST_P(EnrolmentTest, TheFirstCodeBeginsAFullSession) {
    const auto result = finish(code_now());
    ASSERT_TRUE(result.token);
    EXPECT_EQ(result.stage, Stage::Full);
    EXPECT_EQ(value_of(identity().sessions().find(*result.token))->stage, Stage::Full);
}

TEST_P(EnrolmentTest, AWrongCodeLeavesEverythingAsItWas) {
    const auto token = begin();
    expect_plain_no(finish(totp_code(secret_, 1)), "code");
    EXPECT_TRUE(has_session(token));
    EXPECT_EQ(code_of(identity().enrolment(elif_)), "");
}

TEST_P(EnrolmentTest, WhoeverElseBeganToEnrolIsOut) {
    const auto other = begin();
    ASSERT_TRUE(has_session(other));
    ASSERT_TRUE(finish(code_now()).token);
    EXPECT_FALSE(has_session(other));
}

TEST_P(EnrolmentTest, TheSecretIsShownToNobodyAfterwards) {
    ASSERT_TRUE(finish(code_now()).token);
    EXPECT_EQ(code_of(identity().enrolment(elif_)), "identity.enrolled");
}

TEST_P(EnrolmentTest, AfterwardsEachLoginNeedsANewCode) {
    const auto first = code_now();
    ASSERT_TRUE(finish(first).token);
    expect_plain_no(login(own_), "no code");
    expect_plain_no(login(own_, first), "the code of the enrolment");
    next_step();
    EXPECT_EQ(login(own_, code_now()).stage, Stage::Full);
}

TEST_P(EnrolmentTest, ThePasswordToStartWithIsNotUsedOn) {
    const auto same = identity().finish_enrolment(
        elif_,
        {.login = {}, .password = password_, .code = code_now(), .client_address = "192.0.2.1"});
    EXPECT_EQ(code_of(same), "identity.password_same");
    ASSERT_TRUE(finish(code_now()).token);
    next_step();
    expect_plain_no(login(password_, code_now()), "the password to start with");
}

TEST_P(EnrolmentTest, GivesRecoveryCodesThatWorkOnce) {
    const auto codes = finish(code_now()).recovery_codes;
    ASSERT_EQ(codes.size(), 8u);
    std::string typed = codes.front();
    std::erase(typed, '-');
    for (char& c : typed) c = static_cast<char>(std::tolower(c));
    const auto first = login(own_, typed);
    EXPECT_TRUE(first.token);
    EXPECT_TRUE(first.by_recovery_code);
    expect_plain_no(login(own_, codes.front()), "used");
    expect_plain_no(login("falsch", codes.back()), "code without password");
    EXPECT_TRUE(login(own_, codes.back()).token);
    EXPECT_EQ(value_of(identity().recovery_codes_left(elif_)), 6);
    EXPECT_FALSE(is_in_database(codes[1]));
}

TEST_P(EnrolmentTest, CodesCannotBeGuessedThrough) {
    const auto right = code_now();
    for (int i = 0; i < 5; ++i) expect_plain_no(finish("000000x"), "guess");
    const auto result = finish(right);
    EXPECT_FALSE(result.token);
    EXPECT_EQ(result.wait, seconds{30});
}

}  // namespace
}  // namespace dw::identity
