#include "catalogue/search_spelling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace dw::catalogue {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> near(std::string_view written, int most,
                              const std::vector<std::string>& words) {
    std::vector<std::string> found;
    const WordList list{static_cast<std::uint32_t>(words.size()),
                        [&](std::uint32_t number) { return std::string_view(words[number]); }};
    for (const auto& similar : similar_words(written, most, list)) {
        found.push_back(words[similar.number] + " " + std::to_string(similar.slips));
    }
    return found;
}

// Optimal string alignment, the plain way.
int distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = static_cast<int>(i);
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const int other = a[i - 1] == b[j - 1] ? 0 : 1;
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + other});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
    }
    return d[a.size()][b.size()];
}

TEST(SimilarWords, ALetterTooFewTooManyWrongOrExchanged) {
    const std::vector<std::string> words = {"ausweis", "hund", "hunde", "hut", "steuer"};
    EXPECT_THAT(near("hund", 1, words), ElementsAre("hund 0", "hunde 1"));
    EXPECT_THAT(near("hnud", 1, words), ElementsAre("hund 1"));
    EXPECT_THAT(near("stuer", 1, words), ElementsAre("steuer 1"));
    EXPECT_THAT(near("ausweiss", 1, words), ElementsAre("ausweis 1"));
    EXPECT_THAT(near("auswaiss", 2, words), ElementsAre("ausweis 2"));
    EXPECT_THAT(near("xyz", 2, words), IsEmpty());
    EXPECT_THAT(near("", 2, words), IsEmpty());
    EXPECT_THAT(near(std::string(500, 'a'), 2, words), IsEmpty());
}

TEST(SimilarWords, FindsWhatAComparisonWithEachWordFinds) {
    std::mt19937 random(7);
    const auto letter = [&] { return static_cast<char>('a' + random() % 4); };
    const auto word = [&] {
        std::string made;
        for (auto size = 3 + random() % 7; size > 0; --size) made += letter();
        return made;
    };
    std::vector<std::string> words;
    for (int i = 0; i < 800; ++i) words.push_back(word());
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    for (int i = 0; i < 200; ++i) {
        const auto written = word();
        const int most = 1 + i % 2;
        std::vector<std::string> expected;
        for (const auto& one : words) {
            const int slips = distance(written, one);
            if (slips <= most) expected.push_back(one + " " + std::to_string(slips));
        }
        EXPECT_EQ(near(written, most, words), expected) << written;
    }
}

TEST(SimilarWords, ShortWordsAreForgivenLess) {
    EXPECT_EQ(forgiven_slips(3), 0);
    EXPECT_EQ(forgiven_slips(5), 1);
    EXPECT_EQ(forgiven_slips(12), 2);
}

}  // namespace
}  // namespace dw::catalogue
