#include "cases/desk_due.h"

#include <gtest/gtest.h>

namespace dw::cases {

namespace {

std::string in_german(std::string_view due) {
    return due_words(*parse_date(due), *parse_date("2026-11-24"), Language::German).text;
}
web::Tone tone(std::string_view due) {
    return due_words(*parse_date(due), *parse_date("2026-11-24"), Language::German).tone;
}

}  // namespace

TEST(DueWords, SayHowLongACaseIsOverdue) {
    EXPECT_EQ(in_german("2026-11-21"), "seit 3 Tagen überfällig");
    EXPECT_EQ(in_german("2026-11-23"), "seit gestern überfällig");
    EXPECT_EQ(in_german("2025-11-24"), "seit 365 Tagen überfällig");
}

TEST(DueWords, SayTodayAndTomorrowAsPeopleDo) {
    EXPECT_EQ(in_german("2026-11-24"), "heute fällig");
    EXPECT_EQ(in_german("2026-11-25"), "morgen fällig");
}

TEST(DueWords, CountDaysWhileTheyAreFewAndNameTheDateLater) {
    EXPECT_EQ(in_german("2026-11-26"), "in 2 Tagen fällig");
    EXPECT_EQ(in_german("2026-12-08"), "in 14 Tagen fällig");
    EXPECT_EQ(in_german("2026-12-09"), "fällig am 9. Dezember 2026");
}

TEST(DueWords, HaveAColourOnlyWhereSomethingIsToBeDoneNow) {
    EXPECT_EQ(tone("2026-11-23"), web::Tone::Danger);
    EXPECT_EQ(tone("2026-11-24"), web::Tone::Warning);
    EXPECT_EQ(tone("2026-11-25"), web::Tone::Neutral);
}

TEST(DueWords, SpeakEnglishToo) {
    EXPECT_EQ(
        due_words(*parse_date("2026-11-20"), *parse_date("2026-11-24"), Language::English).text,
        "4 days overdue");
}

}  // namespace dw::cases
