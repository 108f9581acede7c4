// The verbs on a case: load, ask the permission rule, decide, append, commit.
#include "cases/cases.h"

#include <algorithm>
#include <map>

#include "cases/case_mail.h"
#include "cases/case_table.h"
#include "cases/decision_parts.h"
#include "cases/decision_rules.h"
#include "cases/fee_table.h"
#include "cases/letter.h"
#include "cases/list_cursor.h"
#include "cases/retention.h"
#include "cases/standing.h"
#include "forms/fees.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

// How many a filter looks at together, and for one page.
constexpr int filter_batch = 200, filter_scan = 5000;

Error no_case() {
    return not_found("cases.none", "no such case, or not for this person");
}

// Names of the people of an organisation, by the ids events and rows carry.
class Names {
  public:
    static Result<Names> of(const identity::Identity& identity,
                            const identity::Principal& principal) {
        Names names;
        DW_TRY(names.people_, identity.people(principal.tenant, principal.organisation));
        return names;
    }
    // Those of an authority that had the case before.
    Outcome add(const identity::Identity& identity, store::TenantId tenant,
                identity::OrganisationId organisation) {
        const auto more = identity.people(tenant, organisation);
        // Its keys were destroyed: nobody knows the names any more.
        if (!more && more.error().kind == ErrorKind::NotFound) return Nothing{};
        if (!more) return more.error();
        people_.insert(people_.end(), more->begin(), more->end());
        return Nothing{};
    }
    // Only the names of who works on these: often that is nobody else.
    static Result<Names> of_holders(const identity::Identity& identity,
                                    const identity::Principal& principal,
                                    const std::vector<CaseLine>& lines) {
        const bool only_own = std::ranges::all_of(lines, [&](const auto& line) {
            return !line.assignee || line.assignee == principal.person;
        });
        if (!only_own) return of(identity, principal);
        Names names;
        names.people_ = {{principal.person, principal.actor, principal.name}};
        return names;
    }
    std::string of(const std::optional<identity::PersonId>& person) const {
        for (const auto& each : people_)
            if (person && each.person == *person) return each.name;
        return {};
    }
    std::string of(identity::ActorId actor) const {
        for (const auto& each : people_)
            if (each.actor == actor) return each.name;
        return {};
    }

  private:
    std::vector<identity::Colleague> people_;
};

// The rows of the visibility index find what may be open to somebody; whether it is, says the log
// of the case, which nobody writes without the keys.
std::uint32_t acts_by_log(const identity::Principal& principal, const CaseState& state) {
    std::vector<identity::VisibleRow> rows;
    for (const auto& entry : audience(state)) rows.push_back(entry.row);
    return identity::acts_of(principal, rows);
}
bool grants(std::uint32_t acts, std::string_view act) {
    const auto bit = identity::bit_of(act);
    return bit && (acts & static_cast<std::uint32_t>(*bit)) != 0;
}

std::string title_of(const catalogue::Catalogue& catalogue, const catalogue::SourceId& service) {
    const auto found = catalogue.service(service);
    if (!found) return service.to_string();
    return std::string(catalogue::in(found->title(), Language::German));
}

// The titles of a page, each looked up once: most of its cases are about the same few services.
class Titles {
  public:
    explicit Titles(const catalogue::Catalogue& catalogue) : catalogue_(catalogue) {}
    const std::string& of(const std::string& service) {
        const auto [at, is_new] = known_.try_emplace(service);
        const auto id = is_new ? catalogue::SourceId::parse(service) : std::nullopt;
        if (id) at->second = title_of(catalogue_, *id);
        return at->second;
    }

  private:
    const catalogue::Catalogue& catalogue_;
    std::map<std::string, std::string> known_;
};

std::vector<identity::ScopeId> scopes_for(const identity::Principal& principal, Inbox inbox) {
    const auto own = identity::scope_of(principal.person);
    if (inbox == Inbox::Mine) return {own};
    std::vector<identity::ScopeId> scopes;
    for (const auto& scope : principal.scopes)
        if (scope != own) scopes.push_back(scope);
    return scopes;
}

std::vector<identity::Shelf> shelves_for(Inbox inbox) {
    using identity::Shelf;
    switch (inbox) {
        case Inbox::Mine:
            return {Shelf::InWork, Shelf::Waiting};
        case Inbox::ToSign:
            return {Shelf::ToSign};
        case Inbox::Team:
            return {Shelf::Unassigned, Shelf::InWork, Shelf::Waiting, Shelf::ToSign};
        case Inbox::Unassigned:
            return {Shelf::Unassigned};
        case Inbox::Done:
            return {Shelf::Done};
        case Inbox::RetentionEnded:
            return {Shelf::RetentionEnded};
    }
    return {};
}

}  // namespace

forms::Submission submission_of(const CaseState& state) {
    const auto& opened = state.opened;
    forms::Submission submission;
    submission.package_name = opened.package_name;
    submission.package_version = opened.package_version;
    submission.service = opened.service;
    submission.organisation = opened.office;
    submission.place = opened.place;
    submission.language = opened.language;
    const auto& party = state.applicant;
    submission.applicant = {party.given_name, party.family_name, party.street, party.postcode,
                            party.town,       party.email,       party.phone};
    submission.reads_online = party.reads_online;
    submission.answers = opened.answers;
    for (const auto& document : state.documents) {
        if (document.origin == "office") continue;
        submission.uploads.push_back({.field = {},
                                      .file_name = document.file_name,
                                      .media_type = document.media_type,
                                      .size = document.size,
                                      .blob = document.blob,
                                      .key = document.key});
    }
    submission.channel = name_of(opened.channel);
    return submission;
}

const forms::Package* Cases::package_of(const CaseState& state) const {
    const auto& name = state.opened.package_name;
    return state.objection ? objection_packages_.find(name, state.objection->kind)
                           : at_.forms.package(name);
}

Result<Remedy> Cases::remedy_of(const CaseState& state) const {
    const auto* package = package_of(state);
    const Date today = berlin_date(at_.store.clock().now());
    auto remedy = at_.law.remedies.find(package ? package->remedy : "", state.opened.place, today);
    if (!remedy) return invalid("case.no_remedy", remedy.error().code);
    return remedy;
}

DeadlineRule Cases::processing_rule(const forms::Package& package) const {
    return {.period = {package.processing_days, PeriodUnit::WorkingDays}};
}

std::optional<Date> Cases::kept_until(const CaseState& state) const {
    const auto* package = package_of(state);
    if (!package) return std::nullopt;
    const Date today = berlin_date(at_.store.clock().now());
    return retention_end(package->data_protection, today, at_.calendar);
}

// A decision goes by post too where nobody agreed that it waits to be retrieved.
std::optional<Date> Cases::decision_day(const CaseState& state) const {
    if (provision(state)) return std::nullopt;
    return berlin_date(at_.store.clock().now());
}

std::optional<Date> Cases::posting_day(const CaseState& state) const {
    if (reading_way(state, package_of(state)) != ReadingWay::Post) return std::nullopt;
    return berlin_date(at_.store.clock().now());
}

Result<InboxPage> Cases::inbox(const identity::Principal& principal, Inbox inbox,
                               std::string_view cursor, int limit,
                               const InboxFilter& filter) const {
    identity::ListQuestion question{.tenant = principal.tenant,
                                    .scopes = scopes_for(principal, inbox),
                                    .shelves = shelves_for(inbox),
                                    .limit = limit};
    const bool ended = inbox == Inbox::RetentionEnded;
    if (!identity::role_allows(principal, ended ? "case.retention" : "case.list"))
        return denied("cases.list", "the role has no inbox");
    if (!cursor.empty()) {
        DW_TRY(question.after, position_from(cursor));
    }
    DW_TRY(const auto reader, at_.store.reader());
    if (!filter.is_empty()) {
        DW_TRY(const auto chosen, choose(*reader, std::move(question), filter));
        DW_TRY(auto page, rows_of(*reader, principal, chosen.ids, inbox == Inbox::ToSign));
        page.next = chosen.next;
        return page;
    }
    DW_TRY(const auto list, identity::list_visible(*reader, question));
    std::vector<CaseId> ids;
    std::map<CaseId, Date> dates;
    for (const auto& item : list.items) {
        ids.push_back(item.case_id);
        dates[item.case_id] = item.due;
    }
    DW_TRY(auto page, rows_of(*reader, principal, ids, inbox == Inbox::ToSign));
    if (ended) {
        for (auto& row : page.rows) row.due = dates.at(row.id);
    }
    if (list.more && !list.items.empty()) page.next = to_cursor(list.items.back());
    return page;
}

Result<Cases::Chosen> Cases::choose(store::Connection& reader, identity::ListQuestion question,
                                    const InboxFilter& filter) const {
    const auto today = berlin_date(at_.store.clock().now());
    const auto wanted = static_cast<std::size_t>(question.limit);
    question.limit = filter_batch;
    Chosen chosen;
    for (int looked_at = 0; looked_at < filter_scan; looked_at += filter_batch) {
        DW_TRY(const auto list, identity::list_visible(reader, question));
        std::vector<CaseId> ids;
        for (const auto& item : list.items) ids.push_back(item.case_id);
        DW_TRY(const auto lines, read_lines(reader, at_.store.keys(), question.tenant, ids));
        auto line = lines.begin();
        for (const auto& item : list.items) {
            if (ends_before(filter, item.due, today)) return chosen;
            if (line == lines.end() || line->id != item.case_id) continue;  // gone meanwhile
            DW_TRY(const bool fits, passes(question.tenant, filter, *line++, today));
            if (fits) {
                chosen.ids.push_back(item.case_id);
                if (chosen.ids.size() < wanted) continue;
                if (list.more || item != list.items.back()) chosen.next = to_cursor(item);
                return chosen;
            }
        }
        if (!list.more) return chosen;
        question.after = list.items.back();
    }
    chosen.next = to_cursor(*question.after);
    return chosen;
}

Result<bool> Cases::passes(store::TenantId tenant, const InboxFilter& filter, const CaseLine& line,
                           Date today) const {
    if (!matches(filter, line, today)) return false;
    if (!filter.contested) return true;
    DW_TRY(const auto mark, mark_of_case(*this, tenant, line.id));
    return mark == StandingMark::Contested;
}

Result<InboxPage> Cases::rows_of(store::Connection& reader, const identity::Principal& principal,
                                 const std::vector<CaseId>& ids, bool drafts) const {
    DW_TRY(const auto lines, read_lines(reader, at_.store.keys(), principal.tenant, ids));
    DW_TRY(const auto names, Names::of_holders(at_.identity, principal, lines));
    Titles titles(at_.catalogue);
    InboxPage page;
    for (const auto& line : lines) {
        // Who drafted it has it, and signs nothing of her own.
        if (drafts && line.assignee == principal.person) continue;
        auto standing = StandingMark::None;
        if (line.state == State::Decided) {
            DW_TRY(standing, mark_of_case(*this, principal.tenant, line.id));
        }
        page.rows.push_back({.id = line.id,
                             .number = line.number,
                             .service_title = titles.of(line.service),
                             .subject = line.subject,
                             .package_name = line.package_name,
                             .reference = line.reference,
                             .state = line.state,
                             .outcome = line.outcome,
                             .due = line.due,
                             .received = line.received,
                             .holder = names.of(line.assignee),
                             .held = line.held,
                             .news = line.news,
                             .standing = standing,
                             .objection = line.objection});
    }
    return page;
}

Result<CaseFile> Cases::case_file(const identity::Principal& principal, CaseId id) const {
    DW_TRY(const auto reader, at_.store.reader());
    DW_TRY(const bool readable, identity::may(*reader, principal, "case.read", id));
    if (!readable) return no_case();
    DW_TRY(auto loaded,
           memory_.load(*reader, at_.store.keys(), principal.tenant, id, at_.store.clock().now()));
    const auto acts = acts_by_log(principal, loaded.state);
    if (!grants(acts, "case.read")) return no_case();
    DW_TRY(auto names, Names::of(at_.identity, principal));
    for (const auto& transfer : loaded.state.transfers)
        DW_TRY_DO(names.add(at_.identity, principal.tenant, transfer.from));
    CaseFile file;
    file.id = id;
    file.acts = acts;
    file.holder = names.of(loaded.state.assignee);
    file.service_title = title_of(at_.catalogue, loaded.state.opened.service);
    if (const auto office = at_.catalogue.organisation(loaded.state.opened.office))
        file.office_name = catalogue::in(office->name, Language::German);
    DW_TRY(const auto teams,
           at_.identity.teams(principal.tenant, loaded.state.opened.organisation));
    for (const auto& team : teams)
        if (loaded.state.team == team.id) file.team = team.name;
    file.history = std::move(loaded.history);
    for (auto& entry : file.history) entry.actor = names.of(entry.by);
    if (const auto* package = package_of(loaded.state)) {
        file.due_steps = deadline_from(loaded.state.opened.received, processing_rule(*package),
                                       at_.calendar, loaded.state.opened.place)
                             .steps;
    }
    file.state = std::move(loaded.state);
    return file;
}

Result<DocumentContent> Cases::document(const identity::Principal& principal, CaseId id,
                                        DocumentId document) const {
    DW_TRY(const auto file, case_file(principal, id));
    const auto& documents = file.state.documents;
    const auto found = std::ranges::find(documents, document, &DocumentAdded::document);
    if (found == documents.end()) return not_found("cases.document", "no such document");
    return read_document(*this, principal.tenant, *found);
}

Result<DocumentContent> read_document(const Cases& cases, store::TenantId tenant,
                                      const DocumentAdded& document) {
    const auto& at = cases.neighbours();
    DW_TRY(const auto reader, at.store.reader());
    DW_TRY(const auto key, at.store.keys().by_id(*reader, tenant, document.key));
    DocumentContent content{{}, document.media_type, document.file_name};
    DW_TRY_DO(at.blobs.read(tenant, document.blob, key, [&](BytesView bytes) -> Outcome {
        content.bytes += as_text(bytes);
        return Nothing{};
    }));
    return content;
}

Result<store::Change> Cases::prepare(const identity::Principal& principal, CaseId id,
                                     const Act& act, const Command& command) const {
    DW_TRY(const auto reader, at_.store.reader());
    DW_TRY(const bool readable, identity::may(*reader, principal, "case.read", id));
    if (!readable) return no_case();
    DW_TRY(const bool allowed, identity::may(*reader, principal, act.name, id));
    if (!allowed) return denied("cases.denied", std::string(act.name));
    DW_TRY(const auto loaded,
           memory_.load(*reader, at_.store.keys(), principal.tenant, id, at_.store.clock().now()));
    const auto acts = acts_by_log(principal, loaded.state);
    if (!grants(acts, "case.read")) return no_case();
    if (!grants(acts, act.name)) return denied("cases.denied", std::string(act.name));
    if (act.seen && *act.seen != loaded.state.sequence)
        return conflict("cases.stale", "more happened since the page was made");
    DW_TRY(const auto events, cases::decide(loaded.state, command));
    if (events.empty()) return store::Change{.tenant = principal.tenant};
    DW_TRY(auto appended, append(*reader, at_.store.keys(),
                                 {principal.tenant, id, principal.actor, loaded.state, events}));
    add_notice(at_.store, appended, id, events);
    const auto& after = appended.after;
    if (after.fee && !loaded.state.fee && !after.fee->reference.empty())
        appended.change.statements.insert(appended.change.statements.begin(),
                                          fee_claim({principal.tenant, id}, after));
    return std::move(appended.change);
}

Result<store::Receipt> Cases::perform(const identity::Principal& principal, CaseId id,
                                      const Act& act, const Command& command,
                                      const std::vector<store::Statement>& more) {
    return store::retry_on_conflict([&]() -> Result<store::Receipt> {
        DW_TRY(auto change, prepare(principal, id, act, command));
        if (change.events.empty()) return store::Receipt{};
        change.statements.insert(change.statements.end(), more.begin(), more.end());
        return at_.store.commit(std::move(change));
    });
}

Result<store::Receipt> Cases::take(const identity::Principal& principal, CaseId id,
                                   std::int64_t seen) {
    return perform(principal, id, {"case.work", seen}, Take{principal.person});
}

Result<store::Receipt> Cases::hand_over(const identity::Principal& principal, CaseId id,
                                        std::int64_t seen, const HandOver& hand_over) {
    if (hand_over.to_person) {
        DW_TRY(const auto people, at_.identity.people(principal.tenant, principal.organisation));
        if (std::ranges::find(people, *hand_over.to_person, &identity::Colleague::person) ==
            people.end())
            return invalid("case.no_receiver", "nobody of this organisation");
    }
    if (hand_over.to_team) {
        DW_TRY(const auto teams, at_.identity.teams(principal.tenant, principal.organisation));
        if (std::ranges::find(teams, *hand_over.to_team, &identity::Team::id) == teams.end())
            return invalid("case.no_receiver", "no team of this organisation");
    }
    return perform(principal, id, {"case.hand_over", seen}, hand_over);
}

Result<store::Receipt> Cases::add_note(const identity::Principal& principal, CaseId id,
                                       const std::string& text, std::optional<std::int64_t> seen) {
    return perform(principal, id, {"case.work", std::nullopt}, AddNote{text, seen});
}

Result<store::Receipt> Cases::send_message(const identity::Principal& principal, CaseId id,
                                           std::int64_t seen, const std::string& text,
                                           AnswerWanted awaits) {
    const MessageSent message{.message = MessageId::make(at_.store.clock(), at_.store.random()),
                              .direction = Direction::ToApplicant,
                              .text = text,
                              .awaits_answer = awaits == AnswerWanted::Yes};
    DW_TRY(const auto file, case_file(principal, id));
    return perform(principal, id, {"case.work", seen},
                   SendMessage{message, posting_day(file.state)});
}

Result<store::Receipt> Cases::decide(const identity::Principal& principal, CaseId id,
                                     std::int64_t seen, const std::string& outcome_id,
                                     const std::string& reasons, const Json& details,
                                     const std::string& no_hearing,
                                     const std::optional<FeeInput>& fee_input,
                                     const DecisionParts& parts) {
    DW_TRY(const auto file, case_file(principal, id));
    const auto* package = package_of(file.state);
    const auto* outcome = package ? package->outcome(outcome_id) : nullptr;
    if (!outcome) return invalid("case.unknown_outcome", "the package has no such outcome");
    if (outcome->kind == forms::OutcomeKind::Referral)
        return invalid("case.referral", "it is handed over: transfer()");
    const auto side_clauses = side_clauses_of(file.state, *outcome, parts);
    const bool own_clauses = side_clauses && side_clauses->has_own;
    if (outcome->burdens || own_clauses || forms::costs(*package, outcome_id))
        DW_TRY_DO(remedy_of(file.state));
    DW_TRY(const auto enclosures, enclosed(principal.tenant, file.state, parts.enclosures));
    const Date today = berlin_date(at_.store.clock().now());
    const auto look = second_look(principal.tenant, id, *package, details);
    // A Kassenzeichen somebody else was given meanwhile: with another one.
    return store::retry_on_conflict([&]() -> Result<store::Receipt> {
        DW_TRY(auto fee, fee_for(principal, file.state, outcome_id, fee_input));
        DW_TRY(auto change,
               prepare(principal, id, {"case.decide", seen},
                       Decide{*outcome, reasons, principal.person, details, kept_until(file.state),
                              decision_day(file.state), provision(file.state), no_hearing, today,
                              look, std::move(fee), side_clauses, enclosures}));
        if (!look)
            DW_TRY_DO(add_called_off(change, principal, file.state,
                                     {.outcome = outcome_id, .details = details}));
        return at_.store.commit(std::move(change));
    });
}

Result<store::Receipt> Cases::place_hold(const identity::Principal& principal, CaseId id,
                                         const std::string& reason) {
    return perform(principal, id, {"case.retention", std::nullopt},
                   PlaceHold{reason, principal.person});
}

Result<store::Receipt> Cases::lift_hold(const identity::Principal& principal, CaseId id) {
    DW_TRY(const auto file, case_file(principal, id));
    const Date today = berlin_date(at_.store.clock().now());
    const Date destroyed_on = destruction_day(package_of(file.state), today);
    return perform(principal, id, {"case.retention", std::nullopt},
                   LiftHold{principal.person, destroyed_on});
}

}  // namespace dw::cases
