// Period: a span as laws write it: "one month", "two weeks", "the third working day".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "terms/language.h"

namespace dw {

enum class PeriodUnit { Days, WorkingDays, Weeks, Months, Years };

struct Period {
    int count = 0;
    PeriodUnit unit = PeriodUnit::Days;
    bool operator==(const Period&) const = default;
};

// ISO 8601 duration of one unit: "P14D", "P2W", "P1M", "P1Y"; at most 9999 of it. Working days have
// no form there and are not read.
std::optional<Period> parse_period(std::string_view text);

// "1 Monat", "3 Werktage"
std::string in_words(const Period& period, Language language);

}  // namespace dw
