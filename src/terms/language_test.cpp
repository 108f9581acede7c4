#include "terms/language.h"

#include <gtest/gtest.h>

#include "terms/assurance_level.h"

namespace dw {
namespace {

TEST(Language, FormatFillsPlaceholdersInTheirOwnOrder) {
    const Text text{"{1} vor {0}", "{0} after {1}"};
    EXPECT_EQ(format(text, Language::German, {"a", "b"}), "b vor a");
    EXPECT_EQ(format(text, Language::English, {"a", "b"}), "a after b");
    EXPECT_EQ(format(text, Language::English, {"a"}), "a after {1}");
    EXPECT_EQ(format({"{x} {0", "-"}, Language::German, {"a"}), "{x} {0");
    // What was filled in is not read again.
    EXPECT_EQ(format({"{0}{1}", "-"}, Language::German, {"{1}", "b"}), "{1}b");
}

TEST(Language, CodesGoBothWays) {
    EXPECT_EQ(language_from_code("de"), Language::German);
    EXPECT_EQ(language_from_code(code_of(Language::English)), Language::English);
    EXPECT_FALSE(language_from_code("fr"));
}

TEST(AssuranceLevel, NamesGoBothWaysAndLevelsAreOrdered) {
    EXPECT_EQ(assurance_level_from("basis"), AssuranceLevel::Basis);
    EXPECT_EQ(assurance_level_from("substantial"), AssuranceLevel::Substantial);
    EXPECT_EQ(assurance_level_from("high"), AssuranceLevel::High);
    EXPECT_FALSE(assurance_level_from("hoch"));
    EXPECT_LT(AssuranceLevel::Substantial, AssuranceLevel::High);
}

}  // namespace
}  // namespace dw
