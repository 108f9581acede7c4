#include "terms/calendar.h"

#include <algorithm>
#include <array>

#include "terms/assets.h"
#include "terms/data_table.h"

namespace dw {

namespace {

using std::chrono::days;
using std::chrono::month_day;
using std::chrono::year;

constexpr std::array<std::string_view, 8> columns = {"rule",    "name_de", "name_en", "area",
                                                     "applies", "from",    "to",      "source"};

std::optional<HolidayRule> read_rule(std::string_view written) {
    HolidayRule rule;
    if (written == "repentance") {
        rule.kind = HolidayKind::Repentance;
        return rule;
    }
    if (written.starts_with("easter")) {
        std::string_view shift = written.substr(6);
        if (shift.starts_with('+')) shift.remove_prefix(1);
        const auto count = parse_integer(shift);
        if (!count || *count < -60 || *count > 100) return std::nullopt;
        rule.kind = HolidayKind::Easter;
        rule.from_easter = days{*count};
        return rule;
    }
    // 2000 is a leap year: every day that can exist is a day of it.
    const auto day = parse_date("2000-" + std::string(written));
    if (!day) return std::nullopt;
    rule.day = month_day{day->month(), day->day()};
    return rule;
}

std::optional<year> read_year(std::string_view written, year if_empty) {
    if (written.empty()) return if_empty;
    const auto number = parse_integer(written);
    if (!number || *number < 1 || *number > 9999) return std::nullopt;
    return year{static_cast<int>(*number)};
}

// The rule of a row, or the column that could not be read.
std::variant<HolidayRule, std::size_t> read_row(const DataRow& row) {
    auto rule = read_rule(row.cells[0]);
    if (!rule) return std::size_t{0};
    rule->holiday = {std::string(row.cells[1]), std::string(row.cells[2]),
                     std::string(row.cells[7])};
    for (const std::size_t required : {1U, 2U, 7U}) {
        if (row.cells[required].empty()) return std::size_t{required};
    }
    const auto area = Ars::parse(row.cells[3]);
    if (!area) return std::size_t{3};
    rule->area = *area;
    if (row.cells[4] != "all" && row.cells[4] != "some") return std::size_t{4};
    rule->reach = row.cells[4] == "all" ? HolidayReach::All : HolidayReach::Some;
    const auto first = read_year(row.cells[5], rule->first_year);
    if (!first) return std::size_t{5};
    const auto last = read_year(row.cells[6], rule->last_year);
    if (!last || *last < *first) return std::size_t{6};
    rule->first_year = *first;
    rule->last_year = *last;
    return *rule;
}

Date repentance_day(year of) {
    const Date before = of / std::chrono::November / 22;
    const auto back = weekday_of(before) - std::chrono::Wednesday;
    return days_after(before, -back);
}

// What of a day the rules ask for.
struct AskedDay {
    month_day of_year;
    std::chrono::days after_easter;
    bool is_repentance_day;

    explicit AskedDay(Date asked)
        : of_year(asked.month(), asked.day()),
          after_easter(std::chrono::sys_days{asked} -
                       std::chrono::sys_days{easter_sunday(asked.year())}),
          is_repentance_day(asked.month() == std::chrono::November &&
                            repentance_day(asked.year()) == asked) {}
};

bool falls_on(const HolidayRule& rule, const AskedDay& asked) {
    switch (rule.kind) {
        case HolidayKind::Fixed:
            return rule.day == asked.of_year;
        case HolidayKind::Easter:
            return rule.from_easter == asked.after_easter;
        case HolidayKind::Repentance:
            break;
    }
    return asked.is_repentance_day;
}

}  // namespace

HolidayTable Calendar::parse(std::string_view csv) {
    const DataTable table = read_data_table(csv, columns);
    HolidayTable read{{}, table.findings};
    for (const DataRow& row : table.rows) {
        auto rule = read_row(row);
        if (auto* good = std::get_if<HolidayRule>(&rule)) {
            read.rules.push_back(std::move(*good));
        } else {
            const std::size_t column = std::get<std::size_t>(rule);
            read.findings.push_back(row_finding(row, columns[column], row.cells[column]));
        }
    }
    return read;
}

Result<Calendar> Calendar::load() {
    for (const EmbeddedFile& file : terms::assets::files) {
        if (file.path != "data/calendar/holidays.csv") continue;
        HolidayTable table = parse(file.bytes);
        if (!table.findings.empty()) {
            return corrupt("calendar.table", "holidays.csv, " + table.findings.front().place);
        }
        return Calendar(std::move(table.rules));
    }
    return not_found("calendar.missing", "holidays.csv is not in the program");
}

std::optional<Holiday> Calendar::find(Date day, const Ars& place, HolidayReach reach) const {
    const AskedDay asked(day);
    for (const HolidayRule& rule : rules_) {
        // Most rules are of another day, which is told faster than that they are of another place.
        if (!falls_on(rule, asked) || rule.reach != reach) continue;
        const bool valid = rule.first_year <= day.year() && day.year() <= rule.last_year;
        if (valid && rule.area.contains(place)) return rule.holiday;
    }
    return std::nullopt;
}

std::optional<Holiday> Calendar::holiday_on(Date day, const Ars& place) const {
    return find(day, place, HolidayReach::All);
}

std::optional<Holiday> Calendar::may_be_holiday(Date day, const Ars& place) const {
    if (holiday_on(day, place)) return std::nullopt;
    return find(day, place, HolidayReach::Some);
}

bool Calendar::is_working_day(Date day, const Ars& place) const {
    const auto weekday = weekday_of(day);
    const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
    return !weekend && !holiday_on(day, place);
}

Date Calendar::next_working_day(Date day, const Ars& place) const {
    while (!is_working_day(day, place)) day = days_after(day, days{1});
    return day;
}

// Anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8).
Date easter_sunday(year of) {
    const int y = static_cast<int>(of);
    const int golden = y % 19;
    const int century = y / 100;
    const int in_century = y % 100;
    const int correction = (century - (century + 8) / 25 + 1) / 3;
    const int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    const int weekday =
        (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    const int late = (golden + 11 * epact + 22 * weekday) / 451;
    const int number = epact + weekday - 7 * late + 114;
    return of / std::chrono::month{static_cast<unsigned>(number / 31)} /
           std::chrono::day{static_cast<unsigned>(number % 31 + 1)};
}

Date days_after(Date day, days count) {
    return Date{std::chrono::sys_days{day} + count};
}

std::chrono::weekday weekday_of(Date day) {
    return std::chrono::weekday{std::chrono::sys_days{day}};
}

}  // namespace dw
