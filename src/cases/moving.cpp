#include "cases/moving.h"

#include "cases/case_event_json.h"
#include "cases/case_log.h"
#include "cases/case_mail.h"
#include "cases/case_table.h"
#include "cases/text_block_table.h"
#include "store/envelope.h"

namespace dw::cases {

namespace {

using store::of;
using store::Owner;
using store::Statement;

Result<store::Belongings> belongings(store::Connection& connection, const Owner& owner) {
    DW_TRY(const auto rows,
           connection.query("select id from case_row where tenant = $1 and organisation = $2",
                            {of(owner.tenant), of(owner.id)}));
    store::Belongings all;
    for (const auto& row : rows) all.streams.push_back(row.id<CaseId>(0));
    all.compartments = {projection_compartment(identity::OrganisationId{owner.id.bytes()})};
    return all;
}

std::vector<store::SealedBlob> blobs_in(const store::StoredEvent& stored) {
    if (!stored.payload) return {};
    const auto payload = parse_json(as_text(*stored.payload));
    if (!payload) return {};
    const auto event = event_from(stored.kind, stored.version, *payload);
    const auto* added = event ? std::get_if<DocumentAdded>(&*event) : nullptr;
    if (!added) return {};
    return {{stored.tenant, added->blob, added->key}};
}

// The case whose key seals the mail, when the case is the owner's.
Result<std::optional<CaseId>> case_of_mail(store::Connection& connection, const Owner& owner,
                                           const Bytes& sealed) {
    DW_TRY(const auto envelope, store::parse_envelope(sealed));
    DW_TRY(const auto keys,
           connection.query("select compartment from data_key where tenant = $1 and id = $2",
                            {of(owner.tenant), of(envelope.key_id)}));
    if (keys.empty()) return std::optional<CaseId>();
    constexpr std::string_view front = "case/";
    const auto compartment = keys.front().text(0);
    const auto id = compartment.starts_with(front)
                        ? CaseId::parse(compartment.substr(
                              front.size(), compartment.find('/', front.size()) - front.size()))
                        : std::nullopt;
    if (!id) return std::optional<CaseId>();
    DW_TRY(const auto rows,
           connection.query(
               "select 1 from case_row where tenant = $1 and id = $2 and organisation = $3",
               {of(owner.tenant), of(*id), of(owner.id)}));
    return rows.empty() ? std::optional<CaseId>() : id;
}

Result<std::vector<Json>> read_mails(store::Connection& connection, store::KeyRing& ring,
                                     const Owner& owner) {
    DW_TRY(const auto rows,
           connection.query("select key, payload from outbox where tenant = $1 and kind = 'mail' "
                            "and done_at is null order by key",
                            {of(owner.tenant)}));
    std::vector<Json> mails;
    for (const auto& row : rows) {
        DW_TRY(const auto id, case_of_mail(connection, owner, row.bytes(1)));
        if (!id) continue;
        DW_TRY(const auto mail, read_mail(connection, ring, owner.tenant, row.bytes(1)));
        mails.push_back(Json::object({{"key", row.text(0)},
                                      {"case", id->to_string()},
                                      {"to", mail.to},
                                      {"subject", mail.subject},
                                      {"text", mail.text}}));
    }
    return mails;
}

Result<std::vector<Statement>> write_mail(store::Store& store, store::Connection& connection,
                                          const Owner& owner, const Json& json) {
    const auto id = CaseId::parse(json["case"].text_or(""));
    const auto *key = json["key"].as_string(), *to = json["to"].as_string(),
               *subject = json["subject"].as_string(), *text = json["text"].as_string();
    if (!id || !key || !to || !subject || !text) return invalid("store.export", "not a mail");
    const auto shared = store.keys().by_compartment(connection, owner.tenant,
                                                    compartment_name(*id, Compartment::Shared));
    if (!shared) return invalid("store.export", "a mail of no case");
    return std::vector<Statement>{
        mail_statement(store, owner.tenant, *key, *shared, {*to, *subject, *text})};
}

// Mail in the outbox is left: it is sealed with keys that are destroyed, and settles itself.
std::vector<Statement> remove(const Owner& owner) {
    const store::Values both{of(owner.tenant), of(owner.id)};
    const std::string of_owner =
        "(select id from case_row where tenant = $1 and organisation = $2)";
    std::vector<Statement> statements;
    for (const std::string table :
         {"one_time_code", "status_session", "case_document", "case_letter", "case_deadline",
          "case_fee", "case_reminder", "case_presence", "visible"})
        statements.push_back(
            {"delete from " + table + " where tenant = $1 and case_id in " + of_owner, both});
    // Their rows belong to the shared tenant.
    statements.push_back({"delete from idempotency_key where case_id in " + of_owner, both});
    statements.push_back({"delete from case_row where tenant = $1 and organisation = $2", both});
    // The new installation makes one of its own, and its administrator says where money goes;
    // calendar feeds are addresses of this installation, and people keep their own filters there.
    for (const std::string table :
         {"emergency_password", "payee", "treasury_report", "case_word", "bulk_run", "desk_setting",
          "text_block", "calendar_feed", "filing_plan", "case_reference", "inbox_filter"})
        statements.push_back(
            {"delete from " + table + " where tenant = $1 and organisation = $2", both});
    return statements;
}

}  // namespace

store::Movable movable(store::Store& store) {
    return {.belongings = belongings,
            .rows = {{.file = "mails.ndjson",
                      .read =
                          [&store](store::Connection& connection, const Owner& owner) {
                              return read_mails(connection, store.keys(), owner);
                          },
                      .write =
                          [&store](store::Connection& connection, const Owner& owner,
                                   const Json& json) {
                              return write_mail(store, connection, owner, json);
                          }},
                     moved_text_blocks()},
            .blobs_in = blobs_in,
            .remove = remove};
}

}  // namespace dw::cases
