#include "base/time.h"

namespace dw {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// A reader over text: each step takes what it expects or marks the whole as failed.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    int digits(std::size_t count) {
        if (rest_.size() < count) failed_ = true;
        int value = 0;
        for (std::size_t i = 0; i < count && !failed_; ++i) {
            if (rest_[i] < '0' || rest_[i] > '9') failed_ = true;
            value = value * 10 + (rest_[i] - '0');
        }
        if (!failed_) rest_.remove_prefix(count);
        return failed_ ? 0 : value;
    }
    bool take(char expected) {
        if (failed_ || rest_.empty() || rest_.front() != expected) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void require(char expected) {
        if (!take(expected)) failed_ = true;
    }
    bool digit_follows() const {
        return !failed_ && !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
    }
    void fail() { failed_ = true; }
    bool failed() const { return failed_; }
    bool done() const { return !failed_ && rest_.empty(); }

  private:
    std::string_view rest_;
    bool failed_ = false;
};

Date read_date(Reader& in) {
    const int year = in.digits(4);
    in.require('-');
    const int month = in.digits(2);
    in.require('-');
    const int day = in.digits(2);
    const Date date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                    std::chrono::day{static_cast<unsigned>(day)}};
    if (year < 1 || !date.ok()) in.fail();
    return date;
}

// Digits beyond microseconds are read and dropped.
microseconds read_fraction(Reader& in) {
    if (!in.take('.')) return microseconds{0};
    if (!in.digit_follows()) in.fail();
    std::int64_t value = 0;
    std::int64_t weight = 100'000;
    while (in.digit_follows()) {
        value += in.digits(1) * weight;
        weight /= 10;
    }
    return microseconds{value};
}

microseconds read_time(Reader& in) {
    const int hour = in.digits(2);
    in.require(':');
    const int minute = in.digits(2);
    in.require(':');
    const int second = in.digits(2);
    const auto fraction = read_fraction(in);
    // 24:00:00 is the end of the day (xs:dateTime); a leap second counts as the second after it.
    const bool end_of_day = hour == 24 && minute == 0 && second == 0 && fraction.count() == 0;
    if ((hour > 23 && !end_of_day) || minute > 59 || second > 60) in.fail();
    return hours{hour} + minutes{minute} + seconds{second} + fraction;
}

minutes read_offset(Reader& in) {
    if (in.take('Z') || in.take('z') || in.done()) return minutes{0};
    const bool west = in.take('-');
    if (!west) in.require('+');
    const int hour = in.digits(2);
    in.require(':');
    const int minute = in.digits(2);
    if (hour > 14 || minute > 59) in.fail();
    const minutes offset = hours{hour} + minutes{minute};
    return west ? -offset : offset;
}

std::string padded(std::int64_t value, std::size_t width) {
    std::string digits = std::to_string(value);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
    Reader in(text);
    const Date date = read_date(in);
    if (!in.done()) return std::nullopt;
    return date;
}

std::string to_string(Date date) {
    return padded(static_cast<int>(date.year()), 4) + "-" +
           padded(static_cast<unsigned>(date.month()), 2) + "-" +
           padded(static_cast<unsigned>(date.day()), 2);
}

std::optional<Instant> parse_instant(std::string_view text) {
    Reader in(text);
    const Date date = read_date(in);
    if (!in.take('T') && !in.take('t') && !in.take(' ')) in.fail();
    const auto time = read_time(in);
    const auto offset = read_offset(in);
    if (!in.done()) return std::nullopt;
    const Instant instant = Instant{std::chrono::sys_days{date}} + time - offset;
    // An offset must not push the instant out of the years that can be written again.
    const int year = static_cast<int>(Date{std::chrono::floor<days>(instant)}.year());
    if (year < 1 || year > 9999) return std::nullopt;
    return instant;
}

std::string to_string(Instant instant) {
    const auto day = std::chrono::floor<days>(instant);
    const std::chrono::hh_mm_ss<microseconds> time{instant - day};
    std::string text = to_string(Date{day}) + "T" + padded(time.hours().count(), 2) + ":" +
                       padded(time.minutes().count(), 2) + ":" + padded(time.seconds().count(), 2);
    if (time.subseconds().count() != 0) text += "." + padded(time.subseconds().count(), 6);
    return text + "Z";
}

}  // namespace dw
