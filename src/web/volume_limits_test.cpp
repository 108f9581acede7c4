#include "web/volume_limits.h"

#include <gtest/gtest.h>

namespace dw::web {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class VolumeLimitsTest : public ::testing::Test {
  protected:
    seconds take(Volume volume, const std::string& network = "c00002/24", double amount = 1) {
        return limits_.take(volume, network, amount, now_);
    }
    // How many go through at this moment.
    int at_once(Volume volume, const std::string& network = "c00002/24") {
        int through = 0;
        while (through < 100'000 && take(volume, network) == seconds{0}) ++through;
        return through;
    }

    VolumeLimits limits_;
    VolumeLimits::Moment now_{hours{1000}};
};

TEST_F(VolumeLimitsTest, AsManyAsMayComeTogetherGoThrough) {
    EXPECT_EQ(at_once(Volume::Notice), 20);
    EXPECT_EQ(take(Volume::Notice), seconds{60}) << "one each minute";
}

TEST_F(VolumeLimitsTest, WhoWaitsAsLongAsToldGoesOn) {
    at_once(Volume::Application);
    now_ += take(Volume::Application);
    EXPECT_EQ(take(Volume::Application), seconds{0});
    EXPECT_GT(take(Volume::Application), seconds{0});
    now_ += hours{1};
    EXPECT_EQ(at_once(Volume::Application), 300);
}

TEST_F(VolumeLimitsTest, OtherNetworksAndOtherDoingsDoNotWait) {
    at_once(Volume::Notice);
    EXPECT_EQ(take(Volume::Notice, "c00003/24"), seconds{0});
    EXPECT_EQ(take(Volume::DraftStart), seconds{0});
}

TEST_F(VolumeLimitsTest, FilesCountByTheirSize) {
    EXPECT_EQ(take(Volume::Upload, "a", 1999), seconds{0});
    EXPECT_GT(take(Volume::Upload, "a", 2), seconds{0});
    EXPECT_EQ(take(Volume::Upload, "a", 1), seconds{0});
    EXPECT_EQ(take(Volume::Upload, "b", 1e6), seconds{0}) << "one alone always fits";
}

TEST_F(VolumeLimitsTest, TheFactorWidensAllAndZeroLiftsThem) {
    limits_.set_factor(10);
    EXPECT_EQ(at_once(Volume::Notice), 200);
    limits_.set_factor(0);
    EXPECT_EQ(at_once(Volume::Notice), 100'000);
}

TEST_F(VolumeLimitsTest, MemoryIsBoundedWhateverComes) {
    at_once(Volume::Notice);
    for (int i = 0; i < 120'000; ++i) take(Volume::Lookup, std::to_string(i));
    EXPECT_EQ(take(Volume::Notice, "last"), seconds{0});
}

TEST_F(VolumeLimitsTest, AddressesOfOneHouseholdAreOneNetwork) {
    EXPECT_EQ(network_of("192.0.2.1"), network_of("::ffff:192.0.2.254"));
    EXPECT_NE(network_of("192.0.2.1"), network_of("192.0.3.1"));
    EXPECT_EQ(network_of("2001:db8:1:2::3"), network_of("2001:db8:1:ffff::4%eth0"));
    EXPECT_NE(network_of("2001:db8:1::3"), network_of("2001:db8:2::3"));
}

TEST_F(VolumeLimitsTest, EachHasBoundsThatFillUpAgain) {
    for (std::size_t i = 1; i < volumes; ++i) {
        const auto bound = bound_of(static_cast<Volume>(i));
        EXPECT_GT(bound.at_once, 0) << i;
        EXPECT_GE(bound.per_hour, bound.at_once) << i;
    }
}

}  // namespace
}  // namespace dw::web
