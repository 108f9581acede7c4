#include "base/text.h"
#include "terms/deadline.h"
#include "terms/texts.h"
#include "terms/written_date.h"

namespace dw {

namespace {

Text sentence_of(DeadlineReason reason) {
    namespace words = terms::texts;
    switch (reason) {
        case DeadlineReason::DayNotCounted:
            return words::deadline_day_not_counted;
        case DeadlineReason::DayCounted:
            return words::deadline_day_counted;
        case DeadlineReason::PeriodEnds:
            return words::deadline_period_ends;
        case DeadlineReason::LastDayOfMonth:
            return words::deadline_last_day_of_month;
        case DeadlineReason::WorkingDaysCounted:
            return words::deadline_working_days_counted;
        case DeadlineReason::MovedFromSaturday:
            return words::deadline_moved_from_saturday;
        case DeadlineReason::MovedFromSunday:
            return words::deadline_moved_from_sunday;
        case DeadlineReason::MovedFromHoliday:
            return words::deadline_moved_from_holiday;
        case DeadlineReason::StaysOnFreeDay:
            return words::deadline_stays_on_free_day;
        case DeadlineReason::MayBeHoliday:
            return words::deadline_may_be_holiday;
        case DeadlineReason::CountsAsAnnounced:
            return words::deadline_counts_as_announced;
        case DeadlineReason::LengthOfPeriod:
            return words::deadline_length;
        case DeadlineReason::ActuallyArrivedLater:
            break;
    }
    return words::deadline_arrived_later;
}

}  // namespace

std::string_view name_of(DeadlineReason reason) {
    switch (reason) {
        case DeadlineReason::DayNotCounted:
            return "day_not_counted";
        case DeadlineReason::DayCounted:
            return "day_counted";
        case DeadlineReason::PeriodEnds:
            return "period_ends";
        case DeadlineReason::LastDayOfMonth:
            return "last_day_of_month";
        case DeadlineReason::WorkingDaysCounted:
            return "working_days_counted";
        case DeadlineReason::MovedFromSaturday:
            return "moved_from_saturday";
        case DeadlineReason::MovedFromSunday:
            return "moved_from_sunday";
        case DeadlineReason::MovedFromHoliday:
            return "moved_from_holiday";
        case DeadlineReason::StaysOnFreeDay:
            return "stays_on_free_day";
        case DeadlineReason::MayBeHoliday:
            return "may_be_holiday";
        case DeadlineReason::CountsAsAnnounced:
            return "counts_as_announced";
        case DeadlineReason::LengthOfPeriod:
            return "length_of_period";
        case DeadlineReason::ActuallyArrivedLater:
            break;
    }
    return "arrived_later";
}

std::string in_words(const Period& period, Language language) {
    namespace words = terms::texts;
    const Text names = period.count == 1 ? words::period_one : words::period_many;
    const auto unit = static_cast<std::size_t>(period.unit);
    return std::to_string(period.count) + " " +
           std::string(split(names.in(language), '|').at(unit));
}

std::string explain(const DeadlineStep& step, Language language) {
    const std::string& detail = language == Language::German ? step.detail_de : step.detail_en;
    return format(sentence_of(step.reason), language,
                  {written_date(step.date, language), step.citation, detail});
}

}  // namespace dw
