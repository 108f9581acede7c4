#include "base/clock.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace dw {
namespace {

using Piece = std::array<std::uint8_t, 16>;

std::set<Piece> pieces(SystemRandom& random, int count) {
    std::set<Piece> all;
    for (int i = 0; i < count; ++i) {
        Piece piece{};
        random.fill(piece);
        all.insert(piece);
    }
    return all;
}

TEST(SystemRandom, GivesNoPieceTwiceNotEvenOnTwoThreads) {
    SystemRandom random;
    std::set<Piece> here, there;
    std::thread other([&] { there = pieces(random, 500); });
    here = pieces(random, 500);
    other.join();
    here.merge(there);
    EXPECT_EQ(here.size(), 1000u);
}

TEST(SystemRandom, FillsEveryLengthToItsEnd) {
    SystemRandom random;
    for (const std::size_t length : {1U, 63U, 64U, 65U, 255U, 256U, 257U, 1000U}) {
        std::vector<std::uint8_t> last(length + 1, 0);
        std::set<std::uint8_t> seen;  // of the last byte: one value only when it is never filled
        for (int i = 0; i < 64; ++i) {
            random.fill(std::span(last).first(length));
            seen.insert(last[length - 1]);
        }
        EXPECT_GT(seen.size(), 1u) << length;
        EXPECT_EQ(last[length], 0) << "beyond the end of " << length;
    }
}

}  // namespace
}  // namespace dw
