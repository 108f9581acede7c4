#include "store/steady_clock.h"

#include "base/limits.h"
#include "store/testing.h"

namespace dw::store {
namespace {

using std::chrono::hours;

class SteadyClockTest : public testing::OpenStoreTest {
  protected:
    // For how long the clock is steady, in hours.
    std::int64_t steady() {
        const auto since = clock_steady_since(store());
        EXPECT_TRUE(since.has_value());
        return since ? std::chrono::duration_cast<hours>(clock().now() - *since).count() : -1;
    }
    void run(hours time, hours step) {
        for (hours passed{0}; passed < time; passed += step) {
            clock().advance(step);
            steady();
        }
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, SteadyClockTest, testing::databases(), testing::database_name);

TEST_P(SteadyClockTest, CountsFromTheFirstLook) {
    EXPECT_EQ(steady(), 0);
    run(hours(240), hours(24));
    EXPECT_EQ(steady(), 240);
    reopen();
    EXPECT_EQ(steady(), 240);
}

TEST_P(SteadyClockTest, AJumpAheadBeginsAnew) {
    steady();
    run(hours(240), hours(24));
    clock().advance(hours(24 * 365 * 5));
    EXPECT_EQ(steady(), 0);
    run(hours(48), hours(24));
    EXPECT_EQ(steady(), 48);
}

TEST_P(SteadyClockTest, AJumpBackBeginsAnew) {
    steady();
    run(hours(240), hours(24));
    clock().advance(-hours(48));
    EXPECT_EQ(steady(), 0);
}

TEST_P(SteadyClockTest, CopiesWhoseClocksDifferALittleAgree) {
    steady();
    run(hours(240), hours(24));
    clock().advance(-std::chrono::minutes(5));
    EXPECT_EQ(steady(), 239);
}

// It says nothing about when the clock will be right again.
TEST_P(SteadyClockTest, ALongStandstillBeginsAnew) {
    steady();
    clock().advance(limits::clock_pause);
    EXPECT_EQ(steady(), 168);
    clock().advance(limits::clock_pause + hours(1));
    EXPECT_EQ(steady(), 0);
}

}  // namespace
}  // namespace dw::store
