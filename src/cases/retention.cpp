#include "cases/retention.h"

#include <algorithm>
#include <chrono>

#include "base/limits.h"
#include "terms/berlin.h"
#include "terms/deadline.h"

namespace dw::cases {

namespace {

Date days_after(Date day, int days) {
    return std::chrono::sys_days{day} + std::chrono::days{days};
}

}  // namespace

// §§ 187 Abs. 1, 188 Abs. 2 BGB; "from when" is the package's.
Date retention_end(const forms::DataProtection& data, Date closed, const Calendar& calendar) {
    const bool whole_year = data.retention_from == forms::RetentionStart::EndOfYear;
    const Date start = whole_year ? Date{closed.year() / std::chrono::December / 31} : closed;
    const DeadlineRule rule{.period = {data.retention_years, PeriodUnit::Years},
                            .first_day = FirstDay::NotCounted,
                            .end = EndOnFreeDay::Stays};
    return deadline_from(start, rule, calendar, {}).end;
}

Date destruction_day(const forms::Package* package, Date today) {
    return days_after(today,
                      package ? package->data_protection.archive_days : limits::archive_days);
}

std::optional<Date> closed_on(const LoadedCase& loaded) {
    std::optional<Date> day;
    for (const auto& recorded : loaded.history) {
        const bool closes =
            recorded.event && (std::holds_alternative<OutcomeDecided>(*recorded.event) ||
                               std::holds_alternative<CaseWithdrawn>(*recorded.event) ||
                               std::holds_alternative<DeemedWithdrawn>(*recorded.event));
        if (closes) day = berlin_date(recorded.at);
    }
    if (day && loaded.state.unfiled_on) day = std::max(*day, *loaded.state.unfiled_on);
    return day;
}

RetentionStep next_step(const LoadedCase& loaded, const RetentionMoment& moment,
                        const forms::Package* package, const Calendar& calendar) {
    const auto& state = loaded.state;
    const Date today = moment.today, tomorrow = days_after(today, 1);
    if (state.has_unknown_events) return tomorrow;
    if (state.is_open() || state.is_destroyed() || state.hold) return std::monostate{};
    if (!state.kept_until) {
        const auto closed = closed_on(loaded);
        if (!closed || !package) return tomorrow;
        return Command{SetRetention{retention_end(package->data_protection, *closed, calendar)}};
    }
    if (today <= *state.kept_until) return days_after(*state.kept_until, 1);
    if (!state.destroyed_on) return Command{EndRetention{today, destruction_day(package, today)}};
    if (today < *state.destroyed_on) return *state.destroyed_on;
    if (!moment.clock_is_steady) return tomorrow;
    return Command{DestroyContent{today}};
}

}  // namespace dw::cases
