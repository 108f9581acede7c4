#include "terms/deadline.h"

namespace dw {

namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::years;

DeadlineStep step(DeadlineReason reason, std::string citation, Date date) {
    return {reason, std::move(citation), date, {}, {}};
}

// § 188 Abs. 2 and 3 BGB: the same number in a later month, or its last day.
Date same_number_later(Date day, months count) {
    const Date shifted = day + count;
    if (shifted.ok()) return shifted;
    return shifted.year() / shifted.month() / std::chrono::last;
}

Date calendar_end(Date event, const Period& period) {
    switch (period.unit) {
        case PeriodUnit::Days:
        case PeriodUnit::WorkingDays:
            return days_after(event, days{period.count});
        case PeriodUnit::Weeks:
            return days_after(event, days{7 * period.count});
        case PeriodUnit::Months:
            return same_number_later(event, months{period.count});
        case PeriodUnit::Years:
            break;
    }
    return same_number_later(event, months{12 * period.count});
}

Date working_days_after(Date day, int count, const Calendar& calendar, const Ars& seat) {
    for (; count > 0; --count) day = calendar.next_working_day(days_after(day, days{1}), seat);
    return day;
}

void add_period(Deadline& deadline, Date event, const DeadlineRule& rule) {
    const bool counted = rule.first_day == FirstDay::Counted;
    deadline.steps.push_back(counted
                                 ? step(DeadlineReason::DayCounted, "§ 187 Abs. 2 BGB", event)
                                 : step(DeadlineReason::DayNotCounted, "§ 187 Abs. 1 BGB", event));
    deadline.end = calendar_end(event, rule.period);
    const bool by_number =
        rule.period.unit == PeriodUnit::Months || rule.period.unit == PeriodUnit::Years;
    // A period that counts its first day ends on the day before the one with the same number; where
    // the month has no such day, its last day is the end (§ 188 Abs. 2 and 3 BGB).
    const bool shorter_month = by_number && deadline.end.day() != event.day();
    if (counted && !shorter_month) deadline.end = days_after(deadline.end, days{-1});
    if (shorter_month) {
        deadline.steps.push_back(
            step(DeadlineReason::LastDayOfMonth, "§ 188 Abs. 3 BGB", deadline.end));
        return;
    }
    const auto* citation =
        rule.period.unit == PeriodUnit::Days ? "§ 188 Abs. 1 BGB" : "§ 188 Abs. 2 BGB";
    deadline.steps.push_back(step(DeadlineReason::PeriodEnds, citation, deadline.end));
}

void add_working_days(Deadline& deadline, Date event, const DeadlineRule& rule,
                      const Calendar& calendar, const Ars& seat) {
    const bool counted = rule.first_day == FirstDay::Counted;
    const Date start = counted ? days_after(event, days{-1}) : event;
    deadline.steps.push_back(counted
                                 ? step(DeadlineReason::DayCounted, "§ 187 Abs. 2 BGB", event)
                                 : step(DeadlineReason::DayNotCounted, "§ 187 Abs. 1 BGB", event));
    deadline.end = working_days_after(start, rule.period.count, calendar, seat);
    deadline.steps.push_back(
        step(DeadlineReason::WorkingDaysCounted, "§ 188 Abs. 1 BGB", deadline.end));
}

DeadlineStep moved_from(Date free_day, Date to, const std::string& moved_by,
                        const std::optional<Holiday>& holiday) {
    if (holiday) {
        return {DeadlineReason::MovedFromHoliday, moved_by + "; " + holiday->source, to,
                holiday->name_de, holiday->name_en};
    }
    const bool saturday = weekday_of(free_day) == std::chrono::Saturday;
    return step(saturday ? DeadlineReason::MovedFromSaturday : DeadlineReason::MovedFromSunday,
                moved_by, to);
}

void settle_end(Deadline& deadline, const DeadlineRule& rule, const Calendar& calendar,
                const Ars& seat) {
    const Date end = deadline.end;
    if (const auto holiday = calendar.may_be_holiday(end, seat)) {
        deadline.steps.push_back({DeadlineReason::MayBeHoliday, holiday->source, end,
                                  holiday->name_de, holiday->name_en});
    }
    const Date working_day = calendar.next_working_day(end, seat);
    if (working_day == end) return;
    if (rule.end == EndOnFreeDay::Stays) {
        deadline.steps.push_back(
            step(DeadlineReason::StaysOnFreeDay, "§ 31 Abs. 3 S. 2, Abs. 4 VwVfG", end));
        return;
    }
    deadline.end = working_day;
    deadline.steps.push_back(
        moved_from(end, working_day, rule.moved_by, calendar.holiday_on(end, seat)));
}

}  // namespace

Deadline deadline_from(Date event, const DeadlineRule& rule, const Calendar& calendar,
                       const Ars& seat) {
    Deadline deadline{event, {}};
    if (rule.period.unit == PeriodUnit::WorkingDays) {
        add_working_days(deadline, event, rule, calendar, seat);
    } else {
        add_period(deadline, event, rule);
    }
    settle_end(deadline, rule, calendar, seat);
    return deadline;
}

}  // namespace dw
