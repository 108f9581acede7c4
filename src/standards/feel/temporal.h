// Days, times and durations as FEEL knows them (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.8): the proleptic
// Gregorian calendar from year -999,999,999 to 999,999,999, times to the nanosecond.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "standards/feel/zone.h"

namespace dw::feel {

// 128 bits, which C++ itself does not know: nanoseconds of all years that can be written.
__extension__ typedef __int128 Wide;

inline constexpr std::int64_t seconds_of_day = 86'400;
inline constexpr std::int64_t nanos_of_second = 1'000'000'000;

// A calendar day.
struct Date {
    std::int64_t days = 0;  // since 1970-01-01
    auto operator<=>(const Date&) const = default;
};

struct CalendarDay {
    std::int64_t year;
    int month;  // 1 to 12
    int day;    // 1 to 31
};

CalendarDay calendar_day(Date date);
std::optional<Date> make_date(std::int64_t year, std::int64_t month, std::int64_t day);
int weekday(Date date);       // 1 Monday to 7 Sunday
int day_of_year(Date date);   // from 1
int week_of_year(Date date);  // ISO 8601

// A time of day.
struct Time {
    std::int64_t nanos = 0;  // since midnight
    Zone zone;
    bool operator==(const Time&) const = default;
};
std::optional<Time> make_time(std::int64_t hour, std::int64_t minute, std::int64_t nanos,
                              Zone zone);

// A day and a time.
struct DateTime {
    std::int64_t seconds = 0;  // local, since 1970-01-01T00:00:00
    std::uint32_t nanos = 0;
    Zone zone;
    bool operator==(const DateTime&) const = default;
};
DateTime make_date_time(Date date, Time time);
Date date_of(const DateTime& value);
Time time_of(const DateTime& value);

// "years and months duration"
struct MonthsDuration {
    std::int64_t months = 0;
    auto operator<=>(const MonthsDuration&) const = default;
};

// "days and time duration": seconds + nanos, nanos from 0 to 999,999,999.
struct SecondsDuration {
    std::int64_t seconds = 0;
    std::uint32_t nanos = 0;
    auto operator<=>(const SecondsDuration&) const = default;
};
// Nothing where it does not fit.
std::optional<SecondsDuration> make_seconds_duration(Wide nanos);
Wide total_nanos(SecondsDuration duration);

// Texts as XML Schema writes them, zones as FEEL does ("@Europe/Berlin").
std::optional<Date> parse_date(std::string_view text);
std::optional<Time> parse_time(std::string_view text);
std::optional<DateTime> parse_date_time(std::string_view text);
std::optional<MonthsDuration> parse_months_duration(std::string_view text);
std::optional<SecondsDuration> parse_seconds_duration(std::string_view text);
std::string to_string(Date value);
std::string to_string(const Time& value);
std::string to_string(const DateTime& value);
std::string to_string(MonthsDuration value);
std::string to_string(SecondsDuration value);

// Nothing where one has a zone and the other has none.
std::optional<std::strong_ordering> compare(const Time& left, const Time& right);
std::optional<std::strong_ordering> compare(const DateTime& left, const DateTime& right);

// Nothing where the result is out of range.
std::optional<Date> plus(Date date, MonthsDuration duration);
std::optional<Date> plus(Date date, SecondsDuration duration);
std::optional<DateTime> plus(const DateTime& value, MonthsDuration duration);
std::optional<DateTime> plus(const DateTime& value, SecondsDuration duration);
Time plus(const Time& value, SecondsDuration duration);  // round the clock
std::optional<SecondsDuration> minus(const DateTime& left, const DateTime& right);
std::optional<SecondsDuration> minus(const Time& left, const Time& right);
// Whole months from `from` to `to`.
MonthsDuration months_between(const DateTime& from, const DateTime& to);

}  // namespace dw::feel
