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
#include "catalogue/service.h"
#include "forms/package.h"
#include "identity/permission.h"
#include "identity/visibility.h"
#include "store/blobs.h"
#include "terms/assurance_level.h"

namespace dw::cases {

using CaseId = store::StreamId;
using DocumentId = Id<struct DocumentTag>;
using MessageId = Id<struct MessageTag>;

// Where the case came from. Counter, phone and letter are recorded by a clerk.
enum class Channel { Online, Api };  // frozen: stored

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
    std::string origin;  // "applicant", "office"
    bool operator==(const DocumentAdded&) const = default;
};
enum class Direction { ToApplicant, FromApplicant };  // frozen: stored
struct MessageSent {
    MessageId message;
    Direction direction = Direction::ToApplicant;
    std::string text;
    bool awaits_answer = false;
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
    bool operator==(const OutcomeDecided&) const = default;
};
struct CaseWithdrawn {
    bool operator==(const CaseWithdrawn&) const = default;
};
struct ContactConfirmed {  // the address proved to be the applicant's
    bool operator==(const ContactConfirmed&) const = default;
};
// Aufbewahrung: how long the content of a closed case is kept (cases/retention.h).
struct RetentionSet {
    Date until;  // the whole day belongs to the period
    bool operator==(const RetentionSet&) const = default;
};
// Aussonderung: the case stands on the list of those that go to the archive or are destroyed.
struct RetentionEnded {
    Date destroyed_on;  // not before this day
    bool operator==(const RetentionEnded&) const = default;
};
struct HoldPlaced {  // internal; a lawsuit, the archive wants it
    std::string reason;
    identity::PersonId by;
    bool operator==(const HoldPlaced&) const = default;
};
struct HoldLifted {                    // internal
    std::optional<Date> destroyed_on;  // of a case on the list: anew
    identity::PersonId by;
    bool operator==(const HoldLifted&) const = default;
};
// Poststelle: a letter, which is a message or a decision of this case, goes by post. It is named by
// the sequence of its event.
struct LetterOrdered {
    std::int64_t letter = 0;
    Date on;
    bool operator==(const LetterOrdered&) const = default;
};
struct LetterPosted {  // Aufgabe zur Post, § 41 Abs. 2 VwVfG
    std::int64_t letter = 0;
    Date on;
    identity::PersonId by;
    bool operator==(const LetterPosted&) const = default;
};
struct LetterReturned {  // came back: it counts as known no more
    std::int64_t letter = 0;
    Date on;
    std::string reason;
    identity::PersonId by;
    bool operator==(const LetterReturned&) const = default;
};
// Datenabruf: a decision of this case is kept ready, § 41 Abs. 2a VwVfG.
struct LetterProvided {
    std::int64_t letter = 0;
    Date on;     // of the notice
    Date until;  // the last day to retrieve it
    bool operator==(const LetterProvided&) const = default;
};
struct LetterRetrieved {  // for the first time
    std::int64_t letter = 0;
    Date on;
    bool operator==(const LetterRetrieved&) const = default;
};
struct LetterNotRetrieved {  // in time: it was not announced
    std::int64_t letter = 0;
    Date on;
    bool operator==(const LetterNotRetrieved&) const = default;
};
// All that is left: whoever has number and code is told that nothing is left.
struct ContentDestroyed {
    std::string number;
    Digest code_hash{};
    catalogue::SourceId office;
    identity::OrganisationId organisation;
    Date on;
    bool operator==(const ContentDestroyed&) const = default;
};

using Event = std::variant<CaseOpened, PartyAdded, DocumentAdded, MessageSent, NoteAdded, CaseTaken,
                           CaseHandedOver, DeadlineSet, OutcomeDecided, CaseWithdrawn,
                           ContactConfirmed, RetentionSet, RetentionEnded, HoldPlaced, HoldLifted,
                           ContentDestroyed, LetterOrdered, LetterPosted, LetterReturned,
                           LetterProvided, LetterRetrieved, LetterNotRetrieved>;

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

struct Letter {
    std::int64_t sequence = 0;
    std::optional<Date> ordered;  // to be posted
    std::optional<LetterPosted> posted;
    std::optional<LetterReturned> returned;
    std::optional<LetterProvided> provided;
    std::optional<Date> retrieved, not_retrieved;
    bool waits() const { return ordered && !posted && !returned; }
    bool waits_online() const { return provided && !retrieved && !not_retrieved; }
    bool operator==(const Letter&) const = default;
};

struct CaseState {
    std::int64_t sequence = 0;  // of the last event; 0: there is no case yet
    State state = State::Received;
    CaseOpened opened;
    PartyAdded applicant;
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
    std::vector<Letter> letters;      // that go by post, or are kept ready
    bool has_unknown_events = false;  // written by a newer release: read only
    bool is_destroyed() const { return state == State::Destroyed; }
    bool is_open() const {
        return state != State::Decided && state != State::Withdrawn && !is_destroyed();
    }
};

CaseState apply(CaseState state, const Event& event);

// --- commands: what somebody wants ---------------------------------------------------------------

struct Open {
    CaseOpened opened;
    PartyAdded applicant;
    std::vector<DocumentAdded> documents;
    Date due;
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
};
struct SendMessage {
    MessageSent message;
    std::optional<Date> by_post = {};  // today, for whoever reads nothing online
};
struct Provision {  // to be retrieved
    Date on, until;
};
struct Decide {
    forms::PossibleOutcome outcome;
    std::string reasons;
    identity::PersonId by;
    Json details = Json::object();
    std::optional<Date> kept_until = {};  // nothing: the package is not here
    std::optional<Date> by_post = {};     // today, for whoever reads nothing online
    std::optional<Provision> online = {};
};
struct Withdraw {
    std::optional<Date> kept_until = {};
};
struct ConfirmContact {};
struct SetRetention {
    Date until;
};
struct EndRetention {
    Date today, destroyed_on;
};
struct PlaceHold {
    std::string reason;
    identity::PersonId by;
};
struct LiftHold {
    identity::PersonId by;
    Date destroyed_on;  // when it stands on the list
};
struct DestroyContent {
    Date today;
};
struct PostLetter {
    std::int64_t letter = 0;
    Date on, today;
    identity::PersonId by;
};
struct ReturnLetter {
    std::int64_t letter = 0;
    Date today;
    std::string reason;
    identity::PersonId by;
};
struct PostalAddress {
    std::string street, postcode, town;
};
struct OrderLetter {  // once more, after it came back
    std::int64_t letter = 0;
    Date today;
    std::optional<PostalAddress> to = {};  // nothing: where it went before
};
struct Retrieve {  // by the applicant
    Date today;
};
struct EndProvision {  // what was not retrieved in time goes by post
    Date today;
};
using Command =
    std::variant<Open, Take, HandOver, AddNote, SendMessage, Decide, Withdraw, ConfirmContact,
                 SetRetention, EndRetention, PlaceHold, LiftHold, DestroyContent, PostLetter,
                 ReturnLetter, OrderLetter, Retrieve, EndProvision>;

// The events that follow, or why not. Errors: Conflict "case.exists", "case.closed", "case.taken",
// "case.no_question", Invalid "case.no_reasons", "case.no_receiver", "case.empty_text", NotFound
// "case.none", Unavailable "case.newer_release"; about the end of a case Conflict "case.destroyed",
// "case.open", "case.retained", "case.held", "case.not_held", Invalid "case.no_hold_reason"; about
// letters NotFound "case.no_letter", Conflict "case.letter_posted", "case.letter_not_posted",
// Invalid "case.letter_day", "case.empty_text", "case.no_address".
Result<std::vector<Event>> decide(const CaseState& state, const Command& command);

// Who sees the case, and on which shelf of the inbox it stands. Pure; cases writes the rows.
std::vector<identity::VisibleEntry> audience(const CaseState& state);

}  // namespace dw::cases
