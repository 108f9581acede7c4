#include "cases/file_rules.h"

#include <algorithm>
#include <array>

#include "base/match.h"
#include "base/text.h"

namespace dw::cases {

namespace {

using Events = std::vector<Event>;

constexpr std::array<std::string_view, 5> channels{"online", "api", "counter", "phone", "letter"};
constexpr std::array<std::string_view, 5> checks{"not_checked", "identity_card", "passport",
                                                 "residence_title", "other_document"};

// The enumerator with this name; the names stand in the order of the enumeration.
template <class Enum, std::size_t n>
std::optional<Enum> from_name(const std::array<std::string_view, n>& names, std::string_view name) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

Result<Reminder> open_reminder(const CaseState& state, std::int64_t sequence) {
    for (const Reminder& reminder : state.reminders) {
        if (reminder.sequence != sequence) continue;
        if (reminder.settled) return conflict("case.reminder_settled", "it is settled already");
        return reminder;
    }
    return not_found("case.no_reminder", "no reminder of this case has that number");
}

Result<Events> follow(const CaseState& state, const SetReminder& wish) {
    if (trim(wish.reason).empty()) return invalid("case.empty_text", "why to look at it again");
    if (wish.on <= wish.today) return invalid("case.reminder_day", "the day is not to come");
    if (state.filed) return conflict("case.filed", "the case lies with the files");
    return Events{ReminderSet{wish.on, wish.reason, wish.by}};
}

Result<Events> follow(const CaseState& state, const BringReminder& wish) {
    DW_TRY(const Reminder reminder, open_reminder(state, wish.reminder));
    if (reminder.came || wish.today < reminder.set.on) return Events{};
    return Events{ReminderCame{wish.reminder}};
}

Result<Events> follow(const CaseState& state, const SettleReminder& wish) {
    DW_TRY_DO(open_reminder(state, wish.reminder));
    return Events{ReminderSettled{wish.reminder, wish.by}};
}

// The program waits for what a clerk is told to do first.
Result<Events> follow(const CaseState& state, const FileAway& wish) {
    if (state.is_open()) return conflict("case.open", "the case is open");
    if (state.filed || state.destroyed_on)
        return conflict("case.filed", "the case lies with the files already");
    if (state.has_open_reminder()) return conflict("case.reminder_open", "a reminder is open");
    const auto on_its_way = [](const Letter& each) { return each.waits() || each.waits_online(); };
    if (std::ranges::any_of(state.letters, on_its_way))
        return conflict("case.letter_waits", "a letter waits to be posted or retrieved");
    Events events{CaseFiled{wish.today, wish.by}};
    if (wish.kept_until) events.push_back(RetentionSet{*wish.kept_until});
    return events;
}

// What is offered to the archive is held, not taken back.
Result<Events> follow(const CaseState& state, const UndoFiling& wish) {
    if (trim(wish.reason).empty()) return invalid("case.empty_text", "why it comes back");
    if (!state.filed) return conflict("case.not_filed", "the case does not lie with the files");
    if (state.destroyed_on) return conflict("case.retention_ended", "it is offered to the archive");
    return Events{FilingUndone{wish.today, wish.reason, wish.by}};
}

Result<Events> follow(const CaseState&, const RecordExport& wish) {
    return Events{FileExported{wish.by}};
}

Result<Events> follow(const CaseState&, const RenewCode& wish) {
    return Events{CodeRenewed{wish.code_hash, wish.by}};
}

Reminder* find_reminder(CaseState& state, std::int64_t sequence) {
    const auto found = std::ranges::find(state.reminders, sequence, &Reminder::sequence);
    return found == state.reminders.end() ? nullptr : &*found;
}

}  // namespace

std::string_view name_of(Channel channel) {
    return channels[static_cast<std::size_t>(channel)];
}
std::optional<Channel> channel_from(std::string_view name) {
    return from_name<Channel>(channels, name);
}
std::string_view name_of(IdentityCheck check) {
    return checks[static_cast<std::size_t>(check)];
}
std::optional<IdentityCheck> identity_check_from(std::string_view name) {
    return from_name<IdentityCheck>(checks, name);
}

Result<std::vector<Event>> events_of(const CaseState& state, const FileCommand& command) {
    return match(command, [&](const auto& wish) { return follow(state, wish); });
}

void follow(CaseState& state, const CaseRecorded& event) {
    state.recorded = event;
}
void follow(CaseState& state, const ReferenceGiven& event) {
    state.reference = event;
}
void follow(CaseState& state, const ReminderSet& event) {
    state.reminders.push_back({.sequence = state.sequence, .set = event});
}
void follow(CaseState& state, const ReminderCame& event) {
    if (auto* reminder = find_reminder(state, event.reminder)) reminder->came = true;
}
void follow(CaseState& state, const ReminderSettled& event) {
    if (auto* reminder = find_reminder(state, event.reminder)) reminder->settled = true;
}
void follow(CaseState& state, const CaseFiled& event) {
    state.filed = event;
}
void follow(CaseState& state, const FilingUndone& event) {
    state.filed.reset();
    state.kept_until.reset();
    state.unfiled_on = event.on;
}
void follow(CaseState&, const FileExported&) {}
void follow(CaseState& state, const CodeRenewed& event) {
    state.opened.code_hash = event.code_hash;
}

}  // namespace dw::cases
