// Legal time: the only place where an Instant becomes a Date, or the other way round.
//
// German authorities count days in legal time (Europe/Berlin), one hour ahead of UTC and two in
// summer. The rule is in the code, not in a zone file: Directive 2000/84/EC, in force like this
// since 1996. Instants before 1996 are treated by the same rule.
#pragma once

#include <chrono>

#include "base/time.h"

namespace dw {

struct BerlinTime {
    Date date;
    std::chrono::seconds time_of_day;  // since midnight, by the clock on the wall
    bool operator==(const BerlinTime&) const = default;
};

BerlinTime berlin_time(Instant instant);
Date berlin_date(Instant instant);

// An hour that exists twice means the first one; one that does not exist means the hour after it.
Instant to_instant(const BerlinTime& written);
Instant start_of(Date day);  // 00:00 in Berlin

}  // namespace dw
