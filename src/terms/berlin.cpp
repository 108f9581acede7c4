#include "terms/berlin.h"

namespace dw {

namespace {

using std::chrono::hours;
using std::chrono::last;
using std::chrono::March;
using std::chrono::October;
using std::chrono::seconds;
using std::chrono::Sunday;
using std::chrono::sys_days;

constexpr hours winter_offset{1};
constexpr hours summer_offset{2};

// Directive 2000/84/EC Art. 2 and 3: from 01:00 UTC on the last Sunday in March to 01:00 UTC on the
// last Sunday in October.
bool is_summer(Instant instant) {
    const auto year = Date{std::chrono::floor<std::chrono::days>(instant)}.year();
    const Instant begin = sys_days{year / March / Sunday[last]} + hours{1};
    const Instant end = sys_days{year / October / Sunday[last]} + hours{1};
    return begin <= instant && instant < end;
}

}  // namespace

BerlinTime berlin_time(Instant instant) {
    const Instant wall = instant + (is_summer(instant) ? summer_offset : winter_offset);
    const auto day = std::chrono::floor<std::chrono::days>(wall);
    return {Date{day}, std::chrono::floor<seconds>(wall - day)};
}

Date berlin_date(Instant instant) {
    return berlin_time(instant).date;
}

Instant to_instant(const BerlinTime& written) {
    const Instant wall = Instant{sys_days{written.date}} + written.time_of_day;
    const Instant if_summer = wall - summer_offset;
    return is_summer(if_summer) ? if_summer : wall - winter_offset;
}

Instant start_of(Date day) {
    return to_instant({day, seconds{0}});
}

}  // namespace dw
