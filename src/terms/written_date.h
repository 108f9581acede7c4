// Dates as people write them.
#pragma once

#include <string>

#include "base/time.h"
#include "terms/language.h"

namespace dw {

// "23. November 2026", "23 November 2026"
std::string written_date(Date date, Language language);
// "Montag, 23. November 2026", "Monday, 23 November 2026"
std::string written_day(Date date, Language language);
// "23.11.2026" (DIN 5008), "23/11/2026"
std::string short_date(Date date, Language language);
// "24. November 2026, 09:15" by the clock in Berlin.
std::string written_time(Instant at, Language language);

}  // namespace dw
