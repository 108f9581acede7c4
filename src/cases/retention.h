// Aufbewahrung und Aussonderung: how long the content of a closed case is kept, and how it ends.
//
// A closed case has a timer. At the end of its period the case goes to the list of the team leads:
// it must be offered to the archive before it may be destroyed (archive laws of the Länder, e.g.
// § 3 BremArchivG). After the time the archive has, the program destroys the content by itself;
// a hold keeps it. The log stays, and says that something was.
#pragma once

#include "cases/case_log.h"
#include "forms/package.h"
#include "terms/calendar.h"

namespace dw::cases {

// The last day of the period. A period of years ends on its day, whichever day that is: nobody has
// to do anything on it (§ 31 Abs. 3 S. 1 VwVfG does not apply).
Date retention_end(const forms::DataProtection& data, Date closed, const Calendar& calendar);
// The first day on which the content may be destroyed when the case is put on the list today.
Date destruction_day(const forms::Package* package, Date today);

// A closed case goes to the files by itself after a quarter: then the month for remedies is over,
// also of a letter that was posted late.
inline constexpr int filing_days = 92;

// The day the case was closed, by the log; that it was taken back from the files counts as well.
std::optional<Date> closed_on(const LoadedCase& loaded);

// What the program does about a closed case now.
struct RetentionMoment {
    Date today;
    bool clock_is_steady = false;
};
using RetentionStep = std::variant<std::monostate, Command, Date>;  // nothing, an act, wait until
RetentionStep next_step(const LoadedCase& loaded, const RetentionMoment& moment,
                        const forms::Package* package, const Calendar& calendar);

}  // namespace dw::cases
