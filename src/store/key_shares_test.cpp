#include "store/key_shares.h"

#include <gtest/gtest.h>

namespace dw::store {
namespace {

SecretKey some_key() {
    SecretKey key{};
    for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::uint8_t>(i * 7 + 1);
    return key;
}

std::vector<std::string> shares_of(const SharePlan& plan) {
    const auto shares = split_master_key(some_key(), plan);
    EXPECT_TRUE(shares) << shares.error().message;
    return shares ? *shares : std::vector<std::string>();
}

std::string refusal(const std::vector<std::string>& shares) {
    const auto key = join_master_key(shares);
    return key ? std::string() : key.error().code;
}

TEST(KeyShares, AnyThreeOfFiveGiveTheKeyAgain) {
    const auto shares = shares_of({5, 3});
    ASSERT_EQ(shares.size(), 5u);
    for (std::size_t a = 0; a < 5; ++a) {
        for (std::size_t b = a + 1; b < 5; ++b) {
            for (std::size_t c = b + 1; c < 5; ++c) {
                const auto key = join_master_key({shares[c], shares[a], shares[b]});
                ASSERT_TRUE(key);
                EXPECT_EQ(*key, some_key());
            }
        }
    }
    EXPECT_EQ(refusal(shares), "") << "more than needed";
}

TEST(KeyShares, FewerThanNeededAreRefused) {
    const auto shares = shares_of({5, 3});
    EXPECT_EQ(refusal({shares[0], shares[1]}), "store.share_missing");
    EXPECT_EQ(refusal({}), "store.share_missing");
}

TEST(KeyShares, AreReadAsPeopleTypeThem) {
    auto shares = shares_of({2, 2});
    for (char& c : shares[0]) c = c == '-' ? ' ' : static_cast<char>(std::tolower(c));
    EXPECT_EQ(*join_master_key(shares), some_key());
}

TEST(KeyShares, EveryMistypedLetterIsFound) {
    const auto shares = shares_of({2, 2});
    for (std::size_t i = 0; i < shares[1].size(); ++i) {
        std::string wrong = shares[1];
        if (wrong[i] == '-') continue;
        wrong[i] = wrong[i] == 'A' ? 'B' : 'A';
        // The last letter carries bits that do not count.
        if (i + 1 == wrong.size()) continue;
        const auto key = join_master_key({shares[0], wrong});
        ASSERT_FALSE(key) << i;
        EXPECT_EQ(key.error().code, "store.share_mistyped");
        EXPECT_EQ(key.error().message, "2");
    }
    const std::vector<std::string> junk{"", "A", "äöü", "1111", std::string(5000, 'A')};
    for (const auto& typed : junk) EXPECT_EQ(refusal({shares[0], typed}), "store.share_mistyped");
}

TEST(KeyShares, OfTwoSplittingsDoNotMix) {
    EXPECT_EQ(refusal({shares_of({3, 2})[0], shares_of({3, 2})[1]}), "store.share_other");
}

TEST(KeyShares, TheSameTwiceIsOne) {
    const auto shares = shares_of({3, 2});
    EXPECT_EQ(refusal({shares[0], shares[0]}), "store.share_twice");
}

TEST(KeyShares, APlanHasTwoOrMore) {
    for (const SharePlan plan :
         {SharePlan{5, 1}, SharePlan{2, 3}, SharePlan{21, 3}, SharePlan{0, 0}, SharePlan{-1, -1}})
        EXPECT_EQ(split_master_key(some_key(), plan).error().code, "store.share_plan");
}

}  // namespace
}  // namespace dw::store
