// Opening a case from a checked submission: one Change holds everything.
#include <algorithm>
#include <array>

#include "cases/bulk.h"
#include "cases/case_log.h"
#include "cases/case_mail.h"
#include "cases/case_number.h"
#include "cases/cases.h"
#include "cases/status_access.h"
#include "terms/berlin.h"
#include "web/page.h"

namespace dw::cases {

namespace {

PartyAdded party_of(const forms::Applicant& applicant) {
    return {applicant.given_name, applicant.family_name, applicant.street, applicant.postcode,
            applicant.town,       applicant.email,       applicant.phone};
}

std::vector<DocumentAdded> documents_of(const forms::Submission& submission, store::Store& store,
                                        const std::optional<Recording>& recording) {
    std::vector<DocumentAdded> documents;
    for (const auto& upload : submission.uploads) {
        documents.push_back({.document = DocumentId::make(store.clock(), store.random()),
                             .file_name = upload.file_name,
                             .media_type = upload.media_type,
                             .size = upload.size,
                             .blob = upload.blob,
                             .key = upload.key,
                             .origin = recording ? "paper" : "applicant"});
    }
    return documents;
}

Result<Appended> first_events(store::Store& store, const Opened& opened, const Open& wish,
                              identity::ActorId actor) {
    DW_TRY(const auto events, decide({}, wish));
    DW_TRY(const auto reader, store.reader());
    const CaseState nothing{};
    DW_TRY(auto appended,
           append(*reader, store.keys(), {opened.tenant, opened.id, actor, nothing, events}));
    add_notice(store, appended, opened.id, events);
    if (wish.reference) {
        auto& statements = appended.change.statements;
        statements.insert(
            statements.begin(),
            claim_reference({opened.tenant, wish.opened.organisation}, opened.id, *wish.reference));
    }
    return appended;
}

AssuranceLevel level_of(const std::optional<IdentityProof>& proof) {
    return proof ? proof->level : AssuranceLevel::Basis;
}

// Whoever looked at a document of the person knows as much as any provider can tell.
bool is_known_well_enough(const OpenOptions& options, const forms::Package& package) {
    const auto& recording = options.recording;
    if (recording && recording->identity != IdentityCheck::NotChecked) return true;
    return level_of(options.proof) >= package.level_to_apply;
}

CaseOpened opened_event(const Opened& opened, const forms::Submission& submission,
                        identity::OrganisationId organisation, Date received) {
    return {.number = opened.number,
            .code_hash = hash_of_access_code(opened.number, opened.code),
            .package_name = submission.package_name,
            .package_version = submission.package_version,
            .service = submission.service,
            .office = submission.organisation,
            .organisation = organisation,
            .team = {},
            .place = submission.place,
            .language = submission.language,
            .channel = channel_from(submission.channel).value_or(Channel::Online),
            .received = received,
            .answers = submission.answers,
            .subject = submission.applicant.display_name()};
}

// How many numbers of the filing plan to step over after so many attempts.
std::int64_t skipped_after(int attempts, RandomSource& random) {
    if (attempts < 2) return 0;
    std::array<std::uint8_t, 1> byte{};
    random.fill(byte);
    return byte[0] % 8;
}

// Whoever records a case has it, where she may work on it: in a team that is not hers she may not.
void add_recording(Open& wish, const Recording& recording, Date today) {
    const auto& clerk = recording.clerk;
    const auto& team = wish.opened.team;
    const bool of_team = !team || std::ranges::find(clerk.teams, *team) != clerk.teams.end();
    if (of_team && identity::role_allows(clerk, "case.work")) wish.taken_by = clerk.person;
    wish.recorded = CaseRecorded{recording.clerk.person, recording.identity, recording.from_paper};
    if (!is_present(wish.opened.channel)) wish.by_post = today;
}

}  // namespace

Result<Opened> Cases::open(const forms::Submission& submission, const OpenOptions& options) {
    const auto* package = at_.forms.package(submission.package_name);
    if (!package) return not_found("cases.no_package", submission.package_name);
    if (!is_known_well_enough(options, *package))
        return denied("cases.level", submission.package_name);
    DW_TRY(const auto office, at_.identity.organisation_from_source(submission.organisation.agency,
                                                                    submission.organisation.value));
    if (!office) return not_found("cases.no_desk", submission.organisation.to_string());
    const auto& recording = options.recording;
    const bool is_own = !recording || (recording->clerk.tenant == office->tenant &&
                                       recording->clerk.organisation == office->organisation);
    if (!is_own) return denied("cases.other_office", submission.organisation.to_string());
    DW_TRY(const auto teams, at_.identity.teams(office->tenant, office->organisation));
    auto& store = at_.store;
    const Date today = berlin_date(store.clock().now());
    const Date received = options.received.value_or(today);
    if (received > today) return invalid("cases.received", "the day of receipt is to come");
    const auto deadline =
        deadline_from(received, processing_rule(*package), at_.calendar, submission.place);

    int attempts = 0;
    auto opened = store::retry_on_conflict([&]() -> Result<Opened> {
        Opened fresh{.tenant = office->tenant,
                     .id = CaseId::make(store.clock(), store.random()),
                     .number = new_case_number(store.random()),
                     .code = new_access_code(store.random()),
                     .due = deadline.end};
        CaseOpened event = opened_event(fresh, submission, office->organisation, received);
        if (!teams.empty()) event.team = teams.front().id;
        PartyAdded party = party_of(submission.applicant);
        party.reads_online =
            submission.reads_online && !party.email.empty() && package->announcement.by_retrieval;
        if (options.proof)
            party.proof = proof_within(store, {fresh.tenant, fresh.id}, *options.proof);
        Open wish{std::move(event), std::move(party), documents_of(submission, store, recording),
                  deadline.end, deadlines_from(*package, submission.place, received)};
        if (recording) add_recording(wish, *recording, today);
        {
            DW_TRY(const auto reader, store.reader());
            DW_TRY(wish.reference, numbers_.next(*reader, {office->tenant, office->organisation},
                                                 package->name, static_cast<int>(today.year()),
                                                 skipped_after(attempts++, store.random())));
        }
        if (wish.reference) fresh.reference = wish.reference->reference;
        const auto actor = recording ? recording->clerk.actor : cases::party_of(fresh.id);
        DW_TRY(auto appended, first_events(store, fresh, wish, actor));
        fresh.events = appended.after.sequence;
        if (options.also) {
            DW_TRY(auto more, options.also(fresh));
            auto& statements = appended.change.statements;
            statements.insert(statements.end(), std::make_move_iterator(more.begin()),
                              std::make_move_iterator(more.end()));
        }
        DW_TRY(fresh.receipt, store.commit(std::move(appended.change)));
        return fresh;
    });
    if (opened) {
        const auto channel = channel_from(submission.channel).value_or(Channel::Online);
        ++opened_[static_cast<std::size_t>(channel)];
    }
    return opened;
}

std::string Cases::channel_numbers() const {
    std::string text = "# TYPE dienstweg_cases_opened_total counter\n";
    for (std::size_t i = 0; i < opened_.size(); ++i)
        text += "dienstweg_cases_opened_total{channel=\"" +
                std::string(name_of(static_cast<Channel>(i))) + "\"} " +
                std::to_string(opened_[i].load()) + "\n";
    return text;
}

Result<int> Cases::send_mail(const MailSender& sender) {
    return store::run_outbox(at_.store, "mail", [&](const store::OutboxEntry& entry) {
        if (web::site().example) return keep_example_mail(at_.store, entry);
        const auto mail = [&]() -> Result<Mail> {
            DW_TRY(const auto reader, at_.store.reader());
            return read_mail(*reader, at_.store.keys(), entry.tenant, entry.payload);
        }();
        // The case was destroyed and its key with it: there is nothing to tell any more.
        if (!mail && mail.error().kind == ErrorKind::NotFound)
            return store::DeliveryReport{store::Delivery::Done, {}};
        if (!mail) return store::DeliveryReport{store::Delivery::Retry, mail.error().code};
        return sender(*mail, entry.key);
    });
}

Result<bool> Cases::refers_to(store::TenantId tenant, store::BlobId blob) const {
    DW_TRY(const auto reader, at_.store.reader());
    DW_TRY(const auto rows,
           reader->query("select 1 from case_document where tenant = $1 and blob = $2",
                         {store::of(tenant), store::of(blob)}));
    return !rows.empty();
}

Outcome Cases::tidy() {
    const Instant now = at_.store.clock().now();
    const auto yesterday = store::of(now - std::chrono::hours(48));
    store::Change change{.tenant = store::shared_tenant()};
    change.statements = {
        {"delete from status_session where expires_at < $1", {store::of(now)}},
        {"delete from one_time_code where expires_at < $1", {store::of(now)}},
        {"delete from idempotency_key where created_at < $1", {yesterday}},
        forget_bulks(now),
        {"delete from treasury_report where created_at < $1",
         {store::of(now - treasury_report_days)}},
        forget_presence(now),
    };
    DW_TRY_DO(at_.store.commit(std::move(change)));
    DW_TRY_DO(bring_reminders());
    DW_TRY_DO(file_closed_cases());
    return Nothing{};
}

}  // namespace dw::cases
