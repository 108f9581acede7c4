#include "store/turnstile.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "store/sqlite.h"

namespace dw::store {
namespace {

class TurnstileTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string name = testing::TempDir() + "dienstweg-turnstile-XXXXXX";
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        directory_ = name;
    }
    void TearDown() override { std::filesystem::remove_all(directory_); }

    void wait_until_somebody_stands_in_it() const {
        const int descriptor = ::open(directory_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        while (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) {
            ::flock(descriptor, LOCK_UN);
            std::this_thread::yield();
        }
        ::close(descriptor);
    }

    std::string directory_;
    std::atomic<bool> somebody_waited_ = false;
};

// Without it the one that writes again at once has the better chance, every time.
TEST_F(TurnstileTest, WhoHasJustWrittenComesAfterWhoWaits) {
    const auto database = open_sqlite(directory_);
    ASSERT_TRUE(database);
    const auto busy = (*database)->connect(Access::Write);
    const auto waiting = (*database)->connect(Access::Write);
    ASSERT_TRUE(busy && waiting);
    std::string order;
    ASSERT_TRUE((*busy)->begin());
    std::jthread other([&] {
        EXPECT_TRUE((*waiting)->begin());
        order += 'w';
        EXPECT_TRUE((*waiting)->commit());
    });
    wait_until_somebody_stands_in_it();
    ASSERT_TRUE((*busy)->commit());
    ASSERT_TRUE((*busy)->begin());
    order += 'b';
    ASSERT_TRUE((*busy)->commit());
    EXPECT_EQ(order, "wb");
    EXPECT_TRUE((*database)->somebody_waits()) << "the busy one stood in line";
    EXPECT_FALSE((*database)->somebody_waits()) << "not since it was asked";
}

TEST_F(TurnstileTest, IsTakenWhileSomebodyElseIsInIt) {
    const Turnstile ours(directory_), theirs(directory_);
    EXPECT_FALSE(ours.is_taken());
    {
        const auto turn = theirs.wait(somebody_waited_);
        EXPECT_TRUE(ours.is_taken());
    }
    EXPECT_FALSE(ours.is_taken());
}

TEST_F(TurnstileTest, WithoutADirectoryNobodyWaits) {
    const Turnstile none(directory_ + "/nowhere");
    const auto one = none.wait(somebody_waited_);
    const auto two = none.wait(somebody_waited_);
    EXPECT_FALSE(somebody_waited_);
}

}  // namespace
}  // namespace dw::store
