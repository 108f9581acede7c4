// The face of cases: opening, working on and reading cases; the inbox; the wiring of the routes.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case.h"
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
};
struct OpenOptions {
    std::optional<Date> received = {};        // when not today: a letter of last week
    std::optional<IdentityProof> proof = {};  // of the applicant, as proof_of() gives it
    // Further statements of the same change, once number and code are known.
    std::function<Result<std::vector<store::Statement>>(const Opened&)> also = {};
};

struct Mail;  // case_mail.h
// Hands a mail to a mail server; the same key means the same mail.
using MailSender = std::function<store::DeliveryReport(const Mail& mail, const std::string& key)>;

enum class Inbox { Mine, Team, Unassigned, Done, RetentionEnded };
struct InboxRow {
    CaseId id;
    std::string number, service_title, subject, package_name;
    State state = State::Received;
    std::optional<std::string> outcome;  // id within the package
    Date due, received;  // on the list of RetentionEnded `due` is the day of destruction
    std::string holder;  // name; "" for nobody
    bool held = false;
};
struct InboxPage {
    std::vector<InboxRow> rows;  // earliest due date first
    std::string next;            // cursor of the next page; "" for none
};

struct HistoryEntry {
    std::int64_t sequence;
    Instant at;
    std::string actor;           // name; "" for the applicant and the program
    std::string kind;            // "case.opened"; known also of what was destroyed
    std::optional<Event> event;  // nothing: destroyed, or of a newer release
};
struct CaseFile {
    CaseId id;
    CaseState state;
    std::uint32_t acts = 0;  // bits of identity::Act this principal has, roles considered
    std::string service_title, office_name;
    std::string holder, team;  // names; "" for none
    std::vector<HistoryEntry> history;
    std::vector<DeadlineStep> due_steps;  // how the law gets to state.due
    bool allows(identity::Act act) const { return (acts & static_cast<std::uint32_t>(act)) != 0; }
};
// A letter that waits to be posted.
struct LetterLine {
    CaseId id;
    std::int64_t letter = 0;  // sequence of its event
    Date since;
    std::string number, subject;
};

// The answers as they were sent; for the readable form and for copies.
forms::Submission submission_of(const CaseState& state);

enum class AnswerWanted { No, Yes };

struct DocumentContent {
    std::string bytes, media_type, file_name;
};

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
    explicit Cases(const Neighbours& neighbours) : at_(neighbours) {}

    // Opens a case for the office of the submission: events, rows, mail in one change. NotFound
    // "cases.no_desk" when nobody works for that office here; Denied "cases.level" when the package
    // wants more than was proven.
    Result<Opened> open(const forms::Submission& submission, const OpenOptions& options);

    // What a clerk reads. NotFound when the case does not exist or the principal may not read it.
    Result<InboxPage> inbox(const identity::Principal& principal, Inbox inbox,
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
    // A note never collides with anything.
    Result<store::Receipt> add_note(const identity::Principal& principal, CaseId id,
                                    const std::string& text);
    Result<store::Receipt> send_message(const identity::Principal& principal, CaseId id,
                                        std::int64_t seen, const std::string& text,
                                        AnswerWanted awaits);
    // `details` were checked against the outcome's form (forms::detail_form). Further errors: those
    // of remedy_of().
    Result<store::Receipt> decide(const identity::Principal& principal, CaseId id,
                                  std::int64_t seen, const std::string& outcome_id,
                                  const std::string& reasons, const Json& details = Json::object());

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

    // Keeps a case from destruction, and gives it free again; team leads only.
    Result<store::Receipt> place_hold(const identity::Principal& principal, CaseId id,
                                      const std::string& reason);
    Result<store::Receipt> lift_hold(const identity::Principal& principal, CaseId id);
    // What the program does about closed cases on its own (cases/retention.h). Returns how many
    // contents it destroyed.
    Result<int> end_retention();

    const Neighbours& neighbours() const { return at_; }
    const forms::Package* package_of(const CaseState& state) const;
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
    // What an act writes; no events: there is nothing to do.
    Result<store::Change> prepare(const identity::Principal& principal, CaseId id, const Act& act,
                                  const Command& command) const;
    Result<store::Receipt> perform(const identity::Principal& principal, CaseId id, const Act& act,
                                   const Command& command);

    // Today, for an applicant who gets letters.
    std::optional<Date> posting_day(const CaseState& state) const;
    std::optional<Date> decision_day(const CaseState& state) const;
    // Nothing where a decision of today goes another way.
    std::optional<Provision> provision(const CaseState& state) const;

    Neighbours at_;
};

}  // namespace dw::cases
