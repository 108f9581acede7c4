// The case (Vorgang): one thing being worked on, as a stream of events. Types and rules, pure.
//
// The core knows no application, licence or letter: a kind of matter names itself by its package,
// and what can come of it by the package's outcomes. Modules to the right keep matter streams of
// their own.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "cases/file_events.h"
#include "cases/letter_events.h"
#include "cases/objection.h"
#include "cases/opinion.h"
#include "cases/outcome_events.h"
#include "cases/retention_events.h"
#include "cases/running_deadline.h"
#include "catalogue/service.h"
#include "forms/package.h"
#include "identity/permission.h"
#include "identity/visibility.h"
#include "store/blobs.h"
#include "terms/assurance_level.h"

namespace dw::cases {

using CaseId = store::StreamId;
using MessageId = Id<struct MessageTag>;

// The five states people are told (docs/users.md), and what is left after destruction; Draft is not
// a case yet. frozen: stored in case_row.state
enum class State { Received, InWork, WaitingForApplicant, Decided, Withdrawn, Destroyed };

// Who may read content: everybody in the case, or the office alone. What remains outlives both.
enum class Compartment { Shared, Internal, Remaining };

// --- events; what happened, never what should happen -------------------------------------------

struct CaseOpened {
    std::string number;  // with check character
    Digest code_hash{};  // of the access code; the code itself is nowhere
    std::string package_name, package_version;
    catalogue::SourceId service, office;  // of the catalogue
    identity::OrganisationId organisation;
    std::optional<identity::TeamId> team;
    Ars place;
    Language language = Language::German;
    Channel channel = Channel::Online;
    Date received;
    Json answers;         // object: field id → value, checked
    std::string subject;  // one line for lists: who and what
    bool operator==(const CaseOpened&) const = default;
};
// That somebody proved at a provider who she is. Within a case the same person comes with the same
// pseudonym.
struct IdentityProof {
    Digest pseudonym{};
    AssuranceLevel level = AssuranceLevel::Basis;
    bool operator==(const IdentityProof&) const = default;
};
// § 13 VwVfG
struct PartyAdded {
    std::string given_name, family_name, street, postcode, town, email, phone;
    std::optional<IdentityProof> proof = {};  // when it was sent
    bool reads_online = false;  // agreed that a decision is kept ready instead of posted
    bool operator==(const PartyAdded&) const = default;
};
struct DocumentAdded {
    DocumentId document;
    std::string file_name, media_type;
    std::int64_t size = 0;  // bytes
    store::BlobId blob;
    store::KeyId key;
    // "applicant" with the application, "answer", "office"; "paper": scanned at the office for the
    // person
    std::string origin;
    bool operator==(const DocumentAdded&) const = default;
};
enum class Direction { ToApplicant, FromApplicant };  // frozen: stored
struct MessageSent {
    MessageId message;
    Direction direction = Direction::ToApplicant;
    std::string text;
    bool awaits_answer = false;
    Purpose purpose = Purpose::Plain;
    std::optional<Date> answer_by = {};      // of a question: the whole day is in time
    std::optional<Date> remind_on = {};      // by mail, when there is no answer yet
    std::vector<DocumentId> documents = {};  // that came with an answer
    // The law under which the application counts as withdrawn when there is no answer in time; ""
    // for none.
    std::string deemed_withdrawal = {};
    std::optional<AnswerTaken> taken = {};  // an answer that did not come online
    bool operator==(const MessageSent&) const = default;
};
struct NoteAdded {  // internal
    std::string text;
    bool operator==(const NoteAdded&) const = default;
};
struct CaseTaken {
    identity::PersonId by;
    bool operator==(const CaseTaken&) const = default;
};
struct CaseHandedOver {  // to a person, or back to a team
    std::optional<identity::PersonId> to_person;
    std::optional<identity::TeamId> to_team;
    std::string note;  // internal
    bool operator==(const CaseHandedOver&) const = default;
};
struct DeadlineSet {
    Date due;
    std::string reason;  // key of a text
    bool operator==(const DeadlineSet&) const = default;
};
struct OutcomeDecided {
    std::string outcome;  // id within the package
    forms::OutcomeKind kind = forms::OutcomeKind::Completion;
    std::string reasons;  // § 39 VwVfG
    identity::PersonId by;
    Json details = Json::object();  // of the outcome: field id → value, as in form_rules.h
    std::string no_hearing = {};    // the ground for none (decision_rules.h)
    std::optional<identity::PersonId> drafted_by = {};  // where a second person signed
    std::optional<SideClauses> side_clauses = {};       // nothing: those of the package
    std::vector<Enclosure> enclosures = {};
    bool operator==(const OutcomeDecided&) const = default;
};
// Abgabe: the case is another authority's now, who gave it away keeps a trace (transfer.h).
struct CaseTransferred {
    identity::OrganisationId organisation;
    catalogue::SourceId office;
    std::optional<identity::TeamId> team;
    std::string legal_basis;
    Date on;
    identity::PersonId by;
    bool operator==(const CaseTransferred&) const = default;
};
// Where the money goes.
struct Payee {
    std::string holder, iban, bic;  // the IBAN without blanks; the BIC may be missing
    bool operator==(const Payee&) const = default;
};
// Gebühr: what a decision costs. Nothing of it changes with the rule or the account later on.
struct FeeSet {
    std::string reference;  // Kassenzeichen; "" when there is nothing to pay
    std::int64_t cents = 0;
    std::optional<std::int64_t> rule_cents;  // by the package's table; nothing: no row fits
    std::string rule, source;                // in words, in the language of the case
    std::string reason;                      // why another amount
    Date due;
    forms::Release released_when = forms::Release::Decided;
    Payee payee;
    identity::PersonId by;
    // From when the days to pay count; nothing (older releases): `due` is what it is. Until the
    // letter is known, `due` is the day it would be if the letter went at once.
    std::optional<forms::DueFrom> due_from = {};
    int due_days = 0;
    std::string due_source = {};  // in words, in the language of the case
    bool operator==(const FeeSet&) const = default;
};
// The letter that asks for the fee is on its way or was opened: now the day to pay is known.
struct FeeDueSet {
    Date known_on;  // the letter counts as known
    Date due;
    bool operator==(const FeeDueSet&) const = default;
};
// Why a second person signs. frozen: stored by name
enum class SecondLook { Always, Amount, Sample };
struct DecisionDrafted {  // internal, as are the next two
    OutcomeDecided decision;
    SecondLook why = SecondLook::Always;
    std::optional<FeeSet> fee = {};  // its reference is another one once it is signed
    bool operator==(const DecisionDrafted&) const = default;
};
struct DraftCosigned {  // Mitzeichnung
    identity::PersonId by;
    bool operator==(const DraftCosigned&) const = default;
};
struct DraftReturned {
    std::string words;
    identity::PersonId by;
    bool operator==(const DraftReturned&) const = default;
};
struct CaseWithdrawn {
    bool operator==(const CaseWithdrawn&) const = default;
};
struct ContactConfirmed {  // the address proved to be the applicant's
    bool operator==(const ContactConfirmed&) const = default;
};
enum class BookedBy { Clerk, Treasury };  // frozen: stored
struct PaymentBooked {
    std::int64_t cents = 0;  // below 0: it was paid back
    Date on;
    BookedBy way = BookedBy::Clerk;
    // What makes it this payment and no other: the line of the treasury's file, or the form a clerk
    // sent; "" for none.
    std::string line;
    std::string note;
    identity::PersonId by;
    bool operator==(const PaymentBooked&) const = default;
};

using Event = std::variant<
    CaseOpened, PartyAdded, DocumentAdded, MessageSent, NoteAdded, CaseTaken, CaseHandedOver,
    DeadlineSet, OutcomeDecided, CaseWithdrawn, ContactConfirmed, RetentionSet, RetentionEnded,
    HoldPlaced, HoldLifted, ContentDestroyed, LetterOrdered, LetterPosted, LetterReturned,
    LetterProvided, LetterRetrieved, LetterNotRetrieved, DeadlineStarted, DeadlineStopped,
    DeadlineExtended, DeadlinePassed, PapersComplete, AnswerReminded, AnswerOverdue,
    DecisionDrafted, DraftCosigned, DraftReturned, OpinionAsked, OpinionGiven, OpinionSilent,
    CaseTransferred, FeeSet, PaymentBooked, CaseRecorded, ReferenceGiven, ReminderSet, ReminderCame,
    ReminderSettled, CaseFiled, FileExported, CodeRenewed, DecisionContested, ObjectionOpened,
    LetterServed, DeemedWithdrawn, CertificateAsked, CertificateIssued, ConsentTakenBack, FeeDueSet,
    FilingUndone, LetterCalledOff>;

// frozen: stored in the event log; none tells content ("case.decided", not "case.refused")
std::string_view kind_of(const Event& event);
std::vector<std::string_view> event_kinds();  // in the order of the variant
inline constexpr std::int64_t event_version = 1;
Compartment compartment_of(const Event& event);

// --- state: the fold of all events ---------------------------------------------------------------

struct Note {
    std::string text;
    std::int64_t sequence = 0;
    bool operator==(const Note&) const = default;
};
struct Message {
    MessageSent sent;
    std::int64_t sequence = 0;
    bool operator==(const Message&) const = default;
};

struct Draft {
    OutcomeDecided decision;
    SecondLook why = SecondLook::Always;
    std::set<identity::PersonId> cosigned;
    std::optional<FeeSet> fee;
    bool operator==(const Draft&) const = default;
};

struct TransferDone {
    identity::OrganisationId from, to;
    Date on;
    bool operator==(const TransferDone&) const = default;
};

// Where the applicant lived by what was known before, e.g. before a letter came back.
struct FormerAddress {
    std::string street, postcode, town;
    bool operator==(const FormerAddress&) const = default;
};

struct CaseState {
    std::int64_t sequence = 0;  // of the last event; 0: there is no case yet
    State state = State::Received;
    CaseOpened opened;
    PartyAdded applicant;
    std::vector<FormerAddress> former_addresses;
    std::vector<DocumentAdded> documents;
    std::vector<Message> messages;
    std::vector<Note> notes;
    std::optional<identity::PersonId> assignee;
    std::optional<identity::TeamId> team;
    std::set<identity::PersonId> worked_on;  // everybody who had the case
    Date due;
    std::optional<OutcomeDecided> outcome;
    bool contact_confirmed = false;
    std::optional<Date> kept_until;    // of a closed case
    std::optional<Date> destroyed_on;  // of a case on the list: not before this day
    std::optional<HoldPlaced> hold;
    std::vector<Letter> letters;             // that go by post, or are kept ready
    std::vector<RunningDeadline> deadlines;  // that a law sets, in the order they began
    std::optional<Question> question;        // to the applicant, not answered yet
    std::optional<Heard> hearing;            // the last one
    std::optional<Draft> draft;              // of a decision, for a second person
    std::vector<Opinion> opinions;           // of other offices
    std::vector<TransferDone> transfers;     // from one authority to the next
    bool papers_asked = false;               // ever
    std::optional<Date> complete_since;      // the papers, as somebody found
    std::int64_t outcome_sequence = 0;       // 0: not decided
    std::optional<FeeSet> fee;
    std::int64_t fee_sequence = 0;     // of the event that set it
    std::optional<Date> fee_known_on;  // nothing: the letter that asks for it is not known yet
    std::vector<PaymentBooked> payments;
    bool released = false;  // the decision may be read; once, and for good
    std::optional<CaseRecorded> recorded;
    std::optional<ReferenceGiven> reference;  // nothing: the number stands for it
    std::vector<Reminder> reminders;
    std::optional<CaseFiled> filed;
    std::optional<Date> unfiled_on;             // taken back from the files, for the last time
    std::vector<DecisionContested> objections;  // against the decision of this case
    std::optional<ObjectionOpened> objection;   // this case is one
    std::optional<DeemedWithdrawn> deemed_withdrawn;
    std::optional<Date> certificate_asked;
    std::optional<CertificateIssued> certificate;
    bool has_unknown_events = false;  // written by a newer release: read only
    bool is_destroyed() const { return state == State::Destroyed; }
    bool has_open_reminder() const {
        for (const Reminder& reminder : reminders)
            if (!reminder.settled) return true;
        return false;
    }
    // What the office calls it: on letters, in exports.
    const std::string& file_name() const {
        return reference ? reference->reference : opened.number;
    }
    bool is_open() const {
        return state != State::Decided && state != State::Withdrawn && !is_destroyed();
    }
};

void apply_to(CaseState& state, const Event& event);
inline CaseState apply(CaseState state, const Event& event) {
    apply_to(state, event);
    return state;
}

// --- commands: what somebody wants ---------------------------------------------------------------

struct Open {
    CaseOpened opened;
    PartyAdded applicant;
    std::vector<DocumentAdded> documents;
    Date due;
    std::vector<DeadlineStarted> deadlines = {};
    std::optional<CaseRecorded> recorded = {};
    std::optional<ReferenceGiven> reference = {};
    std::optional<ObjectionOpened> objection = {};  // with what the person wrote
    std::optional<MessageSent> message = {};
    std::optional<Date> by_post = {};  // today: the receipt with the code goes by post
    std::optional<identity::PersonId> taken_by = {};
};
struct Take {
    identity::PersonId by;
};
struct HandOver {
    std::optional<identity::PersonId> to_person;
    std::optional<identity::TeamId> to_team;
    std::string note;
};
struct AddNote {
    std::string text;
    // The form was made then: the same words since are the same note, sent twice.
    std::optional<std::int64_t> seen = {};
};
struct SendMessage {
    MessageSent message;
    std::optional<Date> by_post = {};           // today, for whoever reads nothing online
    std::vector<DocumentAdded> documents = {};  // sent with it, as the message names them
};
struct Decide {
    forms::PossibleOutcome outcome;
    std::string reasons;
    identity::PersonId by;
    Json details = Json::object();
    std::optional<Date> kept_until = {};  // nothing: the package is not here
    std::optional<Date> by_post = {};     // today, for whoever reads nothing online
    std::optional<Provision> online = {};
    std::string no_hearing = {};
    Date today = {};
    std::optional<SecondLook> second_look = {};  // then it is a draft
    std::optional<FeeSet> fee = {};
    std::optional<SideClauses> side_clauses = {};
    std::vector<Enclosure> enclosures = {};
};
struct SignDraft {  // Schlusszeichnung
    identity::PersonId by;
    std::optional<Date> kept_until = {};
    std::optional<Date> by_post = {};
    std::optional<Provision> online = {};
    std::optional<FeeSet> fee = {};
};
struct CosignDraft {
    identity::PersonId by;
};
struct ReturnDraft {
    std::string words;
    identity::PersonId by;
};
struct Withdraw {
    std::optional<Date> kept_until = {};
};
struct ConfirmContact {};
struct ConfirmPapers {
    Date on, today;
    identity::PersonId by;
    std::vector<DeadlineStarted> deadlines;  // that start with complete papers, from that day
};
struct ExtendDeadline {
    DeadlineExtended extension;
    Date today;
    MessageSent notice;  // to the applicant
    std::optional<Date> by_post = {};
};
struct AskOpinion {
    OpinionAsked asked;
    Date today;
};
struct GiveOpinion {
    OpinionGiven given;
};
struct TransferCase {
    CaseTransferred transfer;
    MessageSent notice;  // to the applicant
    std::optional<Date> by_post = {};
};
struct PassDay {  // what a day brings by itself
    Date today;
    std::optional<Date> request_known = {};  // the day a request counts as announced (known_on)
    std::optional<Date> kept_until = {};
    std::optional<Date> by_post = {};
};
struct BookPayment {
    PaymentBooked payment;
    Date today;
    std::optional<Date> by_post = {};  // today, for whoever reads nothing online
    std::optional<Provision> online = {};
};
struct AddPaper {
    DocumentAdded document;
};
using Command =
    std::variant<Open, Take, HandOver, AddNote, SendMessage, Decide, Withdraw, ConfirmContact,
                 SetRetention, EndRetention, PlaceHold, LiftHold, DestroyContent, PostLetter,
                 ReturnLetter, OrderLetter, ConfirmPapers, ExtendDeadline, PassDay, SignDraft,
                 CosignDraft, ReturnDraft, AskOpinion, GiveOpinion, TransferCase, Retrieve,
                 EndProvision, BookPayment, AddPaper, FileCommand, ServeLetter, OutcomeCommand,
                 CallOffLetter>;

// The events that follow, or why not. Errors: Conflict "case.exists", "case.closed", "case.taken",
// "case.no_question", Invalid "case.no_reasons", "case.no_receiver", "case.empty_text", Conflict
// "case.note_there", NotFound "case.none", Unavailable "case.newer_release"; about the end of a
// case Conflict "case.destroyed", "case.open", "case.retained", "case.held", "case.not_held",
// Invalid "case.no_hold_reason"; about letters NotFound "case.no_letter", Conflict
// "case.letter_posted", "case.letter_not_posted", Invalid "case.letter_day", "case.empty_text",
// "case.no_address"; about periods Conflict "case.papers_complete", "case.deadline_extended",
// "case.deadline_not_running", Invalid "case.papers_day", "case.extension_day", "case.no_reasons";
// about decisions Invalid "case.no_hearing", Conflict "case.no_draft", Denied "case.own_draft";
// about opinions those of opinion_rules.h; about fees Invalid "case.fee_reason",
// "case.payment_amount", "case.payment_day", NotFound "case.no_fee", Conflict
// "case.payment_booked"; about the file those of file_rules.h; about objections, certificates and
// consent those of outcome_rules.h.
Result<std::vector<Event>> decide(const CaseState& state, const Command& command);

// Who sees the case, and on which shelf of the inbox it stands. Pure; cases writes the rows.
std::vector<identity::VisibleEntry> audience(const CaseState& state);

}  // namespace dw::cases
