#include "base/text.h"

#include <gtest/gtest.h>

namespace dw {
namespace {

TEST(Text, FindsTheFirstByteThatIsNotUtf8) {
    EXPECT_FALSE(first_invalid_utf8("Käse 中 😀"));
    EXPECT_EQ(first_invalid_utf8("ab\xff"), 2U);
    EXPECT_EQ(first_invalid_utf8("\xc0\xaf"), 0U);          // overlong
    EXPECT_EQ(first_invalid_utf8("\xed\xa0\x80"), 0U);      // surrogate
    EXPECT_EQ(first_invalid_utf8("\xf4\x90\x80\x80"), 0U);  // above U+10FFFF
    EXPECT_EQ(first_invalid_utf8("a\xc3"), 1U);             // cut off
}

TEST(Text, ControlCharactersAreSeen) {
    EXPECT_FALSE(has_control_characters("Zeile\nZeile\tTab ä"));
    EXPECT_TRUE(has_control_characters("a\rb"));
    EXPECT_TRUE(has_control_characters(std::string_view("a\0b", 3)));
    EXPECT_TRUE(has_control_characters("\xc2\x85"));
}

TEST(Text, CountsAndCutsCharactersNotBytes) {
    EXPECT_EQ(code_points("Käse"), 4U);
    EXPECT_EQ(cut("Käse", 2), "K");
    EXPECT_EQ(cut("Käse", 3), "Kä");
    EXPECT_EQ(cut("Käse", 9), "Käse");
}

TEST(Text, TrimsAndSplits) {
    EXPECT_EQ(trim(" \t a b \r\n"), "a b");
    EXPECT_EQ(trim("  "), "");
    EXPECT_EQ(split("a;;b", ';'), (std::vector<std::string_view>{"a", "", "b"}));
    EXPECT_EQ(split("", ';').size(), 1U);
}

TEST(Text, LowersLatinLetters) {
    EXPECT_EQ(lower("ÄÖÜ ẞ ÉŁŽŞȘİ×"), "äöü ß éłžşși×");
    EXPECT_EQ(lower("a\xff"), "a\xff");
}

TEST(Text, SortsAsDin5007Does) {
    EXPECT_EQ(sort_key("Ärzte-Haus (Süd)"), "arzte haus sud");
    EXPECT_EQ(sort_key("Straße"), sort_key("STRASSE"));
    EXPECT_EQ(sort_key("Łódź Œuvre Ğ ű"), "lodz oeuvre g u");
    EXPECT_LT(sort_key("Ärzte"), sort_key("Zahn"));
    EXPECT_LT(sort_key("Bad Zwesten"), sort_key("Badbergen"));
}

TEST(Text, ReadsWholeNumbersOnly) {
    EXPECT_EQ(parse_integer("-42"), -42);
    EXPECT_FALSE(parse_integer("4 2"));
    EXPECT_FALSE(parse_integer(""));
    EXPECT_FALSE(parse_integer("9223372036854775808"));
}

}  // namespace
}  // namespace dw
