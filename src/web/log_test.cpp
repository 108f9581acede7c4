#include "web/log.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <chrono>

#include "base/json.h"
#include "base/text.h"

namespace dw::web {

namespace {

using namespace std::chrono_literals;

// A pipe whose reader reads when it is told to.
class LogSink_ : public ::testing::Test {
  protected:
    void SetUp() override { ASSERT_EQ(pipe(ends_.data()), 0); }
    void TearDown() override {
        close(ends_[0]);
        close(ends_[1]);
    }
    std::string read_what_is_there() {
        fcntl(ends_[0], F_SETFL, O_NONBLOCK);
        std::string all;
        std::array<char, 4096> bytes{};
        for (;;) {
            const auto count = read(ends_[0], bytes.data(), bytes.size());
            if (count <= 0) return all;
            all.append(bytes.data(), static_cast<std::size_t>(count));
        }
    }

    std::array<int, 2> ends_{};
};

TEST_F(LogSink_, WritesAtOnceWhileSomebodyReads) {
    LogSink sink(ends_[1]);
    sink.write("one\ntwo\n");
    EXPECT_EQ(read_what_is_there(), "one\ntwo\n");
    EXPECT_EQ(sink.dropped(), 0U);
}

TEST_F(LogSink_, NeverWaitsForAReaderThatStandsStillAndSaysLaterWhatIsMissing) {
    LogSink sink(ends_[1]);
    const std::string line(99, 'x');
    constexpr std::uint64_t lines = 30'000;  // 3 MB: more than pipe and memory take
    const auto begin = std::chrono::steady_clock::now();
    for (std::uint64_t i = 0; i < lines; ++i) sink.write(line + "\n");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
    const auto dropped = sink.dropped();
    EXPECT_GT(dropped, 0U);
    std::string text;
    for (std::string part; !(part = read_what_is_there()).empty(); sink.flush()) text += part;
    std::uint64_t whole = 0, said = 0;
    for (const auto one : split(text, '\n')) {
        if (one == line) ++whole;
        if (const auto json = parse_json(one); json && json->as_object()) {
            said +=
                static_cast<std::uint64_t>((*json)["dropped_log_lines"].as_integer().value_or(0));
        }
    }
    EXPECT_EQ(said, dropped);
    EXPECT_EQ(whole + said, lines);
    sink.write("after\n");
    EXPECT_EQ(read_what_is_there(), "after\n");
    EXPECT_EQ(sink.dropped(), dropped);
}

TEST_F(LogSink_, OutlivesItsReader) {
    LogSink sink(ends_[1]);
    close(ends_[0]);
    sink.write("nobody\n");
    sink.flush(10ms);
    ends_[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
    SUCCEED();
}

TEST(LogSink, TakesAFileWithoutBounds) {
    std::string name = "/tmp/log-test-XXXXXX";
    const int file = mkstemp(name.data());
    ASSERT_GE(file, 0);
    LogSink sink(file);
    for (int i = 0; i < 50'000; ++i) sink.write(std::string(99, 'x') + "\n");
    EXPECT_EQ(sink.dropped(), 0U);
    EXPECT_EQ(lseek(file, 0, SEEK_END), 5'000'000);
    close(file);
    unlink(name.c_str());
}

}  // namespace

}  // namespace dw::web
