// Days, times and durations as text: XML Schema Part 2, 3.2.6 to 3.2.9, with the zones of DMN 1.5,
// 10.3.4.1.
#include <algorithm>

#include "standards/feel/temporal.h"

namespace dw::feel {
namespace {

// Reads a text from left to right; what does not fit leaves it where it was.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }
    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    // Between `least` and `most` digits.
    std::optional<std::int64_t> digits(std::size_t least, std::size_t most) {
        std::size_t count = 0;
        std::int64_t value = 0;
        while (count < rest_.size() && count < most && is_digit(rest_[count]))
            value = value * 10 + (rest_[count++] - '0');
        if (count < least || (count < rest_.size() && is_digit(rest_[count]))) return std::nullopt;
        digits_ = count;
        first_ = count == 0 ? '\0' : rest_.front();
        rest_.remove_prefix(count);
        return value;
    }
    std::size_t last_digits() const { return digits_; }
    char last_first() const { return first_; }

  private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    std::string_view rest_;
    std::size_t digits_ = 0;
    char first_ = '\0';
};

std::optional<Date> scan_date(Scanner& scan) {
    const bool negative = scan.take('-');
    const auto year = scan.digits(4, 9);
    if (!year || (scan.last_digits() > 4 && scan.last_first() == '0')) return std::nullopt;
    if (!scan.take('-')) return std::nullopt;
    const auto month = scan.digits(2, 2);
    if (!month || !scan.take('-')) return std::nullopt;
    const auto day = scan.digits(2, 2);
    if (!day) return std::nullopt;
    return make_date(negative ? -*year : *year, *month, *day);
}

// A fraction; what is finer than a nanosecond is cut off.
std::optional<std::int64_t> scan_nanos(Scanner& scan) {
    if (!scan.take('.')) return 0;
    std::int64_t nanos = 0;
    int count = 0;
    for (auto unit = nanos_of_second / 10;; unit /= 10, ++count) {
        const auto rest = scan.rest();
        if (rest.empty() || rest.front() < '0' || rest.front() > '9') break;
        nanos += (rest.front() - '0') * unit;
        (void)scan.take(rest.front());
    }
    return count > 0 ? std::optional(nanos) : std::nullopt;
}

struct ScannedTime {
    Time time;
    bool next_day = false;  // "24:00:00"
};

std::optional<ScannedTime> scan_time(Scanner& scan) {
    const auto hour = scan.digits(2, 2);
    if (!hour || !scan.take(':')) return std::nullopt;
    const auto minute = scan.digits(2, 2);
    if (!minute || !scan.take(':')) return std::nullopt;
    const auto second = scan.digits(2, 2);
    if (!second) return std::nullopt;
    const auto nanos = scan_nanos(scan);
    const auto zone = Zone::parse(scan.rest());
    if (!nanos || !zone) return std::nullopt;
    if (*hour == 24 && *minute == 0 && *second == 0 && *nanos == 0)
        return ScannedTime{{0, *zone}, true};
    const auto time = make_time(*hour, *minute, *second * nanos_of_second + *nanos, *zone);
    if (!time) return std::nullopt;
    return ScannedTime{*time, false};
}

void add_padded(std::string& text, std::int64_t value, std::size_t width) {
    const auto digits = std::to_string(value);
    if (digits.size() < width) text.append(width - digits.size(), '0');
    text += digits;
}

void add_fraction(std::string& text, std::int64_t nanos) {
    if (nanos == 0) return;
    text += '.';
    add_padded(text, nanos, 9);
    text.erase(text.find_last_not_of('0') + 1);
}

// The parts of a duration between its letters, e.g. {'Y', 1}, {'M', 2}.
struct DurationParts {
    bool negative = false;
    std::int64_t years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0, nanos = 0;
    bool has_months = false, has_time = false;
};

bool scan_time_parts(Scanner& scan, DurationParts& parts) {
    char last = '\0';
    while (!scan.at_end()) {
        const auto value = scan.digits(1, 18);
        if (!value) return false;
        if (last == '\0' && scan.take('H')) {
            parts.hours = *value;
            last = 'H';
        } else if ((last == '\0' || last == 'H') && scan.take('M')) {
            parts.minutes = *value;
            last = 'M';
        } else {
            const auto nanos = scan_nanos(scan);
            if (!nanos || !scan.take('S') || !scan.at_end()) return false;
            parts.seconds = *value;
            parts.nanos = *nanos;
            last = 'S';
        }
    }
    parts.has_time = true;
    return last != '\0';
}

std::optional<DurationParts> scan_duration(std::string_view text) {
    Scanner scan(text);
    DurationParts parts;
    parts.negative = scan.take('-');
    if (!scan.take('P') || scan.at_end()) return std::nullopt;
    int stage = 0;
    while (!scan.at_end() && scan.rest().front() != 'T') {
        const auto value = scan.digits(1, 18);
        if (!value) return std::nullopt;
        if (stage < 1 && scan.take('Y')) {
            parts.years = *value;
            parts.has_months = true;
            stage = 1;
        } else if (stage < 2 && scan.take('M')) {
            parts.months = *value;
            parts.has_months = true;
            stage = 2;
        } else if (stage < 3 && scan.take('D')) {
            parts.days = *value;
            parts.has_time = true;
            stage = 3;
        } else {
            return std::nullopt;
        }
    }
    if (scan.take('T') && !scan_time_parts(scan, parts)) return std::nullopt;
    return parts;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
    Scanner scan(text);
    const auto date = scan_date(scan);
    return scan.at_end() ? date : std::nullopt;
}

std::optional<Time> parse_time(std::string_view text) {
    Scanner scan(text.starts_with('T') ? text.substr(1) : text);
    const auto scanned = scan_time(scan);
    return scanned ? std::optional(scanned->time) : std::nullopt;
}

std::optional<DateTime> parse_date_time(std::string_view text) {
    Scanner scan(text);
    auto date = scan_date(scan);
    if (!date) return std::nullopt;
    if (scan.at_end()) return make_date_time(*date, {});
    if (!scan.take('T')) return std::nullopt;
    const auto scanned = scan_time(scan);
    if (!scanned) return std::nullopt;
    if (scanned->next_day) ++date->days;
    return make_date_time(*date, scanned->time);
}

std::optional<MonthsDuration> parse_months_duration(std::string_view text) {
    const auto parts = scan_duration(text);
    if (!parts || parts->has_time) return std::nullopt;
    const auto months = static_cast<Wide>(parts->years) * 12 + parts->months;
    if (months > static_cast<Wide>(999'999'999) * 48) return std::nullopt;
    const auto whole = static_cast<std::int64_t>(months);
    return MonthsDuration{parts->negative ? -whole : whole};
}

std::optional<SecondsDuration> parse_seconds_duration(std::string_view text) {
    const auto parts = scan_duration(text);
    if (!parts || parts->has_months) return std::nullopt;
    const auto seconds = static_cast<Wide>(parts->days) * seconds_of_day +
                         static_cast<Wide>(parts->hours) * 3600 +
                         static_cast<Wide>(parts->minutes) * 60 + parts->seconds;
    const auto nanos = seconds * nanos_of_second + parts->nanos;
    return make_seconds_duration(parts->negative ? -nanos : nanos);
}

std::string to_string(Date value) {
    const auto [year, month, day] = calendar_day(value);
    std::string text = year < 0 ? "-" : "";
    add_padded(text, year < 0 ? -year : year, 4);
    text += '-';
    add_padded(text, month, 2);
    text += '-';
    add_padded(text, day, 2);
    return text;
}

std::string to_string(const Time& value) {
    std::string text;
    const auto seconds = value.nanos / nanos_of_second;
    add_padded(text, seconds / 3600, 2);
    text += ':';
    add_padded(text, seconds / 60 % 60, 2);
    text += ':';
    add_padded(text, seconds % 60, 2);
    add_fraction(text, value.nanos % nanos_of_second);
    return text + value.zone.suffix();
}

std::string to_string(const DateTime& value) {
    return to_string(date_of(value)) + "T" + to_string(time_of(value));
}

std::string to_string(MonthsDuration value) {
    if (value.months == 0) return "P0M";
    std::string text = value.months < 0 ? "-P" : "P";
    const auto size = value.months < 0 ? -value.months : value.months;
    if (size >= 12) text += std::to_string(size / 12) + "Y";
    if (size % 12 != 0) text += std::to_string(size % 12) + "M";
    return text;
}

std::string to_string(SecondsDuration value) {
    auto nanos = total_nanos(value);
    if (nanos == 0) return "PT0S";
    std::string text = nanos < 0 ? "-P" : "P";
    if (nanos < 0) nanos = -nanos;
    const auto seconds = static_cast<std::int64_t>(nanos / nanos_of_second);
    const auto rest = static_cast<std::int64_t>(nanos % nanos_of_second);
    const auto add = [&](std::int64_t count, const char* letter) {
        if (count != 0) text += std::to_string(count) + letter;
    };
    add(seconds / seconds_of_day, "D");
    if (seconds % seconds_of_day == 0 && rest == 0) return text;
    text += 'T';
    add(seconds / 3600 % 24, "H");
    add(seconds / 60 % 60, "M");
    if (seconds % 60 != 0 || rest != 0) {
        text += std::to_string(seconds % 60);
        add_fraction(text, rest);
        text += 'S';
    }
    return text;
}

}  // namespace dw::feel
