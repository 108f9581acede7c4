// Days and times: against <chrono>, which counts days in its own way, and examples of the standard.
#include "standards/feel/temporal.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>

namespace dw::feel {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

TEST(Temporal, CountsDaysAsChronoDoes) {
    std::mt19937 random(20261130);
    for (int i = 0; i < 100'000; ++i) {
        const auto days = static_cast<std::int64_t>(random() % 20'000'000) - 10'000'000;
        const year_month_day other{sys_days(std::chrono::days(days))};
        const auto own = calendar_day({days});
        ASSERT_EQ(own.year, static_cast<int>(other.year()));
        ASSERT_EQ(own.month, static_cast<int>(static_cast<unsigned>(other.month())));
        ASSERT_EQ(own.day, static_cast<int>(static_cast<unsigned>(other.day())));
        ASSERT_EQ(make_date(own.year, own.month, own.day)->days, days);
        ASSERT_EQ(weekday({days}),
                  static_cast<int>(std::chrono::weekday(sys_days(other)).iso_encoding()));
    }
}

TEST(Temporal, AddsMonthsAsChronoDoes) {
    std::mt19937 random(7);
    for (int i = 0; i < 50'000; ++i) {
        const auto days = static_cast<std::int64_t>(random() % 2'000'000) - 1'000'000;
        const auto months = static_cast<int>(random() % 5000) - 2500;
        const year_month_day from{sys_days(std::chrono::days(days))};
        auto to = from + std::chrono::months(months);
        if (!to.ok()) to = to.year() / to.month() / std::chrono::last;
        const auto own = plus(Date{days}, MonthsDuration{months});
        ASSERT_TRUE(own.has_value());
        ASSERT_EQ(own->days, sys_days(to).time_since_epoch().count());
    }
}

TEST(Temporal, ReachesToYearsOfNineDigits) {
    EXPECT_EQ(to_string(*parse_date("999999999-12-31")), "999999999-12-31");
    EXPECT_EQ(to_string(*parse_date("-999999999-01-01")), "-999999999-01-01");
    EXPECT_FALSE(plus(*parse_date("999999999-12-31"), SecondsDuration{seconds_of_day, 0}));
    EXPECT_FALSE(plus(*parse_date("-999999999-01-01"), MonthsDuration{-1}));
    EXPECT_FALSE(parse_date("1000000000-01-01"));
}

TEST(Temporal, ReadsDaysAsTheStandardWritesThem) {
    for (const auto* good : {"2026-11-30", "-0044-03-15", "12026-01-01", "2024-02-29"})
        EXPECT_TRUE(parse_date(good).has_value()) << good;
    for (const auto* bad :
         {"", "2026-11-31", "2023-02-29", "26-11-30", "02026-01-01", "2026-1-1", "2026-00-10",
          "2026-13-10", "+2026-01-01", "2026-01-01Z", "2026/01/01", "2026-01-01T"})
        EXPECT_FALSE(parse_date(bad).has_value()) << bad;
}

TEST(Temporal, ReadsTimesAsTheStandardWritesThem) {
    for (const auto* good : {"10:30:00", "T10:30:00", "23:59:59.999999999", "00:00:00Z",
                             "10:00:00+14:00", "10:00:00-02:30:15", "10:00:00@Europe/Berlin"})
        EXPECT_TRUE(parse_time(good).has_value()) << good;
    for (const auto* bad : {"", "7:00:00", "07:1:00", "07:01:2", "24:00:01", "23:60:00", "23:59:60",
                            "10:00", "10:00:00+19:00", "10:00:00+5", "10:00:00@Europa/Berlin",
                            "10:00:00Z@Europe/Berlin", "10:00:00."})
        EXPECT_FALSE(parse_time(bad).has_value()) << bad;
    EXPECT_EQ(to_string(*parse_time("10:30:00.500")), "10:30:00.5");
    EXPECT_EQ(to_string(*parse_time("10:30:00+00:00")), "10:30:00Z");
}

TEST(Temporal, ReadsDurationsAsTheStandardWritesThem) {
    EXPECT_EQ(to_string(*parse_months_duration("P14M")), "P1Y2M");
    EXPECT_EQ(to_string(*parse_months_duration("-P1Y")), "-P1Y");
    EXPECT_EQ(to_string(*parse_months_duration("P0Y")), "P0M");
    EXPECT_EQ(to_string(*parse_seconds_duration("PT36H")), "P1DT12H");
    EXPECT_EQ(to_string(*parse_seconds_duration("-PT0.5S")), "-PT0.5S");
    EXPECT_EQ(to_string(*parse_seconds_duration("PT0S")), "PT0S");
    EXPECT_EQ(to_string(*parse_seconds_duration("P1DT1H1M1.25S")), "P1DT1H1M1.25S");
    for (const auto* bad :
         {"", "P", "PT", "P1", "1Y", "P1YT", "P1M1Y", "PT1M1H", "P1W", "P-1Y", "P1.5D", "PT1.S"}) {
        EXPECT_FALSE(parse_months_duration(bad).has_value()) << bad;
        EXPECT_FALSE(parse_seconds_duration(bad).has_value()) << bad;
    }
    EXPECT_FALSE(parse_seconds_duration("P1Y"));
    EXPECT_FALSE(parse_months_duration("P1D"));
}

// The clocks went forward in Berlin on 2026-03-29 at 02:00 and back on 2026-10-25 at 03:00.
TEST(Temporal, KnowsWhenClocksChange) {
    const auto before = *parse_date_time("2026-03-29T01:30:00@Europe/Berlin");
    EXPECT_EQ(to_string(*plus(before, SecondsDuration{3600, 0})),
              "2026-03-29T03:30:00@Europe/Berlin");
    const auto noon = *parse_date_time("2026-10-25T12:00:00@Europe/Berlin");
    const auto midnight = *parse_date_time("2026-10-25T00:00:00@Europe/Berlin");
    EXPECT_EQ(to_string(*minus(noon, midnight)), "PT13H");
    EXPECT_EQ(compare(*parse_date_time("2026-07-01T12:00:00@Europe/Berlin"),
                      *parse_date_time("2026-07-01T10:00:00Z")),
              std::strong_ordering::equal);
    EXPECT_FALSE(compare(noon, *parse_date_time("2026-10-25T12:00:00")).has_value());
}

TEST(Temporal, CountsWholeMonths) {
    const auto months = [](std::string_view from, std::string_view to) {
        return months_between(*parse_date_time(from), *parse_date_time(to)).months;
    };
    EXPECT_EQ(months("2011-12-22", "2013-08-24"), 20);
    EXPECT_EQ(months("2013-08-24", "2011-12-22"), -20);
    EXPECT_EQ(months("2014-12-31T23:59:59", "2016-12-31T00:00:01"), 24);
    EXPECT_EQ(months("2026-01-31", "2026-02-28"), 0);
    EXPECT_EQ(months("2026-01-15", "2026-01-14"), 0);
}

TEST(Temporal, CountsWeeksAsIso8601Does) {
    EXPECT_EQ(week_of_year(*parse_date("2005-01-01")), 53);
    EXPECT_EQ(week_of_year(*parse_date("2005-01-03")), 1);
    EXPECT_EQ(week_of_year(*parse_date("2026-11-30")), 49);
    EXPECT_EQ(day_of_year(*parse_date("2024-12-31")), 366);
}

}  // namespace
}  // namespace dw::feel
