#include "cases/case.h"

#include <algorithm>
#include <map>

#include "base/match.h"
#include "base/text.h"
#include "cases/decision_rules.h"
#include "cases/fee.h"
#include "cases/file_rules.h"
#include "cases/letter_rules.h"
#include "cases/opinion_rules.h"
#include "cases/outcome_rules.h"
#include "cases/retention_rules.h"

namespace dw::cases {

namespace {

using identity::Act;
using identity::Shelf;

constexpr std::string_view kinds[] = {"case.opened",
                                      "case.party_added",
                                      "case.document_added",
                                      "case.message_sent",
                                      "case.note_added",
                                      "case.taken",
                                      "case.handed_over",
                                      "case.deadline_set",
                                      "case.decided",
                                      "case.closed",
                                      "case.contact_confirmed",
                                      "case.retention_set",
                                      "case.retention_ended",
                                      "case.hold_placed",
                                      "case.hold_lifted",
                                      "case.content_destroyed",
                                      "case.letter_ordered",
                                      "case.letter_posted",
                                      "case.letter_returned",
                                      "case.letter_provided",
                                      "case.letter_retrieved",
                                      "case.letter_not_retrieved",
                                      "case.deadline_started",
                                      "case.deadline_stopped",
                                      "case.deadline_extended",
                                      "case.deadline_passed",
                                      "case.papers_complete",
                                      "case.answer_reminded",
                                      "case.answer_overdue",
                                      "case.decision_drafted",
                                      "case.draft_cosigned",
                                      "case.draft_returned",
                                      "case.opinion_asked",
                                      "case.opinion_given",
                                      "case.opinion_silent",
                                      "case.transferred",
                                      "case.fee_set",
                                      "case.payment_booked",
                                      "case.recorded",
                                      "case.reference_given",
                                      "case.reminder_set",
                                      "case.reminder_came",
                                      "case.reminder_settled",
                                      "case.filed",
                                      "case.exported",
                                      "case.code_renewed",
                                      "case.contested",
                                      "case.objection_opened",
                                      "case.letter_served",
                                      "case.deemed_withdrawn",
                                      "case.certificate_asked",
                                      "case.certificate_issued",
                                      "case.consent_taken_back",
                                      "case.fee_due_set",
                                      "case.filing_undone",
                                      "case.letter_called_off"};
static_assert(std::size(kinds) == std::variant_size_v<Event>);

using Events = std::vector<Event>;

Result<Events> events_of(const Open& open) {
    Events events{open.opened, open.applicant};
    for (const auto& document : open.documents) events.push_back(document);
    events.push_back(DeadlineSet{.due = open.due, .reason = "deadline_processing"});
    for (const auto& deadline : open.deadlines) events.push_back(deadline);
    if (open.reference) events.push_back(*open.reference);
    if (open.objection) events.push_back(*open.objection);
    if (open.message) events.push_back(*open.message);
    if (open.recorded) events.push_back(*open.recorded);
    const auto receipt = static_cast<std::int64_t>(events.size());
    if (open.recorded && open.by_post) events.push_back(LetterOrdered{receipt, *open.by_post});
    if (open.taken_by) events.push_back(CaseTaken{*open.taken_by});
    return events;
}

Result<Events> events_of(const CaseState& state, const Take& take) {
    if (state.assignee == take.by) return Events{};
    if (state.assignee) return conflict("case.taken", "somebody else has the case");
    return Events{CaseTaken{take.by}};
}

Result<Events> events_of(const HandOver& hand_over) {
    if (hand_over.to_person.has_value() == hand_over.to_team.has_value())
        return invalid("case.no_receiver", "either a person or a team gets the case");
    return Events{CaseHandedOver{hand_over.to_person, hand_over.to_team, hand_over.note}};
}

// The event written last is a letter that goes by post.
void order_by_post(const CaseState& state, Events& events, const std::optional<Date>& by_post) {
    const auto letter = state.sequence + static_cast<std::int64_t>(events.size());
    if (by_post) events.push_back(LetterOrdered{letter, *by_post});
}
void provide(const CaseState& state, Events& events, const std::optional<Provision>& online) {
    const auto letter = state.sequence + static_cast<std::int64_t>(events.size());
    if (online) events.push_back(LetterProvided{letter, online->on, online->until});
}

// The decision, what it costs, and its way to the applicant. What is kept back until it is paid for
// is not the letter that goes now.
template <class Wish>
void send_decision(const CaseState& state, Events& events, const OutcomeDecided& decided,
                   const Wish& wish) {
    const bool kept_back = wish.fee && waits_for_payment(*wish.fee, 0);
    if (wish.fee && !kept_back) events.push_back(*wish.fee);
    events.push_back(decided);
    if (kept_back) events.push_back(*wish.fee);
    if (wish.online)
        provide(state, events, wish.online);
    else
        order_by_post(state, events, wish.by_post);
}

Result<Events> events_of(const CaseState& state, const Decide& wish) {
    const bool has_reasons = !trim(wish.reasons).empty();
    const bool adds_burden = wish.side_clauses && wish.side_clauses->has_own;
    // § 39 Abs. 1 VwVfG: a written act that burdens somebody gives its reasons.
    if ((wish.outcome.burdens || adds_burden) && !has_reasons)
        return invalid("case.no_reasons", "a burdening outcome needs reasons");
    DW_TRY_DO(check_hearing(state, wish));
    if (wish.fee) DW_TRY_DO(permits(*wish.fee));
    Events events;
    if (!state.assignee) events.push_back(CaseTaken{wish.by});
    const OutcomeDecided decided{.outcome = wish.outcome.id,
                                 .kind = wish.outcome.kind,
                                 .reasons = wish.reasons,
                                 .by = wish.by,
                                 .details = wish.details,
                                 .no_hearing = wish.no_hearing,
                                 .side_clauses = wish.side_clauses,
                                 .enclosures = wish.enclosures};
    if (wish.second_look) {
        events.push_back(DecisionDrafted{decided, *wish.second_look, wish.fee});
        return events;
    }
    send_decision(state, events, decided, wish);
    if (wish.kept_until) events.push_back(RetentionSet{*wish.kept_until});
    return events;
}

// The drafter signs nothing of her own, whoever she stands in for.
Result<Events> events_of(const CaseState& state, const SignDraft& wish) {
    if (!state.draft) return conflict("case.no_draft", "nothing waits for a signature");
    OutcomeDecided decided = state.draft->decision;
    if (decided.by == wish.by) return denied("case.own_draft", "somebody else has to look at it");
    decided.drafted_by = decided.by;
    decided.by = wish.by;
    Events events;
    send_decision(state, events, decided, wish);
    if (wish.kept_until) events.push_back(RetentionSet{*wish.kept_until});
    return events;
}

Result<Events> events_of(const Withdraw& wish) {
    Events events{CaseWithdrawn{}};
    if (wish.kept_until) events.push_back(RetentionSet{*wish.kept_until});
    return events;
}

// One answer to one question: what comes unasked goes to the office by other ways.
Result<Events> events_of(const CaseState& state, const SendMessage& wish) {
    const bool answers = wish.message.direction == Direction::FromApplicant;
    if (trim(wish.message.text).empty() && wish.documents.empty())
        return invalid("case.empty_text", "the message is empty");
    if (answers && state.state != State::WaitingForApplicant)
        return conflict("case.no_question", "nobody has asked");
    Events events(wish.documents.begin(), wish.documents.end());
    events.push_back(wish.message);
    order_by_post(state, events, answers ? std::nullopt : wish.by_post);
    if (wish.message.purpose == Purpose::Papers) {
        for (const auto& stopped : stopped_by_missing_papers(state)) events.push_back(stopped);
    }
    return events;
}

Result<Events> events_of(const CaseState& state, const AddNote& wish) {
    if (trim(wish.text).empty()) return invalid("case.empty_text", "the note is empty");
    const bool twice = wish.seen && std::ranges::any_of(state.notes, [&](const auto& note) {
                           return note.sequence > *wish.seen && note.text == wish.text;
                       });
    if (twice) return conflict("case.note_there", "the same note was just written");
    return Events{NoteAdded{wish.text}};
}

Result<Events> events_of(const CaseState& state, const ConfirmPapers& wish) {
    if (state.complete_since) return conflict("case.papers_complete", "found complete already");
    if (wish.on < state.opened.received || wish.today < wish.on)
        return invalid("case.papers_day", "before it came, or in the future");
    Events events{PapersComplete{wish.on, wish.by}};
    for (const auto& deadline : wish.deadlines) {
        const auto* known = find_deadline(state.deadlines, deadline.law);
        const bool same = known && known->from == deadline.from;
        if (!same && !(known && known->is_passed)) events.push_back(deadline);
    }
    return events;
}

// § 42a Abs. 2 S. 3 and 4 VwVfG: once, with reasons, told in time.
Result<Events> events_of(const CaseState& state, const ExtendDeadline& wish) {
    const auto& extension = wish.extension;
    const auto* known = find_deadline(state.deadlines, extension.law);
    if (!known || !known->last_day || known->is_passed || *known->last_day < wish.today)
        return conflict("case.deadline_not_running", "it does not run");
    if (known->extension) return conflict("case.deadline_extended", "once only");
    if (extension.last_day <= *known->last_day)
        return invalid("case.extension_day", "not after the last day there is");
    if (trim(extension.reason).empty()) return invalid("case.no_reasons", "why it takes longer");
    Events events{extension, wish.notice};
    order_by_post(state, events, wish.by_post);
    return events;
}

Result<Events> events_of(const CaseState& state, const TransferCase& wish) {
    if (trim(wish.transfer.legal_basis).empty()) return invalid("case.no_reasons", "on which law");
    if (wish.transfer.organisation == state.opened.organisation)
        return invalid("case.no_receiver", "it is there already");
    Events events{wish.notice};
    order_by_post(state, events, wish.by_post);
    events.push_back(wish.transfer);
    return events;
}

// Whoever learned of the request only when its day was over lost nothing by silence.
bool is_deemed_withdrawn(const Question& question, const PassDay& wish) {
    return !question.deemed_withdrawal.empty() && wish.request_known &&
           *wish.request_known < *question.answer_by;
}

Events end_by_silence(const CaseState& state, Events events, const PassDay& wish) {
    const auto& question = *state.question;
    events.push_back(DeemedWithdrawn{question.deemed_withdrawal, *question.answer_by});
    order_by_post(state, events, wish.by_post);
    if (wish.kept_until) events.push_back(RetentionSet{*wish.kept_until});
    return events;
}

Result<Events> events_of(const CaseState& state, const PassDay& wish) {
    Events events;
    if (!state.is_open()) return events;
    if (const auto& question = state.question) {
        if (is_reminder_due(*question, wish.today))
            events.push_back(AnswerReminded{question->message});
        if (!question->is_overdue && question->answer_by && *question->answer_by < wish.today) {
            events.push_back(AnswerOverdue{question->message});
            if (is_deemed_withdrawn(*question, wish)) return end_by_silence(state, events, wish);
        }
    }
    for (const auto& silent : silent_opinions(state, wish.today)) events.push_back(silent);
    for (const auto& deadline : state.deadlines) {
        if (deadline.runs() && *deadline.last_day < wish.today)
            events.push_back(DeadlinePassed{deadline.law, *deadline.last_day});
    }
    return events;
}

Result<Events> events_of(const CaseState& state, const BookPayment& wish) {
    const auto& payment = wish.payment;
    if (!state.fee || state.fee->reference.empty())
        return not_found("case.no_fee", "there is nothing to pay");
    const bool twice = std::ranges::any_of(state.payments, [&](const PaymentBooked& each) {
        return !payment.line.empty() && each.line == payment.line;
    });
    if (twice) return conflict("case.payment_booked", "this line was booked");
    const std::int64_t paid = paid_cents(state) + payment.cents;
    if (payment.cents == 0 || paid < 0 || paid > most_paid_cents)
        return invalid("case.payment_amount", "nothing, or more than can be");
    if (payment.cents < 0 && payment.way == BookedBy::Clerk && trim(payment.note).empty())
        return invalid("case.empty_text", "why it was paid back");
    if (wish.today < payment.on) return invalid("case.payment_day", "in the future");
    Events events{payment};
    if (!waits_for_payment(state) || waits_for_payment(*state.fee, paid)) return events;
    for (const Letter& letter : state.letters)
        if (letter.waits() && letter.sequence == fee_letter(state))
            events.push_back(LetterCalledOff{letter.sequence, wish.today, CallOff::Paid});
    if (wish.online)
        events.push_back(
            LetterProvided{state.outcome_sequence, wish.online->on, wish.online->until});
    else if (wish.by_post)
        events.push_back(LetterOrdered{state.outcome_sequence, *wish.by_post});
    return events;
}

void know(CaseState& state, const PartyAdded& party) {
    const auto& was = state.applicant;
    const bool lived = !was.street.empty() || !was.postcode.empty();
    const bool moved =
        was.street != party.street || was.postcode != party.postcode || was.town != party.town;
    if (lived && moved) state.former_addresses.push_back({was.street, was.postcode, was.town});
    state.applicant = party;
}

void take_over(CaseState& state, const CaseTransferred& event) {
    state.transfers.push_back({state.opened.organisation, event.organisation, event.on});
    state.opened.organisation = event.organisation;
    state.opened.office = event.office;
    state.team = event.team;
    state.assignee.reset();
    state.draft.reset();
    if (state.state == State::InWork) state.state = State::Received;
}

void set_fee(CaseState& state, const FeeSet& fee) {
    state.fee = fee;
    state.fee_sequence = state.sequence;
    state.fee_known_on.reset();
    state.released = !waits_for_payment(fee, 0);
}

void book(CaseState& state, const PaymentBooked& payment) {
    state.payments.push_back(payment);
    if (state.fee && !waits_for_payment(*state.fee, paid_cents(state))) state.released = true;
}

// What is left when nobody can read the rest any more.
CaseState remains_of(std::int64_t sequence, const ContentDestroyed& event) {
    CaseState left;
    left.sequence = sequence;
    left.state = State::Destroyed;
    left.opened.number = event.number;
    left.opened.code_hash = event.code_hash;
    left.opened.office = event.office;
    left.opened.organisation = event.organisation;
    left.opened.received = left.due = event.on;
    return left;
}

// One row for an office, however often it was asked; what it gave it may read again. The office
// that has the case now needs none.
void add_asked_offices(const CaseState& state, std::vector<identity::VisibleEntry>& entries) {
    std::map<identity::OrganisationId, identity::Placement> asked;
    for (const Opinion& opinion : state.opinions) {
        auto& placement =
            asked
                .try_emplace(opinion.asked.office, identity::Placement{.shelf = Shelf::Hidden,
                                                                       .due = opinion.asked.until})
                .first->second;
        if (opinion.given || !state.is_open()) continue;
        const bool first = placement.shelf == Shelf::Hidden;
        placement.shelf = Shelf::Opinion;
        placement.due = first ? opinion.asked.until : std::min(placement.due, opinion.asked.until);
    }
    asked.erase(state.opened.organisation);
    for (const auto& [office, placement] : asked)
        entries.push_back(
            {{identity::scope_of(office), static_cast<std::uint32_t>(Act::GiveOpinion)},
             placement});
}

// Authorities that gave it away: a trace and no act. One that was asked for an opinion, or has it
// again, has its row already.
void add_givers(const CaseState& state, std::vector<identity::VisibleEntry>& entries) {
    for (const auto& transfer : state.transfers) {
        const auto scope = identity::scope_of(transfer.from);
        const bool there = std::ranges::any_of(
            entries, [&](const auto& entry) { return entry.row.scope == scope; });
        if (!there) entries.push_back({{scope, 0}, {Shelf::Transferred, transfer.on}});
    }
}

constexpr std::uint32_t bits(std::initializer_list<Act> acts) {
    std::uint32_t all = 0;
    for (const Act act : acts) all |= static_cast<std::uint32_t>(act);
    return all;
}

}  // namespace

std::string_view kind_of(const Event& event) {
    return kinds[event.index()];
}

std::vector<std::string_view> event_kinds() {
    return {std::begin(kinds), std::end(kinds)};
}

Compartment compartment_of(const Event& event) {
    if (std::holds_alternative<ContentDestroyed>(event)) return Compartment::Remaining;
    const bool internal =
        std::holds_alternative<NoteAdded>(event) || std::holds_alternative<CaseHandedOver>(event) ||
        std::holds_alternative<HoldPlaced>(event) || std::holds_alternative<HoldLifted>(event) ||
        std::holds_alternative<LetterReturned>(event) ||
        std::holds_alternative<DecisionDrafted>(event) ||
        std::holds_alternative<DraftCosigned>(event) ||
        std::holds_alternative<DraftReturned>(event) ||
        std::holds_alternative<OpinionAsked>(event) ||
        std::holds_alternative<OpinionGiven>(event) ||
        std::holds_alternative<OpinionSilent>(event) ||
        std::holds_alternative<ReminderSet>(event) || std::holds_alternative<ReminderCame>(event) ||
        std::holds_alternative<ReminderSettled>(event) ||
        std::holds_alternative<FileExported>(event) || std::holds_alternative<FilingUndone>(event);
    return internal ? Compartment::Internal : Compartment::Shared;
}

void apply_to(CaseState& state, const Event& event) {
    ++state.sequence;
    match(
        event,
        [&](const CaseOpened& opened) {
            state.opened = opened;
            state.team = opened.team;
            state.state = State::Received;
        },
        [&](const PartyAdded& party) { know(state, party); },
        [&](const DocumentAdded& document) { state.documents.push_back(document); },
        [&](const MessageSent& message) {
            state.messages.push_back({message, state.sequence});
            if (!state.is_open()) return;
            const bool asks = message.direction == Direction::ToApplicant && message.awaits_answer;
            if (asks) state.state = State::WaitingForApplicant;
            const bool answers = message.direction == Direction::FromApplicant;
            if (answers) state.state = state.assignee ? State::InWork : State::Received;
            follow_question(state, message);
        },
        [&](const NoteAdded& note) {
            state.notes.push_back({note.text, state.sequence});
        },
        [&](const CaseTaken& taken) {
            state.assignee = taken.by;
            state.worked_on.insert(taken.by);
            if (state.state == State::Received) state.state = State::InWork;
        },
        [&](const CaseHandedOver& handed) {
            state.assignee = handed.to_person;
            if (handed.to_person) state.worked_on.insert(*handed.to_person);
            if (handed.to_team) state.team = handed.to_team;
            if (!handed.to_person && state.state == State::InWork) state.state = State::Received;
            if (handed.to_person && state.state == State::Received) state.state = State::InWork;
        },
        [&](const DeadlineSet& deadline) { state.due = deadline.due; },
        [&](const OutcomeDecided& outcome) {
            state.outcome = outcome;
            state.draft.reset();
            state.state = State::Decided;
            state.outcome_sequence = state.sequence;
        },
        [&](const CaseWithdrawn&) { state.state = State::Withdrawn; },
        [&](const ContactConfirmed&) { state.contact_confirmed = true; },
        [&](const RetentionSet& set) { state.kept_until = set.until; },
        [&](const RetentionEnded& ended) { state.destroyed_on = ended.destroyed_on; },
        [&](const HoldPlaced& hold) { state.hold = hold; },
        [&](const HoldLifted& lifted) {
            state.hold.reset();
            state.destroyed_on = lifted.destroyed_on;
        },
        [&](const ContentDestroyed& destroyed) { state = remains_of(state.sequence, destroyed); },
        [&](const CaseTransferred& transfer) { take_over(state, transfer); },
        [&](const FeeSet& fee) { set_fee(state, fee); },
        [&](const PaymentBooked& payment) { book(state, payment); },
        [&](const auto& course) { follow(state, course); });
}

Result<std::vector<Event>> decide(const CaseState& state, const Command& command) {
    if (state.has_unknown_events)
        return unavailable("case.newer_release", "a newer release wrote to this case");
    const bool opens = std::holds_alternative<Open>(command);
    if (opens && state.sequence != 0) return conflict("case.exists", "the case is open already");
    if (!opens && state.sequence == 0) return not_found("case.none", "there is no such case");
    if (state.is_destroyed()) return conflict("case.destroyed", "the content was destroyed");
    // A note may be added and an address confirmed at any time, and the end of a case is about
    // closed ones; the work on it needs an open one.
    const bool works =
        std::holds_alternative<Take>(command) || std::holds_alternative<HandOver>(command) ||
        std::holds_alternative<SendMessage>(command) || std::holds_alternative<Decide>(command) ||
        std::holds_alternative<Withdraw>(command) ||
        std::holds_alternative<ConfirmPapers>(command) ||
        std::holds_alternative<SignDraft>(command) ||
        std::holds_alternative<CosignDraft>(command) ||
        std::holds_alternative<AskOpinion>(command) ||
        std::holds_alternative<TransferCase>(command) ||
        std::holds_alternative<GiveOpinion>(command) ||
        std::holds_alternative<ReturnDraft>(command) ||
        std::holds_alternative<ExtendDeadline>(command);
    if (works && !state.is_open()) return conflict("case.closed", "the case is closed");
    return match(
        command, [&](const Open& wish) { return events_of(wish); },
        [&](const Take& wish) { return events_of(state, wish); },
        [&](const HandOver& wish) { return events_of(wish); },
        [&](const AddNote& wish) { return events_of(state, wish); },
        [&](const SendMessage& wish) { return events_of(state, wish); },
        [&](const Decide& wish) { return events_of(state, wish); },
        [&](const Withdraw& wish) { return events_of(wish); },
        [&](const ConfirmContact&) -> Result<Events> {
            return state.contact_confirmed ? Events{} : Events{ContactConfirmed{}};
        },
        [&](const SetRetention& wish) { return events_of(state, wish); },
        [&](const EndRetention& wish) { return events_of(state, wish); },
        [&](const PlaceHold& wish) { return events_of(state, wish); },
        [&](const LiftHold& wish) { return events_of(state, wish); },
        [&](const DestroyContent& wish) { return events_of(state, wish); },
        [&](const PostLetter& wish) { return events_of(state, wish); },
        [&](const ReturnLetter& wish) { return events_of(state, wish); },
        [&](const OrderLetter& wish) { return events_of(state, wish); },
        [&](const Retrieve& wish) { return events_of(state, wish); },
        [&](const EndProvision& wish) { return events_of(state, wish); },
        [&](const ConfirmPapers& wish) { return events_of(state, wish); },
        [&](const ExtendDeadline& wish) { return events_of(state, wish); },
        [&](const PassDay& wish) { return events_of(state, wish); },
        [&](const SignDraft& wish) { return events_of(state, wish); },
        [&](const CosignDraft& wish) { return events_of(state, wish); },
        [&](const ReturnDraft& wish) { return events_of(state, wish); },
        [&](const AskOpinion& wish) { return events_of(state, wish); },
        [&](const GiveOpinion& wish) { return events_of(state, wish); },
        [&](const TransferCase& wish) { return events_of(state, wish); },
        [&](const BookPayment& wish) { return events_of(state, wish); },
        [&](const AddPaper& wish) -> Result<Events> { return Events{wish.document}; },
        [&](const FileCommand& wish) { return events_of(state, wish); },
        [&](const ServeLetter& wish) { return events_of(state, wish); },
        [&](const OutcomeCommand& wish) { return events_of(state, wish); },
        [&](const CallOffLetter& wish) { return events_of(state, wish); });
}

std::vector<identity::VisibleEntry> audience(const CaseState& state) {
    constexpr auto full = bits({Act::ReadCase, Act::WorkOnCase, Act::HandOverCase, Act::DecideCase,
                                Act::AssignCase, Act::SeeInInbox});
    // While somebody works on it, the others read along; a team lead may give it to someone else.
    constexpr auto along = bits({Act::ReadCase, Act::WorkOnCase, Act::AssignCase, Act::SeeInInbox});
    constexpr auto lead = bits({Act::AssignCase});
    Shelf shelf = state.assignee ? Shelf::InWork : Shelf::Unassigned;
    // Who waits in vain has something to do again.
    const bool waits = !state.question || !state.question->is_overdue;
    if (state.state == State::WaitingForApplicant && waits) shelf = Shelf::Waiting;
    if (!state.is_open()) shelf = Shelf::Done;
    const identity::Placement placement{.shelf = shelf, .due = state.due};
    // A draft waits for everybody of the team; that its drafter does not sign, decide() sees to.
    const bool drafted = state.draft && state.is_open();
    const auto sign = drafted ? bits({Act::SignDecision}) : 0U;
    const auto work = full | sign;
    identity::Placement of_team = placement;
    if (drafted) of_team.shelf = Shelf::ToSign;

    const auto together = state.assignee ? along | sign : work;
    std::vector<identity::VisibleEntry> entries;
    const auto organisation = identity::scope_of(state.opened.organisation);
    if (state.is_destroyed()) return {{{organisation, lead}, {Shelf::Hidden, state.due}}};
    identity::Placement of_leads{Shelf::Hidden, state.due};
    if (state.destroyed_on) of_leads = {Shelf::RetentionEnded, *state.destroyed_on};
    if (state.team) {
        entries.push_back({{identity::scope_of(*state.team), together}, of_team});
        entries.push_back({{organisation, lead}, of_leads});
    } else {
        entries.push_back({{organisation, together}, state.destroyed_on ? of_leads : of_team});
    }
    if (state.assignee) entries.push_back({{identity::scope_of(*state.assignee), work}, placement});
    add_asked_offices(state, entries);
    add_givers(state, entries);
    return entries;
}

}  // namespace dw::cases
