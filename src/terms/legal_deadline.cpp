#include "terms/legal_deadline.h"

#include <algorithm>
#include <array>
#include <variant>

#include "terms/assets.h"
#include "terms/data_table.h"

namespace dw {

namespace {

constexpr std::array<std::string_view, 16> columns = {
    "law",       "kind", "start", "period", "first_day", "weekend", "moved_by", "delivery",
    "extension", "area", "from",  "to",     "name_de",   "name_en", "citation", "source"};

template <class Value>
struct Named {
    Value value;
    std::string_view name;
};
constexpr std::array<Named<DeadlineKind>, 6> kinds = {{
    {DeadlineKind::Order, "order"},
    {DeadlineKind::DeemedApproval, "deemed_approval"},
    {DeadlineKind::DeemedConsent, "deemed_consent"},
    {DeadlineKind::DeemedWithdrawal, "deemed_withdrawal"},
    {DeadlineKind::Exclusion, "exclusion"},
    {DeadlineKind::Remedy, "remedy"},
}};
constexpr std::array<Named<DeadlineStart>, 9> starts = {{
    {DeadlineStart::Announced, "announced"},
    {DeadlineStart::Complete, "complete"},
    {DeadlineStart::Received, "received"},
    {DeadlineStart::Asked, "asked"},
    {DeadlineStart::Death, "death"},
    {DeadlineStart::Birth, "birth"},
    {DeadlineStart::MovedIn, "moved_in"},
    {DeadlineStart::ObstacleEnded, "obstacle_ended"},
    {DeadlineStart::DeadlineMissed, "deadline_missed"},
}};
constexpr std::array<Named<FirstDay>, 2> first_days = {{
    {FirstDay::NotCounted, "not_counted"},
    {FirstDay::Counted, "counted"},
}};
constexpr std::array<Named<EndOnFreeDay>, 2> ends = {{
    {EndOnFreeDay::NextWorkingDay, "moves"},
    {EndOnFreeDay::Stays, "stays"},
}};
constexpr std::array<Named<DeliveryLaw>, 3> deliveries = {{
    {DeliveryLaw::None, "none"},
    {DeliveryLaw::General, "general"},
    {DeliveryLaw::Tax, "tax"},
}};

template <class Names>
auto named(const Names& names, std::string_view name)
    -> std::optional<decltype(names.front().value)> {
    for (const auto& known : names) {
        if (known.name == name) return known.value;
    }
    return std::nullopt;
}

// Puts what the column says into the deadline; false: it could not be read.
using ReadCell = bool (*)(std::string_view, LegalDeadline&);

template <class Names, class Value>
bool take_named(const Names& names, std::string_view written, Value& to) {
    const auto found = named(names, written);
    if (found) to = *found;
    return found.has_value();
}

bool take_text(std::string_view written, std::string& to) {
    to = std::string(written);
    return !to.empty();
}

bool take_day(std::string_view written, Date if_empty, Date& to) {
    const auto day = written.empty() ? std::optional(if_empty) : parse_date(written);
    if (day) to = *day;
    return day.has_value();
}

bool take_period(std::string_view written, LegalDeadline& to) {
    if (written.empty()) return true;
    constexpr std::string_view working_days = " working days";
    if (written.ends_with(working_days)) {
        const auto count = parse_integer(written.substr(0, written.size() - working_days.size()));
        if (!count || *count < 1 || *count > 250) return false;
        to.period = Period{static_cast<int>(*count), PeriodUnit::WorkingDays};
        return true;
    }
    to.period = parse_period(written);
    return to.period && to.period->count > 0;
}

constexpr std::array<ReadCell, columns.size()> readers = {
    [](std::string_view cell, LegalDeadline& to) { return take_text(cell, to.law); },
    [](std::string_view cell, LegalDeadline& to) { return take_named(kinds, cell, to.kind); },
    [](std::string_view cell, LegalDeadline& to) { return take_named(starts, cell, to.start); },
    take_period,
    [](std::string_view cell, LegalDeadline& to) {
        return take_named(first_days, cell, to.first_day);
    },
    [](std::string_view cell, LegalDeadline& to) { return take_named(ends, cell, to.end); },
    [](std::string_view cell, LegalDeadline& to) {
        return take_text(cell, to.moved_by) == (to.end == EndOnFreeDay::NextWorkingDay);
    },
    [](std::string_view cell, LegalDeadline& to) {
        const bool letter = to.start == DeadlineStart::Announced;
        return take_named(deliveries, cell, to.delivery) &&
               letter == (to.delivery != DeliveryLaw::None);
    },
    [](std::string_view cell, LegalDeadline& to) {
        to.extension = std::string(cell);
        return true;
    },
    [](std::string_view cell, LegalDeadline& to) {
        const auto area = Ars::parse(cell);
        if (area) to.area = *area;
        return area.has_value();
    },
    [](std::string_view cell, LegalDeadline& to) {
        return take_day(cell, std::chrono::year{1} / 1 / 1, to.first_start);
    },
    [](std::string_view cell, LegalDeadline& to) {
        return take_day(cell, std::chrono::year{9999} / 12 / 31, to.last_start) &&
               to.first_start <= to.last_start;
    },
    [](std::string_view cell, LegalDeadline& to) { return take_text(cell, to.name_de); },
    [](std::string_view cell, LegalDeadline& to) { return take_text(cell, to.name_en); },
    [](std::string_view cell, LegalDeadline& to) { return take_text(cell, to.citation); },
    [](std::string_view cell, LegalDeadline& to) { return take_text(cell, to.source); },
};

// The deadline of a row, or the column that could not be read.
std::variant<LegalDeadline, std::size_t> read_row(const DataRow& row) {
    LegalDeadline deadline{};
    for (std::size_t column = 0; column < columns.size(); ++column) {
        if (!readers[column](row.cells[column], deadline)) return column;
    }
    return deadline;
}

// Whether the ways of the table are those of this law: § 122 AO has rules of its own.
bool has_rule(DeliveryLaw law, DeliveryChannel channel) {
    const bool tax =
        channel == DeliveryChannel::TaxPost || channel == DeliveryChannel::TaxElectronic;
    return tax == (law == DeliveryLaw::Tax);
}

Result<Announcement> announced(const LawTables& tables, const LegalDeadline& law,
                               const DeadlineQuestion& question) {
    if (!question.way) {
        if (question.arrived)
            return invalid("deadline.arrived_without_way", "nothing says how it was sent");
        return Announcement{question.from, {}};
    }
    if (law.delivery == DeliveryLaw::None)
        return invalid("deadline.no_letter", "the period starts with no letter");
    if (question.arrived && *question.arrived < question.from)
        return invalid("deadline.arrived_before", "it arrived before it was sent");
    const auto delivery = question.delivery.value_or(law.delivery);
    const auto channel = channel_under(delivery, *question.way);
    if (!has_rule(delivery, channel))
        return not_found("announcement.no_rule", "no rule for that channel in this law");
    DW_TRY(const auto announcement,
           tables.delivery.announced(channel, question.from, tables.calendar, question.seat));
    return question.arrived ? arrived_on(announcement, *question.arrived) : announcement;
}

Result<Period> period_of(const LegalDeadline& law, const DeadlineQuestion& question) {
    if (law.period && question.period)
        return invalid("deadline.period_fixed", "the law sets the length of the period");
    if (!law.period && !question.period)
        return invalid("deadline.period_missing", "the authority sets the length of the period");
    return law.period ? *law.period : *question.period;
}

}  // namespace

DeliveryChannel channel_under(DeliveryLaw law, DeliveryChannel way) {
    if (law != DeliveryLaw::Tax) return way;
    if (way == DeliveryChannel::Post) return DeliveryChannel::TaxPost;
    if (way == DeliveryChannel::Electronic) return DeliveryChannel::TaxElectronic;
    return way;
}

std::string_view name_of(DeadlineKind kind) {
    return std::ranges::find(kinds, kind, &Named<DeadlineKind>::value)->name;
}

std::string_view name_of(DeadlineStart start) {
    return std::ranges::find(starts, start, &Named<DeadlineStart>::value)->name;
}

LegalDeadlineTable LegalDeadlines::parse(std::string_view csv) {
    const DataTable table = read_data_table(csv, columns);
    LegalDeadlineTable read{{}, table.findings};
    for (const DataRow& row : table.rows) {
        auto deadline = read_row(row);
        if (auto* good = std::get_if<LegalDeadline>(&deadline)) {
            read.deadlines.push_back(std::move(*good));
        } else {
            const std::size_t column = std::get<std::size_t>(deadline);
            read.findings.push_back(row_finding(row, columns[column], row.cells[column]));
        }
    }
    return read;
}

Result<LegalDeadlines> LegalDeadlines::load() {
    for (const EmbeddedFile& file : terms::assets::files) {
        if (file.path != "data/law/deadlines.csv") continue;
        LegalDeadlineTable table = parse(file.bytes);
        if (!table.findings.empty())
            return corrupt("deadline.table", "deadlines.csv, " + table.findings.front().place);
        return LegalDeadlines(std::move(table.deadlines));
    }
    return not_found("deadline.missing", "deadlines.csv is not in the program");
}

Result<const LegalDeadline*> LegalDeadlines::find(std::string_view law, Date from,
                                                  const Ars& seat) const {
    const LegalDeadline* found = nullptr;
    bool is_known = false;
    for (const LegalDeadline& deadline : deadlines_) {
        if (deadline.law != law) continue;
        is_known = true;
        const bool fits = deadline.area.contains(seat) && deadline.first_start <= from &&
                          from <= deadline.last_start;
        const bool nearer =
            found == nullptr || deadline.area.key().size() > found->area.key().size();
        if (fits && nearer) found = &deadline;
    }
    if (!is_known) return not_found("deadline.unknown_law", std::string(law));
    if (found == nullptr)
        return not_found("deadline.not_here", "the law is not for that place or day");
    return found;
}

bool ExplainedDeadline::is_certain() const {
    return std::ranges::none_of(steps, [](const DeadlineStep& step) {
        return step.reason == DeadlineReason::MayBeHoliday;
    });
}

Result<LawTables> LawTables::load() {
    DW_TRY(auto calendar, Calendar::load());
    DW_TRY(auto delivery, DeliveryRules::load());
    DW_TRY(auto deadlines, LegalDeadlines::load());
    return LawTables{std::move(calendar), std::move(delivery), std::move(deadlines)};
}

Result<ExplainedDeadline> explained_deadline(const LawTables& tables,
                                             const DeadlineQuestion& question) {
    DW_TRY(const auto* law, tables.deadlines.find(question.law, question.from, question.seat));
    DW_TRY(const Period period, period_of(*law, question));
    DW_TRY(auto known, announced(tables, *law, question));
    ExplainedDeadline answer{*law, period, known.known_on, {}, std::move(known.steps)};
    answer.steps.push_back({DeadlineReason::LengthOfPeriod, law->citation, known.known_on,
                            in_words(period, Language::German),
                            in_words(period, Language::English)});
    Deadline deadline = deadline_from(
        known.known_on,
        {.period = period, .first_day = law->first_day, .end = law->end, .moved_by = law->moved_by},
        tables.calendar, question.seat);
    answer.last_day = deadline.end;
    for (auto& step : deadline.steps) answer.steps.push_back(std::move(step));
    return answer;
}

}  // namespace dw
