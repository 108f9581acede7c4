// The face of cases: opening, working on and reading cases; the inbox; the wiring of the routes.
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case_log.h"
#include "cases/case_memory.h"
#include "cases/filing_plan.h"
#include "cases/inbox_filter.h"
#include "cases/objection_package.h"
#include "cases/presence.h"
#include "catalogue/catalogue.h"
#include "forms/forms.h"
#include "identity/identity.h"
#include "store/blobs.h"
#include "store/outbox.h"
#include "store/projection.h"
#include "terms/calendar.h"
#include "terms/deadline.h"
#include "terms/remedy.h"
#include "web/router.h"

namespace dw::cases {

std::span<const store::Migration> migrations();
store::Projection case_projection(store::KeyRing& ring);  // for `log rebuild`

// What somebody needs who opened a case: the code is shown once and kept nowhere.
struct Opened {
    store::TenantId tenant;
    CaseId id;
    std::string number, code;
    Date due;
    store::Receipt receipt = {};
    std::int64_t events = 0;     // of the opening
    std::string reference = {};  // Aktenzeichen; "" for none
};
// A clerk opens it for the person; the submission says by which channel it came.
struct Recording {
    identity::Principal clerk;
    IdentityCheck identity = IdentityCheck::NotChecked;
    bool from_paper = false;
};
struct OpenOptions {
    std::optional<Date> received = {};        // when not today: a letter of last week
    std::optional<IdentityProof> proof = {};  // of the applicant, as proof_of() gives it
    std::optional<Recording> recording = {};
    // Further statements of the same change, once number and code are known.
    std::function<Result<std::vector<store::Statement>>(const Opened&)> also = {};
};

struct Mail;  // case_mail.h
// Hands a mail to a mail server; the same key means the same mail.
using MailSender = std::function<store::DeliveryReport(const Mail& mail, const std::string& key)>;

// To another authority of the tenant that has a desk.
struct Transfer {
    identity::OrganisationId to;
    std::string legal_basis;
};
// What another office is asked.
struct OpinionWish {
    identity::OrganisationId office;
    std::string question;
    std::vector<DocumentId> documents;
    Date until;
    std::string law = {};  // that counts silence as consent; then its period counts
};

enum class Inbox { Mine, Team, Unassigned, ToSign, Done, RetentionEnded };
struct InboxRow {
    CaseId id;
    std::string number, service_title, subject, package_name;
    std::string reference = {};  // Aktenzeichen; "" for none
    State state = State::Received;
    std::optional<std::string> outcome;  // id within the package
    Date due, received;  // on the list of RetentionEnded `due` is the day of destruction
    std::string holder;  // name; "" for nobody
    bool held = false;
    News news = News::None;
    StandingMark standing = StandingMark::None;   // of what is decided
    std::optional<ObjectionKind> objection = {};  // of one
};
struct InboxPage {
    std::vector<InboxRow> rows;  // earliest due date first
    std::string next;            // cursor of the next page; "" for none
};

struct CaseFile {
    CaseId id;
    CaseState state;
    std::uint32_t acts = 0;  // bits of identity::Act this principal has, roles considered
    std::string service_title, office_name;
    std::string holder, team;             // names; "" for none
    std::vector<HistoryEntry> history;    // with names
    std::vector<DeadlineStep> due_steps;  // how the law gets to state.due
    bool allows(identity::Act act) const { return (acts & static_cast<std::uint32_t>(act)) != 0; }
};
// A reminder whose day has come.
struct ReminderLine {
    CaseId id;
    std::string file_name, subject, reason;
    Date on;
};
// A letter that waits to be posted.
struct LetterLine {
    CaseId id;
    std::int64_t letter = 0;  // sequence of its event
    Date since;
    std::string number, subject;
    std::vector<std::string> by_hand = {};  // enclosures that are not printed with it
    std::optional<Event> event = {};        // what it tells; nothing once that is destroyed
};

// What a decision costs by the rule, in the language of the case; no cents: no row of the table
// fits.
struct FeeByRule {
    std::optional<std::int64_t> cents;
    std::string rule, source;
    std::vector<std::string> why;  // sentences
};
struct FeeInput {  // what the clerk makes of it
    std::int64_t cents = 0;
    std::string reason;  // why another amount
};
// A fee that is open, underpaid or overpaid.
struct FeeLine {
    CaseId id;
    std::string number, subject, reference;
    std::int64_t cents = 0, paid = 0;
    Date due;
    bool is_known = true;  // the letter that asks for it; else `due` is not final
};
// What became of a line of the treasury's file.
enum class LineResult { Booked, BookedLess, BookedMore, AlreadyBooked, Unknown, Unreadable };
struct TreasuryLine {
    int line = 0;
    std::string reference;
    std::int64_t cents = 0;
    LineResult result = LineResult::Unknown;
};
using TreasuryReportId = Id<struct TreasuryReportTag>;
// Long enough for whoever asks where the money went.
inline constexpr std::chrono::hours treasury_report_days{24 * 180};
struct TreasuryReport {
    std::string file_name;
    Instant at{};
    std::vector<TreasuryLine> lines;
};

// The answers as they were sent; for the readable form and for copies.
forms::Submission submission_of(const CaseState& state);

enum class AnswerWanted { No, Yes };
// A question to the applicant.
struct Ask {
    std::string text;
    Purpose purpose = Purpose::Plain;
    std::optional<Date> answer_by = {};
    // The law under which silence withdraws the application; "" for none.
    std::string deemed_withdrawal = {};
};
// The answer to it, as it came to the office.
struct AnswerCame {
    std::int64_t question = 0;  // sequence of its message
    AnswerWay way = AnswerWay::Letter;
    Date received;
    std::string text;
    std::vector<const web::UploadedFile*> files = {};  // checked
};
// What goes with a decision.
struct DecisionParts {
    std::optional<std::vector<std::string>> side_clauses = {};  // nothing: those of the package
    std::vector<DocumentId> enclosures = {};
};
// An objection as it came.
struct ObjectionWish {
    ObjectionWay way = ObjectionWay::Online;
    Date received;
    std::string text;
    std::vector<const web::UploadedFile*> files = {};  // checked
};

struct DocumentContent {
    std::string bytes, media_type, file_name;
};

class Cases;
// The content of a document; who may read it, the caller has asked.
Result<DocumentContent> read_document(const Cases& cases, store::TenantId tenant,
                                      const DocumentAdded& document);

// What the verbs of cases need from their neighbours; all outlive Cases.
struct Neighbours {
    store::Store& store;
    store::BlobStore& blobs;
    identity::Identity& identity;
    const catalogue::Catalogue& catalogue;
    const forms::Forms& forms;
    const Calendar& calendar;
    const DecisionLaw& law;
};

// May be used from any thread.
class Cases {
  public:
    explicit Cases(const Neighbours& neighbours)
        : at_(neighbours),
          objection_packages_(neighbours.forms.packages(), neighbours.law.remedies) {}

    // Opens a case for the office of the submission: events, rows, mail in one change. NotFound
    // "cases.no_desk" when nobody works for that office here; Denied "cases.level" when the package
    // wants more than was proven, "cases.other_office" when a clerk of another one records it;
    // Invalid "cases.received" for a day to come.
    Result<Opened> open(const forms::Submission& submission, const OpenOptions& options);

    // What a clerk reads. NotFound when the case does not exist or the principal may not read it.
    // With a filter a page may be empty although there is a next one.
    Result<InboxPage> inbox(const identity::Principal& principal, Inbox inbox,
                            std::string_view cursor, int limit,
                            const InboxFilter& filter = {}) const;
    // By names, addresses, number …: whole words or the beginning of a family name, the newest case
    // first; a page may be empty although there is a next one. Nothing of a case the principal may
    // not read.
    Result<InboxPage> search(const identity::Principal& principal, std::string_view typed,
                             std::string_view cursor, int limit) const;
    Result<CaseFile> case_file(const identity::Principal& principal, CaseId id) const;
    Result<DocumentContent> document(const identity::Principal& principal, CaseId id,
                                     DocumentId document) const;

    // What a clerk does. `seen` is the sequence of the case file the clerk looked at: when more
    // happened meanwhile, Conflict "cases.stale" and nothing is written. Denied when the permission
    // rule says no; the other errors are those of decide().
    Result<store::Receipt> take(const identity::Principal& principal, CaseId id, std::int64_t seen);
    Result<store::Receipt> hand_over(const identity::Principal& principal, CaseId id,
                                     std::int64_t seen, const HandOver& hand_over);
    // What others do meanwhile does not matter. Conflict "case.note_there" when these words were
    // written since `seen`: the form was sent twice.
    Result<store::Receipt> add_note(const identity::Principal& principal, CaseId id,
                                    const std::string& text, std::optional<std::int64_t> seen = {});
    Result<store::Receipt> send_message(const identity::Principal& principal, CaseId id,
                                        std::int64_t seen, const std::string& text,
                                        AnswerWanted awaits);
    // Errors besides: Invalid "case.answer_day" for a day that is not to come.
    Result<store::Receipt> ask(const identity::Principal& principal, CaseId id, std::int64_t seen,
                               const Ask& ask);
    // An answer that did not come online: from then on the question is answered as if it had.
    // Errors besides: Conflict "case.no_question" when another one, or none, is open; Invalid
    // "case.answer_received" for a day to come or before the question.
    Result<store::Receipt> take_answer(const identity::Principal& principal, CaseId id,
                                       const AnswerCame& came);
    // By when an answer to a question of today is wanted, unless somebody says otherwise; and the
    // day on which that question is known.
    Date answer_day(const CaseState& state) const;
    Date question_known(const CaseState& state) const;
    // The papers are complete since that day: periods that start with them start then.
    Result<store::Receipt> confirm_papers(const identity::Principal& principal, CaseId id, Date on);
    // Tells the applicant as well. Invalid "case.not_extendable" where no law is known to allow it.
    struct Extension {
        std::string law;
        Date last_day;
        std::string reason;
    };
    Result<store::Receipt> extend_deadline(const identity::Principal& principal, CaseId id,
                                           const Extension& extension);
    // What this day brings in open cases: reminders, answers and periods that are over. Returns in
    // how many.
    Result<int> pass_days();
    // The periods of a package that start with the application, when that came or was complete on
    // that day; a law that is not for that place is left out.
    std::vector<DeadlineStarted> deadlines_from(const forms::Package& package, const Ars& seat,
                                                Date day) const;

    // `details` were checked against the outcome's form (forms::detail_form). Where it costs
    // something and `fee` says nothing, the rule does. Further errors: those of remedy_of(),
    // Invalid "case.referral" for an Abgabe, which transfer() does, and Invalid "case.no_payee"
    // before an account is known. Where the package wants a second person it becomes a draft.
    Result<store::Receipt> decide(const identity::Principal& principal, CaseId id,
                                  std::int64_t seen, const std::string& outcome_id,
                                  const std::string& reasons, const Json& details = Json::object(),
                                  const std::string& no_hearing = {},
                                  const std::optional<FeeInput>& fee = {},
                                  const DecisionParts& parts = {});
    // The documents as a letter of now encloses them; NotFound "cases.document", Invalid
    // "case.many_enclosures".
    Result<std::vector<Enclosure>> enclosed(store::TenantId tenant, const CaseState& state,
                                            const std::vector<DocumentId>& ids) const;
    // Opens a case of its own against the decision of this one, and links both. Errors besides:
    // Invalid "case.no_objection" where the law knows none, "case.empty_text", "cases.received" for
    // a day to come or before the decision; Conflict "case.contested" while one is open.
    Result<Opened> object(store::TenantId tenant, CaseId id, const ObjectionWish& wish);
    Result<Opened> record_objection(const identity::Principal& principal, CaseId id,
                                    const ObjectionWish& wish);
    // Notes down the day of the deed of service (Zustellung).
    Result<store::Receipt> serve_letter(const identity::Principal& principal, CaseId id,
                                        std::int64_t letter, Date on);
    // The day a letter counts as announced, by the post table; nothing before it was posted.
    std::optional<Date> known_by_post(const CaseState& state, std::int64_t letter) const;
    // The certificate of a deemed approval (§ 42a Abs. 3 VwVfG).
    Result<store::Receipt> issue_certificate(const identity::Principal& principal, CaseId id);
    // The law under which silence can withdraw this application, as its package and the data say;
    // nullptr for none.
    const LegalDeadline* withdrawal_law(const CaseState& state) const;
    // Abgabe (transfer.h); tells the applicant. Errors besides: Invalid "case.no_desk".
    Result<store::Receipt> transfer(const identity::Principal& principal, CaseId id,
                                    std::int64_t seen, const Transfer& wish);
    // Asks another office of the tenant (opinions.h). Errors besides: Invalid "case.no_receiver",
    // "case.no_consent_law".
    Result<store::Receipt> ask_opinion(const identity::Principal& principal, CaseId id,
                                       const OpinionWish& wish);
    // What a second person does with a draft. Denied "case.own_draft" for who wrote it.
    Result<store::Receipt> sign_draft(const identity::Principal& principal, CaseId id,
                                      std::int64_t seen);
    Result<store::Receipt> cosign_draft(const identity::Principal& principal, CaseId id,
                                        std::int64_t seen);
    Result<store::Receipt> return_draft(const identity::Principal& principal, CaseId id,
                                        std::int64_t seen, const std::string& words);
    // Whether a second person has to sign this decision, and why.
    std::optional<SecondLook> second_look(store::TenantId tenant, CaseId id,
                                          const forms::Package& package, const Json& details) const;

    // Fees (Gebühren). Nothing for an outcome that costs nothing.
    std::optional<FeeByRule> fee_by_rule(const CaseState& state, std::string_view outcome) const;
    // The fee as deciding sets it, each time with a reference nobody has. Invalid
    // "case.fee_reason", "case.no_payee".
    Result<std::optional<FeeSet>> fee_for(const identity::Principal& principal,
                                          const CaseState& state, std::string_view outcome,
                                          const std::optional<FeeInput>& input) const;
    // Conflict "case.payment_booked" when one with this `line` was booked already.
    Result<store::Receipt> book_payment(const identity::Principal& principal, CaseId id,
                                        const PaymentBooked& payment);
    // The earliest due first; at most a hundred.
    Result<std::vector<FeeLine>> unsettled_fees(const identity::Principal& principal) const;
    // Books what a treasury sent, line by line; the same line is never booked twice. The report is
    // kept for treasury_report_days. Errors of read_treasury_file().
    Result<TreasuryReportId> book_treasury_file(const identity::Principal& principal,
                                                const std::string& file_name,
                                                std::string_view bytes);
    Result<TreasuryReport> treasury_report(const identity::Principal& principal,
                                           TreasuryReportId id) const;

    // The post room. What waits, the oldest first; one more than `letters_listed` says that there
    // are more.
    static constexpr int letters_listed = 100;
    Result<std::vector<LetterLine>> letters_to_post(const identity::Principal& principal) const;
    Result<store::Receipt> post_letter(const identity::Principal& principal, CaseId id,
                                       std::int64_t letter, Date on);
    // It came back: the day on which it would have counted as known is void.
    Result<store::Receipt> return_letter(const identity::Principal& principal, CaseId id,
                                         std::int64_t letter, const std::string& reason);
    // Once more, after it came back; `to`: the address that is right now.
    Result<store::Receipt> order_letter(const identity::Principal& principal, CaseId id,
                                        std::int64_t letter,
                                        const std::optional<PostalAddress>& to = {});
    // When a decision of that day, which went this way, counts as known, and the last day of what
    // can be done against it. NotFound where it did not arrive yet, or nothing is known.
    Result<ExplainedDeadline> open_until(const CaseState& state, const Letter& letter,
                                         Date decided) const;

    // Retrieval (Datenabruf). What was kept ready and nobody retrieved in time goes by post; gives
    // how many cases. Called by the program's timer.
    Result<int> end_provisions();
    // Wiedervorlage; errors beside the usual ones: those of file_rules.h.
    Result<store::Receipt> set_reminder(const identity::Principal& principal, CaseId id, Date on,
                                        const std::string& reason);
    Result<store::Receipt> settle_reminder(const identity::Principal& principal, CaseId id,
                                           std::int64_t reminder);
    // Those that have come and wait for this person or the person's teams; at most a hundred.
    Result<std::vector<ReminderLine>> reminders(const identity::Principal& principal) const;
    // Puts what is due into the inbox. Returns how many.
    Result<int> bring_reminders();

    // A checked scan of paper that came in; it never collides with anything.
    Result<store::Receipt> add_paper(const identity::Principal& principal, CaseId id,
                                     const web::UploadedFile& scan);

    // z. d. A.
    Result<store::Receipt> file_away(const identity::Principal& principal, CaseId id,
                                     std::int64_t seen);
    // Takes it back from the files. Errors besides: those of file_rules.h.
    Result<store::Receipt> undo_filing(const identity::Principal& principal, CaseId id,
                                       const std::string& reason);
    // What nobody filed away goes to the files by itself. Returns how many timers fired.
    Result<int> file_closed_cases();
    // A new access code for who lost it, or for paper; the one before opens nothing any more.
    Result<std::string> renew_code(const identity::Principal& principal, CaseId id);
    // Somebody takes a copy of the file (file_export.h).
    Result<store::Receipt> record_export(const identity::Principal& principal, CaseId id);

    // Notes that the principal has the case open, and says who else has.
    Result<std::vector<Present>> meet(const identity::Principal& principal, CaseId id);
    // How many cases this copy of the program opened by each way, as Prometheus text.
    std::string channel_numbers() const;

    // Keeps a case from destruction, and gives it free again; team leads only.
    Result<store::Receipt> place_hold(const identity::Principal& principal, CaseId id,
                                      const std::string& reason);
    Result<store::Receipt> lift_hold(const identity::Principal& principal, CaseId id);
    // What the program does about closed cases on its own (cases/retention.h). Returns how many
    // contents it destroyed.
    Result<int> end_retention();

    const Neighbours& neighbours() const { return at_; }
    // Of an objection: the package of the contested decision with the outcomes of objections.
    const forms::Package* package_of(const CaseState& state) const;
    // The law that says when a letter of this case counts as known.
    DeliveryLaw delivery_law(const CaseState& state, Date decided) const;
    // How a decision of today is kept ready to be retrieved; nothing where no law is known.
    std::optional<RetrievalRule> retrieval_rule(const CaseState& state) const;
    // The day a letter counts as known the way it went; nothing before it is on its way.
    std::optional<Date> known_on(const CaseState& state, const Letter& letter) const;
    // The day to pay, when that letter asks for a fee and is on its way or was retrieved.
    std::optional<FeeDays> fee_days(const CaseState& state, const Letter& letter) const;
    std::optional<FeeDays> fee_days_if_retrieved(const CaseState& state, Date today) const;
    Date day_to_pay(const CaseState& state, Date from, int days) const;
    // The last day of so many months after a decision counts as known that goes out today; nothing
    // where no law says when that is.
    std::optional<Date> months_after_known(const CaseState& state, int months) const;
    // What can be done against a burdening decision of today; Invalid "case.no_remedy" when that is
    // not known: then no such decision goes out.
    Result<Remedy> remedy_of(const CaseState& state) const;
    DeadlineRule processing_rule(const forms::Package& package) const;
    // The last day a case that is closed now is kept; nothing when its package is not here.
    std::optional<Date> kept_until(const CaseState& state) const;

    // Public pages and API: sending, confirmation, status, mails of the example. They refer to this
    // object. The desk's pages are added by add_desk_routes (desk_pages.h).
    void add_routes(web::Router& router);
    // Hands the mails of the outbox to `sender`; in the example they go to its page instead.
    Result<int> send_mail(const MailSender& sender);
    // Whether a case refers to the blob; for the collection of blobs nobody needs any more.
    Result<bool> refers_to(store::TenantId tenant, store::BlobId blob) const;
    // Deletes codes and idempotency keys whose time is over; called by the program's timer.
    Outcome tidy();

  private:
    struct Act {
        std::string_view name;  // for the permission rule
        std::optional<std::int64_t> seen;
    };
    // What of a list passes the filter, at most as many as the question says.
    struct Chosen {
        std::vector<CaseId> ids;
        std::string next;
    };
    Result<Chosen> choose(store::Connection& reader, identity::ListQuestion question,
                          const InboxFilter& filter) const;
    Result<bool> passes(store::TenantId tenant, const InboxFilter& filter, const CaseLine& line,
                        Date today) const;
    // The lines of these cases as people read them, in this order; of drafts without the own ones.
    Result<InboxPage> rows_of(store::Connection& reader, const identity::Principal& principal,
                              const std::vector<CaseId>& ids, bool drafts = false) const;
    // What an act writes; no events: there is nothing to do.
    Result<store::Change> prepare(const identity::Principal& principal, CaseId id, const Act& act,
                                  const Command& command) const;
    // `more` is committed along with the events.
    Result<store::Receipt> perform(const identity::Principal& principal, CaseId id, const Act& act,
                                   const Command& command,
                                   const std::vector<store::Statement>& more = {});

    Result<Opened> lodge(store::TenantId tenant, CaseId id, const ObjectionWish& wish,
                         const std::optional<Recording>& recording);
    // A letter that tells what the decision on its objection lifts goes nowhere any more.
    Outcome add_called_off(store::Change& change, const identity::Principal& principal,
                           const CaseState& objection, const OutcomeDecided& decided) const;
    Result<LineResult> book_line(const identity::Principal& principal, const PaymentBooked& payment,
                                 const std::string& reference);

    // Today, for an applicant who gets letters.
    std::optional<Date> posting_day(const CaseState& state) const;
    std::optional<Date> decision_day(const CaseState& state) const;
    // Nothing where a decision of today goes another way.
    std::optional<Provision> provision(const CaseState& state) const;

    Neighbours at_;
    ObjectionPackages objection_packages_;
    FilingNumbers numbers_;
    Presence presence_;
    mutable CaseMemory memory_;
    std::array<std::atomic<std::uint64_t>, 5> opened_{};  // by Channel
};

}  // namespace dw::cases
