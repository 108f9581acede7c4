// Opening a case from a checked submission: one Change holds everything.
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

std::vector<DocumentAdded> documents_of(const forms::Submission& submission, store::Store& store) {
    std::vector<DocumentAdded> documents;
    for (const auto& upload : submission.uploads) {
        documents.push_back({.document = DocumentId::make(store.clock(), store.random()),
                             .file_name = upload.file_name,
                             .media_type = upload.media_type,
                             .size = upload.size,
                             .blob = upload.blob,
                             .key = upload.key,
                             .origin = "applicant"});
    }
    return documents;
}

Result<Appended> first_events(store::Store& store, const Opened& opened, const Open& wish) {
    DW_TRY(const auto events, decide({}, wish));
    DW_TRY(const auto reader, store.reader());
    const CaseState nothing{};
    DW_TRY(auto appended,
           append(*reader, store.keys(),
                  {opened.tenant, opened.id, cases::party_of(opened.id), nothing, events}));
    add_notice(store, appended, opened.id, events);
    return appended;
}

AssuranceLevel level_of(const std::optional<IdentityProof>& proof) {
    return proof ? proof->level : AssuranceLevel::Basis;
}

}  // namespace

Result<Opened> Cases::open(const forms::Submission& submission, const OpenOptions& options) {
    const auto* package = at_.forms.package(submission.package_name);
    if (!package) return not_found("cases.no_package", submission.package_name);
    if (level_of(options.proof) < package->level_to_apply)
        return denied("cases.level", submission.package_name);
    DW_TRY(const auto office, at_.identity.organisation_from_source(submission.organisation.agency,
                                                                    submission.organisation.value));
    if (!office) return not_found("cases.no_desk", submission.organisation.to_string());
    DW_TRY(const auto teams, at_.identity.teams(office->tenant, office->organisation));
    auto& store = at_.store;
    const Date received = options.received.value_or(berlin_date(store.clock().now()));
    const auto deadline =
        deadline_from(received, processing_rule(*package), at_.calendar, submission.place);

    return store::retry_on_conflict([&]() -> Result<Opened> {
        Opened opened{.tenant = office->tenant,
                      .id = CaseId::make(store.clock(), store.random()),
                      .number = new_case_number(store.random()),
                      .code = new_access_code(store.random()),
                      .due = deadline.end};
        CaseOpened event{.number = opened.number,
                         .code_hash = hash_of_access_code(opened.number, opened.code),
                         .package_name = submission.package_name,
                         .package_version = submission.package_version,
                         .service = submission.service,
                         .office = submission.organisation,
                         .organisation = office->organisation,
                         .team = {},
                         .place = submission.place,
                         .language = submission.language,
                         .channel = submission.channel == "api" ? Channel::Api : Channel::Online,
                         .received = received,
                         .answers = submission.answers,
                         .subject = submission.applicant.display_name()};
        if (!teams.empty()) event.team = teams.front().id;
        PartyAdded party = party_of(submission.applicant);
        party.reads_online = submission.reads_online && !party.email.empty();
        if (options.proof)
            party.proof = proof_within(store, {opened.tenant, opened.id}, *options.proof);
        const Open wish{std::move(event), std::move(party), documents_of(submission, store),
                        deadline.end};
        DW_TRY(auto appended, first_events(store, opened, wish));
        if (options.also) {
            DW_TRY(auto more, options.also(opened));
            auto& statements = appended.change.statements;
            statements.insert(statements.end(), std::make_move_iterator(more.begin()),
                              std::make_move_iterator(more.end()));
        }
        DW_TRY(opened.receipt, store.commit(std::move(appended.change)));
        return opened;
    });
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
    };
    DW_TRY_DO(at_.store.commit(std::move(change)));
    return Nothing{};
}

}  // namespace dw::cases
