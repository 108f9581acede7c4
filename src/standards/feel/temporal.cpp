#include "standards/feel/temporal.h"

#include <algorithm>
#include <cstdlib>

namespace dw::feel {
namespace {

constexpr std::int64_t greatest_year = 999'999'999;

std::int64_t floor_div(std::int64_t value, std::int64_t by) {
    const auto quotient = value / by;
    return value % by < 0 ? quotient - 1 : quotient;
}
std::int64_t floor_mod(std::int64_t value, std::int64_t by) {
    return value - floor_div(value, by) * by;
}

bool is_leap(std::int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
int days_of_month(std::int64_t year, std::int64_t month) {
    if (month == 2) return is_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// Days since 1970-01-01. The year begins in March here, so that a leap day is its last; 400 years
// have 146,097 days.
std::int64_t days_from_civil(std::int64_t year, std::int64_t month, std::int64_t day) {
    if (month <= 2) --year;
    const auto cycle = floor_div(year, 400);
    const auto year_of_cycle = year - cycle * 400;
    const auto month_from_march = (month + 9) % 12;
    const auto day_of_march_year = (153 * month_from_march + 2) / 5 + day - 1;
    const auto day_of_cycle =
        year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_march_year;
    return cycle * 146'097 + day_of_cycle - 719'468;
}

bool in_range(std::int64_t days) {
    static const auto least = days_from_civil(-greatest_year, 1, 1);
    static const auto most = days_from_civil(greatest_year, 12, 31);
    return days >= least && days <= most;
}

std::int64_t add_months(std::int64_t days, std::int64_t months, bool& fits) {
    const auto [year, month, day] = calendar_day({days});
    const auto sum = year * 12 + (month - 1) + months;
    const auto new_year = floor_div(sum, 12);
    const auto new_month = floor_mod(sum, 12) + 1;
    fits = new_year >= -greatest_year && new_year <= greatest_year;
    if (!fits) return 0;
    return days_from_civil(new_year, new_month, std::min(day, days_of_month(new_year, new_month)));
}

constexpr std::int64_t most_months = 12 * 4 * greatest_year;

}  // namespace

CalendarDay calendar_day(Date date) {
    const auto shifted = date.days + 719'468;
    const auto cycle = floor_div(shifted, 146'097);
    const auto day_of_cycle = shifted - cycle * 146'097;
    const auto year_of_cycle =
        (day_of_cycle - day_of_cycle / 1'460 + day_of_cycle / 36'524 - day_of_cycle / 146'096) /
        365;
    const auto day_of_year =
        day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    const auto month_from_march = (5 * day_of_year + 2) / 153;
    const auto day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    const auto month =
        static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    return {year_of_cycle + cycle * 400 + (month <= 2 ? 1 : 0), month, day};
}

std::optional<Date> make_date(std::int64_t year, std::int64_t month, std::int64_t day) {
    if (year < -greatest_year || year > greatest_year || month < 1 || month > 12 || day < 1 ||
        day > days_of_month(year, month))
        return std::nullopt;
    return Date{days_from_civil(year, month, day)};
}

int weekday(Date date) {
    return static_cast<int>(floor_mod(date.days + 3, 7)) + 1;  // 1970-01-01 was a Thursday
}
int day_of_year(Date date) {
    return static_cast<int>(date.days - days_from_civil(calendar_day(date).year, 1, 1)) + 1;
}
// ISO 8601: the week belongs to the year its Thursday is in.
int week_of_year(Date date) {
    const Date thursday{date.days + 4 - weekday(date)};
    return (day_of_year(thursday) - 1) / 7 + 1;
}

std::optional<Time> make_time(std::int64_t hour, std::int64_t minute, std::int64_t nanos,
                              Zone zone) {
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || nanos < 0 ||
        nanos >= 60 * nanos_of_second)
        return std::nullopt;
    return Time{(hour * 3600 + minute * 60) * nanos_of_second + nanos, zone};
}

DateTime make_date_time(Date date, Time time) {
    return {date.days * seconds_of_day + time.nanos / nanos_of_second,
            static_cast<std::uint32_t>(time.nanos % nanos_of_second), time.zone};
}
Date date_of(const DateTime& value) {
    return {floor_div(value.seconds, seconds_of_day)};
}
Time time_of(const DateTime& value) {
    return {floor_mod(value.seconds, seconds_of_day) * nanos_of_second + value.nanos, value.zone};
}

std::optional<SecondsDuration> make_seconds_duration(Wide nanos) {
    auto seconds = nanos / nanos_of_second;
    auto rest = nanos % nanos_of_second;
    if (rest < 0) {
        rest += nanos_of_second;
        --seconds;
    }
    // Enough for the whole calendar.
    constexpr Wide most = static_cast<Wide>(4 * greatest_year) * 366 * seconds_of_day;
    if (seconds > most || seconds < -most) return std::nullopt;
    return SecondsDuration{static_cast<std::int64_t>(seconds), static_cast<std::uint32_t>(rest)};
}
Wide total_nanos(SecondsDuration duration) {
    return static_cast<Wide>(duration.seconds) * nanos_of_second + duration.nanos;
}

namespace {

// A time's place on the line of all times; local times stand on a line of their own.
Wide instant_nanos(const DateTime& value) {
    const auto offset = value.zone.is_absent() ? 0 : value.zone.offset_at_local(value.seconds);
    return static_cast<Wide>(value.seconds - offset) * nanos_of_second + value.nanos;
}
std::int64_t instant_nanos(const Time& value) {
    const auto offset = value.zone.is_absent() ? 0 : value.zone.offset_at_local(0);
    return value.nanos - offset * nanos_of_second;
}

}  // namespace

std::optional<std::strong_ordering> compare(const Time& left, const Time& right) {
    if (left.zone.is_absent() != right.zone.is_absent()) return std::nullopt;
    return instant_nanos(left) <=> instant_nanos(right);
}
std::optional<std::strong_ordering> compare(const DateTime& left, const DateTime& right) {
    if (left.zone.is_absent() != right.zone.is_absent()) return std::nullopt;
    const auto a = instant_nanos(left);
    const auto b = instant_nanos(right);
    return a < b   ? std::strong_ordering::less
           : a > b ? std::strong_ordering::greater
                   : std::strong_ordering::equal;
}

std::optional<Date> plus(Date date, MonthsDuration duration) {
    if (std::abs(duration.months) > most_months) return std::nullopt;
    bool fits = false;
    const auto days = add_months(date.days, duration.months, fits);
    return fits ? std::optional(Date{days}) : std::nullopt;
}
std::optional<Date> plus(Date date, SecondsDuration duration) {
    const auto sum = static_cast<Wide>(date.days) * seconds_of_day + duration.seconds;
    const auto days = floor_div(static_cast<std::int64_t>(sum), seconds_of_day);
    return in_range(days) ? std::optional(Date{days}) : std::nullopt;
}
std::optional<DateTime> plus(const DateTime& value, MonthsDuration duration) {
    const auto day = plus(date_of(value), duration);
    if (!day) return std::nullopt;
    return make_date_time(*day, time_of(value));
}
std::optional<DateTime> plus(const DateTime& value, SecondsDuration duration) {
    DateTime result = value;
    // With a zone whose offset changes, what passes is time, not the clock.
    const auto offset = value.zone.is_named() ? value.zone.offset_at_local(value.seconds) : 0;
    const auto nanos = static_cast<std::int64_t>(value.nanos) + duration.nanos;
    auto seconds = value.seconds - offset + duration.seconds + nanos / nanos_of_second;
    if (value.zone.is_named()) seconds += value.zone.offset_at_instant(seconds);
    result.seconds = seconds;
    result.nanos = static_cast<std::uint32_t>(nanos % nanos_of_second);
    return in_range(floor_div(seconds, seconds_of_day)) ? std::optional(result) : std::nullopt;
}
Time plus(const Time& value, SecondsDuration duration) {
    const auto of_day = floor_mod(duration.seconds, seconds_of_day) * nanos_of_second;
    return {floor_mod(value.nanos + of_day + duration.nanos, seconds_of_day * nanos_of_second),
            value.zone};
}

std::optional<SecondsDuration> minus(const DateTime& left, const DateTime& right) {
    if (left.zone.is_absent() != right.zone.is_absent()) return std::nullopt;
    return make_seconds_duration(instant_nanos(left) - instant_nanos(right));
}
std::optional<SecondsDuration> minus(const Time& left, const Time& right) {
    if (left.zone.is_absent() != right.zone.is_absent()) return std::nullopt;
    return make_seconds_duration(instant_nanos(left) - instant_nanos(right));
}

MonthsDuration months_between(const DateTime& from, const DateTime& to) {
    const auto first = calendar_day(date_of(from));
    const auto last = calendar_day(date_of(to));
    auto months = (last.year - first.year) * 12 + (last.month - first.month);
    // Days decide, not the time of day.
    if (months > 0 && last.day < first.day) --months;
    if (months < 0 && last.day > first.day) ++months;
    return {months};
}

}  // namespace dw::feel
