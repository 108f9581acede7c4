#include "identity/totp.h"

#include <gtest/gtest.h>

namespace dw::identity {
namespace {

using std::chrono::seconds;

// The secret of RFC 6238 appendix B for SHA-1.
const Bytes secret = to_bytes("12345678901234567890");

Instant at_second(std::int64_t second) {
    return Instant{seconds{second}};
}
std::string code_at(Instant at) {
    return totp_code(secret, totp_step(at));
}

// RFC 6238 appendix B has eight digits; ours are the last six of them.
TEST(Totp, CodesAreThoseOfRfc6238) {
    EXPECT_EQ(code_at(at_second(59)), "287082");
    EXPECT_EQ(code_at(at_second(1'111'111'109)), "081804");
    EXPECT_EQ(code_at(at_second(1'111'111'111)), "050471");
    EXPECT_EQ(code_at(at_second(1'234'567'890)), "005924");
    EXPECT_EQ(code_at(at_second(2'000'000'000)), "279037");
    EXPECT_EQ(code_at(at_second(20'000'000'000)), "353130");
}

TEST(Totp, AStepIsThirtySeconds) {
    EXPECT_EQ(totp_step(at_second(29)), 0);
    EXPECT_EQ(totp_step(at_second(30)), 1);
    EXPECT_EQ(totp_step(at_second(59) + std::chrono::microseconds{999'999}), 1);
    EXPECT_EQ(totp_step(at_second(60)), 2);
}

class TotpWindow : public ::testing::Test {
  protected:
    // What is made of a code by somebody whose clock is that much ahead of ours.
    std::optional<std::int64_t> accepted(seconds ahead, std::int64_t last_step = 0) {
        return totp_accepts(secret, code_at(now_ + ahead), now_, last_step);
    }
    const Instant now_ = *parse_instant("2026-03-02T08:00:10Z");
    const std::int64_t step_ = totp_step(now_);
};

TEST_F(TotpWindow, TakesTheCodeOfNow) {
    EXPECT_EQ(accepted(seconds{0}), step_);
}

TEST_F(TotpWindow, TakesTheCodeOfAClockThatIsBehind) {
    EXPECT_EQ(accepted(seconds{-30}), step_ - 1);
}

TEST_F(TotpWindow, TakesTheCodeOfAClockThatIsAhead) {
    EXPECT_EQ(accepted(seconds{30}), step_ + 1);
}

TEST_F(TotpWindow, EndsOneStepToEitherSide) {
    EXPECT_FALSE(accepted(seconds{-60}));
    EXPECT_FALSE(accepted(seconds{60}));
}

TEST_F(TotpWindow, TakesNoStepTwice) {
    EXPECT_FALSE(accepted(seconds{0}, step_));
    EXPECT_FALSE(accepted(seconds{-30}, step_));
    EXPECT_EQ(accepted(seconds{30}, step_), step_ + 1);
}

TEST_F(TotpWindow, TakesNothingAfterTheLatestStepWasUsed) {
    for (const int ahead : {-30, 0, 30}) EXPECT_FALSE(accepted(seconds{ahead}, step_ + 1)) << ahead;
}

TEST_F(TotpWindow, TakesACodeTypedWithBlanks) {
    const std::string code = code_at(now_);
    const std::string typed = " " + code.substr(0, 3) + " " + code.substr(3) + " ";
    EXPECT_EQ(totp_accepts(secret, typed, now_, 0), step_);
}

TEST_F(TotpWindow, TakesNothingThatIsNoCode) {
    const std::string code = code_at(now_);
    for (const std::string& typed :
         {std::string(), std::string("abcdef"), code.substr(1), "0" + code, code + "0", code + code,
          std::string(100'000, '1')})
        EXPECT_FALSE(totp_accepts(secret, typed, now_, 0)) << typed.substr(0, 20);
}

TEST_F(TotpWindow, TakesNoCodeOfAnotherSecret) {
    const Bytes other = to_bytes("12345678901234567891");
    EXPECT_FALSE(totp_accepts(other, code_at(now_), now_, 0));
}

TEST(Totp, AddressTellsTheAppIssuerNameAndSecret) {
    EXPECT_EQ(totp_address(secret, "Stadt Köln", "Elif & Co"),
              "otpauth://totp/Stadt%20K%C3%B6ln:Elif%20%26%20Co"
              "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Stadt%20K%C3%B6ln"
              "&digits=6&period=30");
}

}  // namespace
}  // namespace dw::identity
