#include "catalogue/word_differences.h"

#include <gtest/gtest.h>

namespace dw::catalogue {
namespace {

using Pieces = std::vector<TextPiece>;

TEST(WordDifferences, NameWhatWasTakenOutAndPutIn) {
    EXPECT_EQ(word_differences("Bis zum dritten Werktag nach dem Tod.",
                               "Bis zum nächsten Werktag nach dem Tod."),
              (Pieces{{WordChange::Same, "Bis zum "},
                      {WordChange::Removed, "dritten "},
                      {WordChange::Added, "nächsten "},
                      {WordChange::Same, "Werktag nach dem Tod."}}));
    EXPECT_EQ(word_differences("eins zwei", "eins zwei"),
              (Pieces{{WordChange::Same, "eins zwei"}}));
    EXPECT_EQ(word_differences("", "neu"), (Pieces{{WordChange::Added, "neu"}}));
    EXPECT_EQ(word_differences("alt", ""), (Pieces{{WordChange::Removed, "alt"}}));
    EXPECT_TRUE(word_differences("", "").empty());
}

TEST(WordDifferences, FindsWordsThatMoved) {
    EXPECT_EQ(word_differences("a b c d", "a c d b"), (Pieces{{WordChange::Same, "a "},
                                                              {WordChange::Removed, "b "},
                                                              {WordChange::Same, "c d "},
                                                              {WordChange::Added, "b"}}));
}

TEST(WordDifferences, DoesNotCompareForEver) {
    std::string before = "Anfang ", after = "Anfang ";
    for (int i = 0; i < 20'000; ++i) {
        before += "alt" + std::to_string(i) + " ";
        after += "neu" + std::to_string(i) + " ";
    }
    const auto pieces = word_differences(before, after);
    ASSERT_EQ(pieces.size(), 3U);
    EXPECT_EQ(pieces[0], (TextPiece{WordChange::Same, "Anfang "}));
    EXPECT_EQ(pieces[1].change, WordChange::Removed);
    EXPECT_EQ(pieces[2].change, WordChange::Added);
}

}  // namespace
}  // namespace dw::catalogue
