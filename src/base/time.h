// Dates and instants, kept apart: a legal date has no time of day, an instant has no calendar.
// The only place that turns one into the other is terms/berlin.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dw {

using Date = std::chrono::year_month_day;  // always ok() when it comes from parse_date
using Instant = std::chrono::sys_time<std::chrono::microseconds>;  // UTC

// "2026-02-28"; nothing for a day that does not exist or a year outside 0001–9999.
std::optional<Date> parse_date(std::string_view text);
std::string to_string(Date date);

// RFC 3339 / xs:dateTime: "2026-02-28T08:00:00Z", with offset, with or without fraction.
// Without an offset the time is taken as UTC.
std::optional<Instant> parse_instant(std::string_view text);
std::string to_string(Instant instant);

inline std::int64_t to_microseconds(Instant instant) {
    return instant.time_since_epoch().count();
}
inline Instant from_microseconds(std::int64_t us) {
    return Instant{std::chrono::microseconds{us}};
}

}  // namespace dw
