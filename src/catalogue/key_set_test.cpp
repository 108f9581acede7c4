#include "catalogue/key_set.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace dw::catalogue {
namespace {

TEST(KeySet, KnowsWhatWasAddedAndNothingElse) {
    std::mt19937_64 random(1);
    KeySet keys;
    std::set<std::uint64_t> expected;
    EXPECT_FALSE(keys.contains(0));
    EXPECT_FALSE(keys.contains(7));
    for (int i = 0; i < 20'000; ++i) {
        const std::uint64_t key = i % 3 == 0 ? random() : random() % 5000;
        EXPECT_EQ(keys.add(key), expected.insert(key).second);
    }
    for (std::uint64_t key = 0; key < 6000; ++key)
        EXPECT_EQ(keys.contains(key), expected.contains(key));
    std::set<std::uint64_t> found;
    EXPECT_TRUE(keys.all_of([&](std::uint64_t key) { return found.insert(key).second; }));
    EXPECT_EQ(found, expected);
    EXPECT_FALSE(keys.all_of([](std::uint64_t key) { return key != 0; }));
}

}  // namespace
}  // namespace dw::catalogue
