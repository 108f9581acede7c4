// Deadline (Frist): the last day of a period, and how the law gets there.
//
// § 31 VwVfG takes over §§ 187–193 BGB: the day of the event is not counted; a period of weeks or
// months ends on the day with the same name or number; where the month has no such day, on its last
// day; an end on a Saturday, Sunday or public holiday at the seat of the authority moves to the
// next working day, except for benefits (§ 31 Abs. 4 VwVfG) and days told as fixed (§ 31 Abs. 3 S.
// 2).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "terms/ars.h"
#include "terms/calendar.h"
#include "terms/language.h"
#include "terms/period.h"

namespace dw {

enum class FirstDay {
    NotCounted,  // § 187 Abs. 1 BGB: an event during the day starts the period
    Counted,     // § 187 Abs. 2 BGB: the period starts with the day (also for age)
};
enum class EndOnFreeDay {
    NextWorkingDay,  // § 31 Abs. 3 S. 1 VwVfG, § 193 BGB
    Stays,           // § 31 Abs. 3 S. 2 and Abs. 4 VwVfG
};

struct DeadlineRule {
    Period period;
    FirstDay first_day = FirstDay::NotCounted;
    EndOnFreeDay end = EndOnFreeDay::NextWorkingDay;
    std::string moved_by = "§ 31 Abs. 3 VwVfG, § 193 BGB";  // the law that moves the end
};

enum class DeadlineReason {
    DayNotCounted,         // date: the event
    DayCounted,            // date: the first day
    PeriodEnds,            // date: end of the period
    LastDayOfMonth,        // date: end of the period, because the month is shorter
    WorkingDaysCounted,    // date: end of the period
    MovedFromSaturday,     // date: the working day
    MovedFromSunday,       // date: the working day
    MovedFromHoliday,      // date: the working day; detail: the holiday
    StaysOnFreeDay,        // date: the end
    MayBeHoliday,          // date: the end; detail: the holiday
    CountsAsAnnounced,     // date: the day (announcement.h)
    ActuallyArrivedLater,  // date: the day (announcement.h)
    LengthOfPeriod,        // date: the event; detail: the period in words (legal_deadline.h)
};

struct DeadlineStep {
    DeadlineReason reason;
    std::string citation;  // "§ 187 Abs. 1 BGB"
    Date date;
    std::string detail_de;
    std::string detail_en;
    bool operator==(const DeadlineStep&) const = default;
};

struct Deadline {
    Date end;  // the whole day belongs to the period
    std::vector<DeadlineStep> steps;
};

Deadline deadline_from(Date event, const DeadlineRule& rule, const Calendar& calendar,
                       const Ars& seat);

inline bool is_overdue(const Deadline& deadline, Date today) {
    return today > deadline.end;
}

// For programs: "moved_from_holiday".
std::string_view name_of(DeadlineReason reason);
// One sentence for people: what happened in this step, with date and paragraph.
std::string explain(const DeadlineStep& step, Language language);

}  // namespace dw
