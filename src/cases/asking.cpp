// The verbs of asking and of periods: a question with a day, complete papers, an extension, and
// what a day brings by itself.
#include <algorithm>
#include <chrono>

#include "cases/case_log.h"
#include "cases/case_mail.h"
#include "cases/case_table.h"
#include "cases/cases.h"
#include "cases/kept_files.h"
#include "cases/letter.h"
#include "cases/texts.h"
#include "store/due.h"
#include "terms/berlin.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr days reminder_before{3}, shortest_for_a_reminder{6};

// Who has no address for mail is reminded by nobody.
std::optional<Date> reminder_day(ReadingWay way, Date today, Date answer_by) {
    if (way == ReadingWay::Post || sys_days{answer_by} - sys_days{today} < shortest_for_a_reminder)
        return std::nullopt;
    return sys_days{answer_by} - reminder_before;
}

const LegalDeadline* law_of(const Neighbours& at, const RunningDeadline& deadline,
                            const Ars& seat) {
    if (!deadline.from) return nullptr;
    const auto law = at.law.tables.deadlines.find(deadline.law, *deadline.from, seat);
    return law ? *law : nullptr;
}

std::string extension_words(const CaseState& state, const LegalDeadline& law, Date before,
                            const Cases::Extension& extension) {
    const Language language = state.opened.language;
    return format(texts::letter_extension, language,
                  {language == Language::German ? law.name_de : law.name_en, law.citation,
                   written_date(before, language), written_date(extension.last_day, language),
                   extension.reason});
}

std::string withdrawal_words(const CaseState& state, const LegalDeadline& law, Date last_day) {
    const Language language = state.opened.language;
    return format(texts::letter_deemed_withdrawal, language,
                  {written_day(last_day, language), law.citation});
}

}  // namespace

const LegalDeadline* Cases::withdrawal_law(const CaseState& state) const {
    const auto* package = package_of(state);
    if (!package) return nullptr;
    const Date today = berlin_date(at_.store.clock().now());
    for (const auto& name : package->deadlines) {
        const auto law = at_.law.tables.deadlines.find(name, today, state.opened.place);
        if (law && (*law)->kind == DeadlineKind::DeemedWithdrawal) return *law;
    }
    return nullptr;
}

Date Cases::question_known(const CaseState& state) const {
    const Date today = berlin_date(at_.store.clock().now());
    if (reading_way(state, package_of(state)) != ReadingWay::Post) return today;
    const auto known = at_.law.tables.delivery.announced(DeliveryChannel::Post, today, at_.calendar,
                                                         state.opened.place);
    return known ? known->known_on : today;
}

Date Cases::answer_day(const CaseState& state) const {
    const auto* package = package_of(state);
    const int count = package ? package->answer_days : forms::Package{}.answer_days;
    return deadline_from(question_known(state), {.period = {count, PeriodUnit::Days}}, at_.calendar,
                         state.opened.place)
        .end;
}

Result<store::Receipt> Cases::ask(const identity::Principal& principal, CaseId id,
                                  std::int64_t seen, const Ask& ask) {
    DW_TRY(const auto file, case_file(principal, id));
    const Date today = berlin_date(at_.store.clock().now());
    if (ask.answer_by && *ask.answer_by <= today)
        return invalid("case.answer_day", "not a day to come");
    const bool withdraws = !ask.deemed_withdrawal.empty();
    const auto* law = withdraws ? withdrawal_law(file.state) : nullptr;
    if (withdraws && (!law || law->law != ask.deemed_withdrawal || !ask.answer_by))
        return invalid("case.no_withdrawal_law", "no law, or no day");
    MessageSent message{.message = MessageId::make(at_.store.clock(), at_.store.random()),
                        .direction = Direction::ToApplicant,
                        .text = ask.text,
                        .awaits_answer = true,
                        .purpose = ask.purpose,
                        .answer_by = ask.answer_by,
                        .deemed_withdrawal = ask.deemed_withdrawal};
    if (law) message.text += "\n\n" + withdrawal_words(file.state, *law, *ask.answer_by);
    if (ask.answer_by)
        message.remind_on =
            reminder_day(reading_way(file.state, package_of(file.state)), today, *ask.answer_by);
    // What takes something away must have been announced: the day of the post can be proven.
    const auto by_post = withdraws ? std::optional(today) : posting_day(file.state);
    return perform(principal, id, {"case.work", seen}, SendMessage{message, by_post});
}

Result<store::Receipt> Cases::take_answer(const identity::Principal& principal, CaseId id,
                                          const AnswerCame& came) {
    DW_TRY(const auto file, case_file(principal, id));
    if (!file.allows(identity::Act::WorkOnCase)) return denied("cases.denied", "case.work");
    const bool is_asked = file.state.question && file.state.question->message == came.question;
    const auto asked = std::ranges::find(file.history, came.question, &HistoryEntry::sequence);
    if (!is_asked || asked == file.history.end())
        return conflict("case.no_question", "another question, or none");
    const Date today = berlin_date(at_.store.clock().now());
    if (today < came.received || came.received < berlin_date(asked->at))
        return invalid("case.answer_received", "to come, or before the question");
    const auto origin = came.way == AnswerWay::Email ? answer_origin : paper_origin;
    DW_TRY(auto answer, answer_with(*this, {principal.tenant, id}, came.text, came.files, origin));
    answer.message.taken = AnswerTaken{came.way, came.received, principal.person};
    return perform(principal, id, {"case.work", std::nullopt}, answer);
}

std::vector<DeadlineStarted> Cases::deadlines_from(const forms::Package& package, const Ars& seat,
                                                   Date day) const {
    std::vector<DeadlineStarted> started;
    for (const auto& law : package.deadlines) {
        const auto explained =
            explained_deadline(at_.law.tables, {.law = law, .from = day, .seat = seat});
        // What counts the silence of another office starts when it is asked.
        if (!explained || explained->law.kind == DeadlineKind::DeemedConsent) continue;
        started.push_back(
            {law, day, explained->last_day, explained->law.start == DeadlineStart::Complete});
    }
    return started;
}

Result<store::Receipt> Cases::confirm_papers(const identity::Principal& principal, CaseId id,
                                             Date on) {
    DW_TRY(const auto file, case_file(principal, id));
    std::vector<DeadlineStarted> deadlines;
    if (const auto* package = package_of(file.state))
        deadlines = deadlines_from(*package, file.state.opened.place, on);
    std::erase_if(deadlines, [](const auto& deadline) { return !deadline.when_complete; });
    const Date today = berlin_date(at_.store.clock().now());
    return perform(principal, id, {"case.work", std::nullopt},
                   ConfirmPapers{on, today, principal.person, std::move(deadlines)});
}

Result<store::Receipt> Cases::extend_deadline(const identity::Principal& principal, CaseId id,
                                              const Extension& extension) {
    DW_TRY(const auto file, case_file(principal, id));
    const auto* running = find_deadline(file.state.deadlines, extension.law);
    if (!running || !running->last_day)
        return conflict("case.deadline_not_running", "it does not run");
    const auto* law = law_of(at_, *running, file.state.opened.place);
    if (!law || law->extension.empty())
        return invalid("case.not_extendable", "no law is known that allows it");
    const MessageSent notice{
        .message = MessageId::make(at_.store.clock(), at_.store.random()),
        .direction = Direction::ToApplicant,
        .text = extension_words(file.state, *law, *running->last_day, extension)};
    return perform(
        principal, id, {"case.work", std::nullopt},
        ExtendDeadline{{extension.law, extension.last_day, extension.reason, principal.person},
                       berlin_date(at_.store.clock().now()),
                       notice,
                       posting_day(file.state)});
}

Result<store::Receipt> Cases::issue_certificate(const identity::Principal& principal, CaseId id) {
    DW_TRY(const auto file, case_file(principal, id));
    for (const auto& deadline : file.state.deadlines) {
        const auto* law = law_of(at_, deadline, file.state.opened.place);
        if (!deadline.is_passed || !law || law->kind != DeadlineKind::DeemedApproval) continue;
        return perform(principal, id, {"case.work", std::nullopt},
                       OutcomeCommand{IssueCertificate{deadline.law, principal.person,
                                                       berlin_date(at_.store.clock().now())}});
    }
    return conflict("case.not_deemed", "no approval counts as given");
}

Result<int> Cases::pass_days() {
    return store::run_due(
        at_.store, alarm_timer_kind, [&](const store::Timer& timer) -> Result<store::Change> {
            const auto id = CaseId::from_bytes(timer.payload);
            if (!id) return corrupt("cases.alarm_timer", "payload of a timer");
            DW_TRY(const auto reader, at_.store.reader());
            const auto loaded = load_case(*reader, at_.store.keys(), timer.tenant, *id);
            store::Change nothing{.tenant = timer.tenant};
            if (!loaded && loaded.error().kind == ErrorKind::NotFound) return nothing;
            if (!loaded) return loaded.error();
            const auto& state = loaded->state;
            PassDay wish{.today = berlin_date(at_.store.clock().now()),
                         .kept_until = kept_until(state),
                         .by_post = posting_day(state)};
            if (state.question) wish.request_known = known_by_post(state, state.question->message);
            DW_TRY(const auto events, cases::decide(state, wish));
            if (events.empty()) return nothing;
            // Nobody of flesh and blood does this: the actor is nil.
            DW_TRY(auto appended,
                   append(*reader, at_.store.keys(), {timer.tenant, *id, {}, state, events}));
            add_notice(at_.store, appended, *id, events);
            return std::move(appended.change);
        });
}

}  // namespace dw::cases
