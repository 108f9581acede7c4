#include "identity/guesses.h"

#include <gtest/gtest.h>

#include <thread>

#include "identity/identity_fixture.h"

namespace dw::identity {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::code_of;
using testing::value_of;

TEST(GuessNetwork, IsTheFirstThreeBytesOfAnIPv4Address) {
    EXPECT_EQ(network_of("192.0.2.1"), network_of("192.0.2.254"));
    EXPECT_NE(network_of("192.0.2.1"), network_of("192.0.3.1"));
    EXPECT_NE(network_of("192.0.2.1"), network_of("193.0.2.1"));
}

TEST(GuessNetwork, IsTheFirstSixBytesOfAnIPv6Address) {
    EXPECT_EQ(network_of("2001:db8:1:2::3"), network_of("2001:db8:1:ffff:1:2:3:4"));
    EXPECT_NE(network_of("2001:db8:1::1"), network_of("2001:db8:2::1"));
}

TEST(GuessNetwork, DoesNotDependOnHowZerosAreWritten) {
    EXPECT_EQ(network_of("2001:db8::1"), network_of("2001:db8:0:7:1:1:1:1"));
    EXPECT_EQ(network_of("2001::a:1"), network_of("2001::b:1"));
    EXPECT_EQ(network_of("::1"), network_of("::2"));
    EXPECT_EQ(network_of("fe80::1%eth0"), network_of("fe80::2%eth0"));
}

TEST(GuessNetwork, IsTheSameForAnIPv4AddressWrittenAsIPv6) {
    EXPECT_EQ(network_of("::ffff:192.0.2.1"), network_of("192.0.2.9"));
    EXPECT_NE(network_of("::ffff:192.0.2.1"), network_of("::ffff:198.51.100.1"));
}

TEST(GuessNetwork, OfAnUnknownAddressIsOne) {
    EXPECT_EQ(network_of(""), network_of(""));
    EXPECT_NE(network_of(""), network_of("192.0.2.1"));
}

TEST(GuessObject, IsTheSameHoweverItIsTyped) {
    EXPECT_EQ(guess_object("login", "elif"), guess_object("login", " ELIF "));
    EXPECT_NE(guess_object("login", "elif"), guess_object("login", "jan"));
    EXPECT_NE(guess_object("login", "elif"), guess_object("case", "elif"));
}

class GuessTest : public store::testing::OpenStoreTest {
  protected:
    std::span<const store::Migration> migrations() const override { return identity::migrations(); }

    seconds guess(const std::string& network = "192.0.2.") {
        return value_of(begin_guess(store(), elif_, network)).wait;
    }
    // So many failures without a wait between them.
    void fail(int times, const std::string& network = "192.0.2.") {
        for (int i = 0; i < times; ++i) ASSERT_EQ(guess(network), seconds{0}) << i;
    }
    // Fifty, each from a network of its own.
    void fail_everywhere(int times) {
        for (int i = 0; i < times; ++i) fail(1, "10.0." + std::to_string(i) + ".");
    }
    std::string forgive(const std::string& network = "192.0.2.") {
        return code_of(forgive_guesses(store(), elif_, network));
    }

    const Digest elif_ = guess_object("login", "elif@stadt.example");
};
INSTANTIATE_TEST_SUITE_P(Databases, GuessTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(GuessTest, FiveAreFreeThenOneWaits) {
    fail(5);
    EXPECT_EQ(guess(), seconds{30});
    clock().advance(seconds{29});
    EXPECT_EQ(guess(), seconds{1});
    clock().advance(seconds{1});
    EXPECT_EQ(guess(), seconds{0});
}

TEST_P(GuessTest, WaitsGrowToAQuarterOfAnHour) {
    fail(5);
    for (const int wait : {30, 60, 120, 240, 480, 900, 900, 900}) {
        EXPECT_EQ(guess(), seconds{wait});
        clock().advance(seconds{wait});
        fail(1);
    }
}

TEST_P(GuessTest, TryingWhileWaitingMakesItNoLonger) {
    fail(5);
    for (int i = 0; i < 10; ++i) EXPECT_EQ(guess(), seconds{30});
    clock().advance(seconds{30});
    EXPECT_EQ(guess(), seconds{0});
}

TEST_P(GuessTest, OtherNetworksDoNotWait) {
    fail(5);
    EXPECT_EQ(guess("198.51.100."), seconds{0});
}

TEST_P(GuessTest, OtherObjectsDoNotWait) {
    fail(5);
    const auto jan = guess_object("login", "jan@stadt.example");
    EXPECT_TRUE(value_of(begin_guess(store(), jan, "192.0.2.")).allowed());
}

TEST_P(GuessTest, FiftyFromEverywhereMakeAllWait) {
    fail_everywhere(50);
    EXPECT_EQ(guess("198.51.100."), seconds{30});
    clock().advance(seconds{30});
    EXPECT_EQ(guess("198.51.100."), seconds{0});
    EXPECT_EQ(guess("203.0.113."), seconds{60});
}

TEST_P(GuessTest, AreRememberedOverARestart) {
    fail(5);
    reopen();
    EXPECT_EQ(guess(), seconds{30});
}

TEST_P(GuessTest, AreForgivenAfterSuccess) {
    fail(4);
    EXPECT_EQ(forgive(), "");
    fail(5);
    EXPECT_EQ(guess(), seconds{30});
}

TEST_P(GuessTest, OneSuccessDoesNotForgiveTheFailuresOfOthers) {
    fail_everywhere(49);
    fail(1);
    EXPECT_EQ(forgive(), "");
    fail(1, "198.51.100.");
    EXPECT_EQ(guess("203.0.113."), seconds{30});
}

TEST_P(GuessTest, AreForgottenAfterADay) {
    fail(5);
    clock().advance(hours{24} + seconds{1});
    fail(5);
    EXPECT_EQ(guess(), seconds{30});
}

TEST_P(GuessTest, OldCountersAreTidiedAway) {
    fail(1);
    clock().advance(hours{24});
    EXPECT_EQ(code_of(forget_old_guesses(store())), "");
    EXPECT_EQ(count("select count(*) from guess_counter"), 2);
    clock().advance(seconds{1});
    EXPECT_EQ(code_of(forget_old_guesses(store())), "");
    EXPECT_EQ(count("select count(*) from guess_counter"), 0);
}

TEST_P(GuessTest, AtTheSameTimeAreCountedEach) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([this] { fail(1); });
    for (auto& thread : threads) thread.join();
    fail(1);
    EXPECT_EQ(guess(), seconds{30});
}

}  // namespace
}  // namespace dw::identity
