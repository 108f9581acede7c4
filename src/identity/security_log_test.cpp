#include "identity/security_log.h"

#include <gtest/gtest.h>

#include "identity/login_fixture.h"

namespace dw::identity {
namespace {

using testing::code_of;
using testing::SecondFactor;
using testing::value_of;

class SecurityLogTest : public testing::SignInTest {
  protected:
    // Notes are written beside what they tell of: a change of our own comes after them.
    std::vector<SecurityEvent> told() {
        EXPECT_EQ(code_of(identity().security().write({.kind = "mark"})), "");
        auto events = value_of(identity().security().since({}, 1000));
        std::erase_if(events, [](const auto& event) { return event.kind == "mark"; });
        return events;
    }
    std::vector<std::string> kinds() {
        std::vector<std::string> all;
        for (const auto& event : told()) all.push_back(event.kind);
        return all;
    }
    LoginResult sign_in(const std::string& password, const std::string& code) {
        return value_of(identity().login({office().tenant}, {.login = "elif@stadt.example",
                                                             .password = password,
                                                             .code = code,
                                                             .client_address = "192.0.2.7"}));
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, SecurityLogTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(SecurityLogTest, TellsWhoSignedInAndWhoCouldNot) {
    const auto elif_ = new_login("elif@stadt.example", SecondFactor::Known);
    const auto principal = value_of(identity().principal(office().tenant, elif_));
    EXPECT_FALSE(sign_in("falsch", code_now()).token);
    EXPECT_TRUE(sign_in(password_, code_now()).token);
    const auto events = told();
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0].kind, security::sign_in_failed);
    EXPECT_EQ(events[0].network, "c00002/24");
    EXPECT_EQ(events[1].kind, security::signed_in);
    EXPECT_EQ(events[1].actor, principal.actor);
    EXPECT_EQ(events[1].tenant, office().tenant);
    EXPECT_TRUE(events[0].sealed && events[1].sealed);
    EXPECT_FALSE(is_in_database("elif@"));
}

TEST_P(SecurityLogTest, ALockIsToldOnceInAQuarterOfAnHour) {
    new_login("elif@stadt.example", SecondFactor::Known);
    for (int i = 0; i < 5; ++i) sign_in("falsch", "");
    for (int i = 0; i < 5; ++i) EXPECT_GT(sign_in("falsch", "").wait.count(), 0);
    const auto all = kinds();
    EXPECT_EQ(std::ranges::count(all, security::sign_in_locked), 1);
    EXPECT_EQ(std::ranges::count(all, security::sign_in_failed), 5);
}

TEST_P(SecurityLogTest, AResetIsTold) {
    const auto elif_ = new_login("elif@stadt.example", SecondFactor::Known);
    const auto actor = testing::id<ActorId>(7);
    value_of(identity().reset_login(office(), elif_, actor));
    const auto events = told();
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(events[0].kind, security::login_reset);
    EXPECT_EQ(events[0].actor, actor);
    EXPECT_EQ(events[0].object, elif_.to_string());
}

TEST_P(SecurityLogTest, WhatIsSeldomToldIsToldAgainLater) {
    const SecurityEvent event{.kind = std::string(security::case_opened), .object = "case"};
    identity().security().note_seldom(event);
    identity().security().note_seldom(event);
    EXPECT_EQ(kinds().size(), 1u);
    clock().advance(std::chrono::minutes{15});
    identity().security().note_seldom(event);
    EXPECT_EQ(kinds().size(), 2u);
}

TEST_P(SecurityLogTest, ARowOfSomebodyElsesMakingIsSeen) {
    identity().security().note({.kind = std::string(security::signed_in)});
    ASSERT_EQ(told().size(), 1u);
    ASSERT_EQ(code_of(commit(
                  office().tenant,
                  {{"update security_event set network = 'x' where kind = 'signed_in'", {}, 1}})),
              "");
    EXPECT_FALSE(told()[0].sealed);
}

TEST_P(SecurityLogTest, IsKeptForHalfAYear) {
    identity().security().note({.kind = std::string(security::signed_in)});
    ASSERT_EQ(told().size(), 1u);
    clock().advance(security_days);
    EXPECT_EQ(code_of(identity().tidy()), "");
    EXPECT_EQ(told().size(), 1u);
    clock().advance(std::chrono::hours{1});
    EXPECT_EQ(code_of(identity().tidy()), "");
    EXPECT_TRUE(told().empty());
}

TEST_P(SecurityLogTest, KindsAreFrozen) {
    EXPECT_EQ(security::signed_in, "signed_in");
    EXPECT_EQ(security::sign_in_failed, "sign_in_failed");
    EXPECT_EQ(security::case_opened, "case_opened");
    EXPECT_EQ(security::login_reset, "login_reset");
    EXPECT_EQ(security::refused, "refused");
}

}  // namespace
}  // namespace dw::identity
