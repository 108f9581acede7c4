#include "cases/case.h"

#include "base/match.h"
#include "base/text.h"

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
                                      "case.letter_not_retrieved"};
static_assert(std::size(kinds) == std::variant_size_v<Event>);

using Events = std::vector<Event>;

Result<Events> events_of(const Open& open) {
    Events events{open.opened, open.applicant};
    for (const auto& document : open.documents) events.push_back(document);
    events.push_back(DeadlineSet{.due = open.due, .reason = "deadline_processing"});
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

Result<Events> events_of(const CaseState& state, const Decide& wish) {
    const bool has_reasons = !trim(wish.reasons).empty();
    // § 39 Abs. 1 VwVfG: a written act that burdens somebody gives its reasons.
    if (wish.outcome.burdens && !has_reasons)
        return invalid("case.no_reasons", "a burdening outcome needs reasons");
    Events events;
    if (!state.assignee) events.push_back(CaseTaken{wish.by});
    events.push_back(
        OutcomeDecided{wish.outcome.id, wish.outcome.kind, wish.reasons, wish.by, wish.details});
    if (wish.online)
        provide(state, events, wish.online);
    else
        order_by_post(state, events, wish.by_post);
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
    if (trim(wish.message.text).empty()) return invalid("case.empty_text", "the message is empty");
    const bool answers = wish.message.direction == Direction::FromApplicant;
    if (answers && state.state != State::WaitingForApplicant)
        return conflict("case.no_question", "nobody has asked");
    Events events{wish.message};
    order_by_post(state, events, answers ? std::nullopt : wish.by_post);
    return events;
}

Result<Events> events_of(const AddNote& wish) {
    if (trim(wish.text).empty()) return invalid("case.empty_text", "the note is empty");
    return Events{NoteAdded{wish.text}};
}

Error retained() {
    return conflict("case.retained", "the content must still be kept");
}

Result<Events> events_of(const CaseState& state, const SetRetention& wish) {
    if (state.is_open()) return conflict("case.open", "the case is open");
    if (state.kept_until == wish.until) return Events{};
    return Events{RetentionSet{wish.until}};
}

Result<Events> events_of(const CaseState& state, const EndRetention& wish) {
    if (state.is_open()) return conflict("case.open", "the case is open");
    if (!state.kept_until || wish.today <= *state.kept_until) return retained();
    if (state.destroyed_on) return Events{};
    return Events{RetentionEnded{wish.destroyed_on}};
}

Result<Events> events_of(const CaseState& state, const PlaceHold& wish) {
    if (trim(wish.reason).empty()) return invalid("case.no_hold_reason", "a hold needs a reason");
    if (state.hold) return conflict("case.held", "the case is held already");
    return Events{HoldPlaced{wish.reason, wish.by}};
}

// Whoever lifts a hold gives everybody the whole time again.
Result<Events> events_of(const CaseState& state, const LiftHold& wish) {
    if (!state.hold) return conflict("case.not_held", "there is no hold");
    const auto destroyed_on =
        state.destroyed_on ? std::optional(wish.destroyed_on) : std::optional<Date>();
    return Events{HoldLifted{destroyed_on, wish.by}};
}

Result<Events> events_of(const CaseState& state, const DestroyContent& wish) {
    if (state.is_open()) return conflict("case.open", "the case is open");
    if (state.hold) return conflict("case.held", "the case is held");
    const bool over = state.kept_until && wish.today > *state.kept_until;
    if (!over || !state.destroyed_on || wish.today < *state.destroyed_on) return retained();
    const auto& opened = state.opened;
    return Events{ContentDestroyed{opened.number, opened.code_hash, opened.office,
                                   opened.organisation, wish.today}};
}

Result<Letter> letter_of(const CaseState& state, std::int64_t sequence) {
    for (const Letter& letter : state.letters)
        if (letter.sequence == sequence) return letter;
    return not_found("case.no_letter", "no letter of this case goes by post under that number");
}

Result<Events> events_of(const CaseState& state, const PostLetter& wish) {
    DW_TRY(const Letter letter, letter_of(state, wish.letter));
    if (!letter.waits()) return conflict("case.letter_posted", "it does not wait to be posted");
    if (wish.on < letter.ordered || wish.today < wish.on)
        return invalid("case.letter_day", "before it was written, or in the future");
    return Events{LetterPosted{wish.letter, wish.on, wish.by}};
}

Result<Events> events_of(const CaseState& state, const ReturnLetter& wish) {
    DW_TRY(const Letter letter, letter_of(state, wish.letter));
    if (trim(wish.reason).empty()) return invalid("case.empty_text", "why it came back");
    if (!letter.posted || letter.returned)
        return conflict("case.letter_not_posted", "it was not posted");
    return Events{LetterReturned{wish.letter, wish.today, wish.reason, wish.by}};
}

Result<Events> events_of(const CaseState& state, const OrderLetter& wish) {
    DW_TRY(const Letter letter, letter_of(state, wish.letter));
    if (!letter.returned) return conflict("case.letter_posted", "it did not come back");
    Events events;
    if (wish.to) {
        const auto& to = *wish.to;
        if (trim(to.street).empty() || trim(to.postcode).empty() || trim(to.town).empty())
            return invalid("case.no_address", "street, postcode and town are needed");
        PartyAdded party = state.applicant;
        party.street = to.street;
        party.postcode = to.postcode;
        party.town = to.town;
        if (!(party == state.applicant)) events.push_back(std::move(party));
    }
    events.push_back(LetterOrdered{wish.letter, wish.today});
    return events;
}

// Whoever comes after the last day reads it too, but that announces nothing any more.
Result<Events> events_of(const CaseState& state, const Retrieve& wish) {
    Events events;
    for (const Letter& letter : state.letters)
        if (letter.waits_online() && wish.today <= letter.provided->until)
            events.push_back(LetterRetrieved{letter.sequence, wish.today});
    return events;
}

Result<Events> events_of(const CaseState& state, const EndProvision& wish) {
    Events events;
    for (const Letter& letter : state.letters) {
        if (!letter.waits_online() || wish.today <= letter.provided->until) continue;
        events.push_back(LetterNotRetrieved{letter.sequence, wish.today});
        events.push_back(LetterOrdered{letter.sequence, wish.today});
    }
    return events;
}

Letter* find_letter(CaseState& state, std::int64_t sequence) {
    for (Letter& letter : state.letters)
        if (letter.sequence == sequence) return &letter;
    return nullptr;
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
        std::holds_alternative<LetterReturned>(event);
    return internal ? Compartment::Internal : Compartment::Shared;
}

CaseState apply(CaseState state, const Event& event) {
    ++state.sequence;
    match(
        event,
        [&](const CaseOpened& opened) {
            state.opened = opened;
            state.team = opened.team;
            state.state = State::Received;
        },
        [&](const PartyAdded& party) { state.applicant = party; },
        [&](const DocumentAdded& document) { state.documents.push_back(document); },
        [&](const MessageSent& message) {
            state.messages.push_back({message, state.sequence});
            if (!state.is_open()) return;
            const bool asks = message.direction == Direction::ToApplicant && message.awaits_answer;
            if (asks) state.state = State::WaitingForApplicant;
            const bool answers = message.direction == Direction::FromApplicant;
            if (answers) state.state = state.assignee ? State::InWork : State::Received;
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
            state.state = State::Decided;
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
        [&](const LetterOrdered& ordered) {
            auto* letter = find_letter(state, ordered.letter);
            if (!letter) letter = &state.letters.emplace_back(Letter{.sequence = ordered.letter});
            letter->ordered = ordered.on;
            letter->posted.reset();
            letter->returned.reset();
        },
        [&](const LetterPosted& posted) {
            if (auto* letter = find_letter(state, posted.letter)) letter->posted = posted;
        },
        [&](const LetterReturned& returned) {
            if (auto* letter = find_letter(state, returned.letter)) letter->returned = returned;
        },
        [&](const LetterProvided& provided) {
            state.letters.push_back({.sequence = provided.letter, .provided = provided});
        },
        [&](const LetterRetrieved& retrieved) {
            if (auto* letter = find_letter(state, retrieved.letter))
                letter->retrieved = retrieved.on;
        },
        [&](const LetterNotRetrieved& missed) {
            if (auto* letter = find_letter(state, missed.letter)) letter->not_retrieved = missed.on;
        });
    return state;
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
        std::holds_alternative<Withdraw>(command);
    if (works && !state.is_open()) return conflict("case.closed", "the case is closed");
    return match(
        command, [&](const Open& wish) { return events_of(wish); },
        [&](const Take& wish) { return events_of(state, wish); },
        [&](const HandOver& wish) { return events_of(wish); },
        [&](const AddNote& wish) { return events_of(wish); },
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
        [&](const EndProvision& wish) { return events_of(state, wish); });
}

std::vector<identity::VisibleEntry> audience(const CaseState& state) {
    constexpr auto work = bits({Act::ReadCase, Act::WorkOnCase, Act::HandOverCase, Act::DecideCase,
                                Act::AssignCase, Act::SeeInInbox});
    // While somebody works on it, the others read along; a team lead may give it to someone else.
    constexpr auto follow =
        bits({Act::ReadCase, Act::WorkOnCase, Act::AssignCase, Act::SeeInInbox});
    constexpr auto lead = bits({Act::AssignCase});
    Shelf shelf = state.assignee ? Shelf::InWork : Shelf::Unassigned;
    if (state.state == State::WaitingForApplicant) shelf = Shelf::Waiting;
    if (!state.is_open()) shelf = Shelf::Done;
    const identity::Placement placement{.shelf = shelf, .due = state.due};

    const auto together = state.assignee ? follow : work;
    std::vector<identity::VisibleEntry> entries;
    const auto organisation = identity::scope_of(state.opened.organisation);
    if (state.is_destroyed()) return {{{organisation, lead}, {Shelf::Hidden, state.due}}};
    identity::Placement of_leads{Shelf::Hidden, state.due};
    if (state.destroyed_on) of_leads = {Shelf::RetentionEnded, *state.destroyed_on};
    if (state.team) {
        entries.push_back({{identity::scope_of(*state.team), together}, placement});
        entries.push_back({{organisation, lead}, of_leads});
    } else {
        entries.push_back({{organisation, together}, state.destroyed_on ? of_leads : placement});
    }
    if (state.assignee) entries.push_back({{identity::scope_of(*state.assignee), work}, placement});
    return entries;
}

}  // namespace dw::cases
