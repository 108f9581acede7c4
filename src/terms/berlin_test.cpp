#include "terms/berlin.h"

#include <gtest/gtest.h>

namespace dw {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

std::string wall(std::string_view utc) {
    const BerlinTime time = berlin_time(*parse_instant(utc));
    const auto total = std::chrono::duration_cast<minutes>(time.time_of_day).count();
    return to_string(time.date) + " " + std::to_string(total / 60) + "h" +
           std::to_string(total % 60);
}

TEST(Berlin, WinterIsOneHourAheadSummerTwo) {
    EXPECT_EQ(wall("2026-01-15T12:00:00Z"), "2026-01-15 13h0");
    EXPECT_EQ(wall("2026-07-15T12:30:00Z"), "2026-07-15 14h30");
}

TEST(Berlin, TheDayChangesAtLocalMidnight) {
    EXPECT_EQ(to_string(berlin_date(*parse_instant("2026-12-31T22:59:59Z"))), "2026-12-31");
    EXPECT_EQ(to_string(berlin_date(*parse_instant("2026-12-31T23:00:00Z"))), "2027-01-01");
    EXPECT_EQ(to_string(berlin_date(*parse_instant("2026-07-31T22:00:00Z"))), "2026-08-01");
}

TEST(Berlin, ClocksChangeOnTheLastSundaysAtOneUtc) {
    EXPECT_EQ(wall("2026-03-29T00:59:59Z"), "2026-03-29 1h59");
    EXPECT_EQ(wall("2026-03-29T01:00:00Z"), "2026-03-29 3h0");
    EXPECT_EQ(wall("2026-10-25T00:59:59Z"), "2026-10-25 2h59");
    EXPECT_EQ(wall("2026-10-25T01:00:00Z"), "2026-10-25 2h0");
}

TEST(Berlin, WrittenTimesComeBack) {
    const Date spring = *parse_date("2026-03-29");
    const Date autumn = *parse_date("2026-10-25");
    EXPECT_EQ(to_string(to_instant({spring, hours{3}})), "2026-03-29T01:00:00Z");
    EXPECT_EQ(to_string(to_instant({spring, hours{2}})), "2026-03-29T01:00:00Z");
    EXPECT_EQ(to_string(to_instant({autumn, hours{2}})), "2026-10-25T00:00:00Z");
    EXPECT_EQ(to_string(to_instant({autumn, hours{3}})), "2026-10-25T02:00:00Z");
    EXPECT_EQ(to_string(start_of(*parse_date("2026-07-01"))), "2026-06-30T22:00:00Z");
    EXPECT_EQ(berlin_date(start_of(autumn)), autumn);
}

TEST(Berlin, YearsFarAwayDoNotCrash) {
    EXPECT_EQ(to_string(berlin_date(*parse_instant("0001-01-01T00:00:00Z"))), "0001-01-01");
    EXPECT_EQ(to_string(berlin_date(*parse_instant("9999-12-31T12:00:00Z"))), "9999-12-31");
}

}  // namespace
}  // namespace dw
