#include "cases/calendar_text.h"

#include <gtest/gtest.h>

namespace dw::cases {
namespace {

using namespace std::chrono_literals;

CalendarText with(std::string words) {
    return {.name = "Fristen",
            .made = *parse_instant("2026-11-30T08:05:09Z"),
            .days = {{"a/answer@amt.example", 2026y / 12 / 14, std::move(words)}}};
}

std::string unfolded(std::string text) {
    for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ", at))
        text.erase(at, 3);
    return text;
}

TEST(CalendarText, ADayIsAnEventOfTheWholeDay) {
    EXPECT_EQ(calendar_text(with("7K4-M9Q-2XC: Bearbeitung")),
              "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Dienstweg//Fristen//DE\r\n"
              "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nX-WR-CALNAME:Fristen\r\n"
              "BEGIN:VEVENT\r\nUID:a/answer@amt.example\r\nDTSTAMP:20261130T080509Z\r\n"
              "DTSTART;VALUE=DATE:20261214\r\nSUMMARY:7K4-M9Q-2XC: Bearbeitung\r\n"
              "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

TEST(CalendarText, WordsCannotBecomeLinesOfTheirOwn) {
    const auto text = calendar_text(with("a;b,c\\d\r\nEND:VCALENDAR\x01"));
    EXPECT_NE(text.find("SUMMARY:a\\;b\\,c\\\\d\\nEND:VCALENDAR\r\n"), std::string::npos) << text;
}

TEST(CalendarText, LongLinesAreFoldedBetweenLetters) {
    std::string words;
    for (int i = 0; i < 100; ++i) words += "ä–🐕x";
    const auto text = calendar_text(with(words));
    std::size_t begin = 0;
    for (auto end = text.find("\r\n"); end != std::string::npos; end = text.find("\r\n", begin)) {
        EXPECT_LE(end - begin, 75U);
        EXPECT_NE(static_cast<unsigned char>(text[begin]) & 0xC0U, 0x80U) << "within a letter";
        begin = end + 2;
    }
    EXPECT_EQ(begin, text.size());
    EXPECT_NE(unfolded(text).find("SUMMARY:" + words + "\r\n"), std::string::npos);
}

}  // namespace
}  // namespace dw::cases
