#include "catalogue/spilled_bytes.h"

#include <gtest/gtest.h>

namespace dw::catalogue {
namespace {

Bytes all_of(const SpilledBytes& spilled) {
    Bytes all;
    EXPECT_TRUE(spilled.for_each([&](BytesView piece) -> Outcome {
        all.insert(all.end(), piece.begin(), piece.end());
        return Nothing{};
    }));
    return all;
}

TEST(SpilledBytes, ComeBackInTheirOrder) {
    for (const std::string& directory :
         {::testing::TempDir(), std::string("/not/there"), std::string()}) {
        SpilledBytes spilled(directory);
        Bytes expected;
        for (std::size_t i = 0; i < 3000; ++i) {
            const Bytes some(i % 700, static_cast<std::uint8_t>(i));
            expected.insert(expected.end(), some.begin(), some.end());
            spilled.add(some);
        }
        ASSERT_GT(expected.size(), 3 * SpilledBytes::piece_bytes);
        EXPECT_EQ(spilled.size(), expected.size());
        EXPECT_EQ(all_of(spilled), expected);
        SpilledBytes moved = std::move(spilled);
        EXPECT_EQ(all_of(moved), expected);
        moved = SpilledBytes(directory);
        EXPECT_EQ(moved.size(), 0U);
    }
}

TEST(SpilledBytes, LargePiecesAreCut) {
    SpilledBytes spilled(::testing::TempDir());
    const Bytes large(5 * SpilledBytes::piece_bytes / 2, 7);
    spilled.add(large);
    std::vector<std::size_t> sizes;
    ASSERT_TRUE(spilled.for_each([&](BytesView piece) -> Outcome {
        sizes.push_back(piece.size());
        return Nothing{};
    }));
    constexpr auto whole = SpilledBytes::piece_bytes;
    EXPECT_EQ(sizes, (std::vector<std::size_t>{whole, whole, whole / 2}));
}

}  // namespace
}  // namespace dw::catalogue
