#include "base/plain_text.h"

#include <gtest/gtest.h>

namespace dw {
namespace {

TEST(PlainText, TakesWhatPeopleWrite) {
    for (const char* text : {"", "Grüße\n\tvom Amt", "Łódź, 北京, مرحبا", "👍 gut"}) {
        EXPECT_TRUE(is_plain_text(text)) << text;
    }
}

TEST(PlainText, RefusesWhatCannotBeSeenOrTurnsTheTextAround) {
    for (const char* text : {"a\x01", "a\x7F", "a\r", "a\u0085", "a\u00ADb", "a\u200Bb", "a\u202Eb",
                             "a\u2066b", "\uFEFFa", "a\uE000", "a\uFFFE", "a\U000E0041", "a\xFF"}) {
        EXPECT_FALSE(is_plain_text(text)) << text;
    }
}

}  // namespace
}  // namespace dw
