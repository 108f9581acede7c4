// Drafts are plain rows, not events: nothing of them may stay when their time is over. The content
// is sealed with a key per draft, uploads with a second one that goes on with the case once the
// draft was sent. Deleting the keys deletes the content, wherever a copy of the row may lie.
#include "forms/draft_table.h"

#include <algorithm>
#include <array>

#include "forms/draft_content.h"
#include "forms/resume_code.h"

namespace dw::forms {

namespace {

constexpr store::Migration tables{.module = "forms", .number = 1, .name = "drafts", .sql = R"(
create table draft (
  tenant {id} not null,
  id {id} not null,
  expires_at {instant} not null,
  version {int} not null,
  sent {bool} not null,
  key_id {id} not null,
  code_hash {bytes} not null,
  content {bytes} not null,
  primary key (tenant, id)
) {table};
create unique index draft_id on draft (id);
create unique index draft_code on draft (code_hash);
create table draft_access (
  token_hash {bytes} not null,
  draft {id} not null,
  primary key (token_hash, draft)
) {table};
create index draft_access_draft on draft_access (draft);
create table draft_upload (
  tenant {id} not null,
  blob {id} not null,
  draft {id} not null,
  primary key (tenant, blob)
) {table};
create index draft_upload_draft on draft_upload (tenant, draft);
)"};
// frozen: stored (docs/formats.md)
store::Canonical access_fields(const Bytes& token_hash, DraftId draft) {
    return std::move(
        store::Canonical("dienstweg.row.draft-access.v1").add(BytesView(token_hash)).add(draft));
}

// Whoever began a draft with release 0.1 goes on with it on the same device.
Outcome seal_access_of_0_1(store::Connection& connection, const store::RowSeals& seals) {
    DW_TRY(const auto rows, connection.query("select token_hash, draft from draft_access"));
    for (const store::Row& row : rows) {
        DW_TRY_DO(connection.execute(
            "update draft_access set seal = $3 where token_hash = $1 and draft = $2",
            {row[0], row[1], seals.seal(access_fields(row.bytes(0), row.id<DraftId>(1)))}));
    }
    return Nothing{};
}

constexpr store::Migration access_seals{.module = "forms",
                                        .number = 2,
                                        .name = "row seals",
                                        .sql = "alter table draft_access add column seal {bytes};",
                                        .seal = seal_access_of_0_1};
constexpr std::array migrations_of_drafts = {tables, access_seals};

constexpr std::int64_t drafts_of_a_device = 20;
// frozen: stored
const std::string timer_kind = "draft.expired";

constexpr const char* columns =
    "select d.tenant, d.id, d.expires_at, d.version, d.content, d.key_id from draft d ";
// The same with the seal of the device's access as the last column.
constexpr const char* columns_of_device =
    "select d.tenant, d.id, d.expires_at, d.version, d.content, d.key_id, a.seal from draft d "
    "join draft_access a on a.draft = d.id ";

std::string place_of(DraftId id) {
    return "draft/" + id.to_string() + "/content";
}
std::string upload_compartment(DraftId id) {
    return "draft/" + id.to_string() + "/uploads";
}
Bytes to_bytes(const Digest& digest) {
    return {digest.begin(), digest.end()};
}
Error no_draft() {
    return not_found("forms.no_draft", "no such draft for this device");
}

store::Timer timer_of(const Draft& draft) {
    return {.tenant = draft.tenant,
            .kind = timer_kind,
            .key = draft.id.to_string(),
            .due = draft.expires_at,
            .payload = draft.id.to_bytes()};
}

store::Statement grant(const store::RowSeals& seals, const std::string& token, DraftId id) {
    const Bytes hash = to_bytes(hash_of_token(token));
    return {
        "insert into draft_access (token_hash, draft, seal) values ($1, $2, $3) "
        "on conflict (token_hash, draft) do update set seal = excluded.seal",
        {hash, store::of(id), seals.seal(access_fields(hash, id))}};
}

bool is_granted(const store::RowSeals& seals, const Bytes& token_hash, const store::Row& row) {
    return seals.holds(access_fields(token_hash, row.id<DraftId>(1)), row[6]);
}

store::Change change_for(store::TenantId tenant, std::vector<store::Statement> statements) {
    store::Change change;
    change.tenant = tenant;
    change.statements = std::move(statements);
    return change;
}

// The rows and the draft's key; the uploads' key only where no case took the uploads over.
std::vector<store::Statement> erase(store::TenantId tenant, DraftId id,
                                    const std::vector<store::KeyId>& keys) {
    std::vector<store::Statement> statements = {
        {"delete from draft where tenant = $1 and id = $2", {store::of(tenant), store::of(id)}},
        {"delete from draft_access where draft = $1", {store::of(id)}},
        {"delete from draft_upload where tenant = $1 and draft = $2",
         {store::of(tenant), store::of(id)}}};
    for (const store::KeyId key : keys) {
        statements.push_back(store::KeyRing::destroy(tenant, key));
    }
    return statements;
}

}  // namespace

std::span<const store::Migration> draft_migrations() {
    return migrations_of_drafts;
}

Result<OpenedDraft> DraftTable::start(const DraftStart& start, std::string_view token) const {
    Draft draft;
    draft.tenant = start.tenant;
    draft.id = DraftId::make(store_.clock(), store_.random());
    draft.expires_at = store_.clock().now() + draft_days;
    draft.version = 1;
    draft.package_name = start.package_name;
    draft.service = start.service;
    draft.organisation = start.organisation;
    draft.place = start.place;
    draft.language = start.language;
    draft.clerk = start.clerk;
    draft.recording = start.recording;
    draft.code = new_resume_code(store_.random());
    return store::retry_on_conflict([&] { return write_first(draft, token); });
}

Result<OpenedDraft> DraftTable::write_first(Draft draft, std::string_view token) const {
    DW_TRY(auto made, new_key(draft.tenant, "draft/" + draft.id.to_string() + "/content"));
    draft.key = made.key.id;
    const Bytes content = store::seal_value(store_.keys(), made.key, place_of(draft.id),
                                            as_bytes(draft_to_text(draft)));
    OpenedDraft opened{draft, std::string(token)};
    if (opened.token.empty()) opened.token = random_token(store_.random(), 16);
    store::Statement insert{
        "insert into draft (tenant, id, expires_at, version, sent, key_id, code_hash, content) "
        "values ($1, $2, $3, 1, false, $4, $5, $6)",
        {store::of(draft.tenant), store::of(draft.id), store::of(draft.expires_at),
         store::of(draft.key), to_bytes(hash_of_code(draft.code)), content}};
    auto& statements = made.change.statements;
    statements.push_back(std::move(insert));
    statements.push_back(grant(store_.keys().seals(), opened.token, draft.id));
    statements.push_back(store::timer_set(timer_of(draft)));
    DW_TRY_DO(store_.commit(std::move(made.change)));
    return opened;
}

Result<Draft> DraftTable::open(DraftId id, std::string_view token) const {
    if (token.empty()) return no_draft();
    DW_TRY(const auto reader, store_.reader());
    const Bytes hash = to_bytes(hash_of_token(token));
    const auto row =
        reader->query_one(std::string(columns_of_device) + "where d.id = $1 and a.token_hash = $2",
                          {store::of(id), hash});
    if (!row && row.error().kind == ErrorKind::NotFound) return no_draft();
    if (!row) return row.error();
    if (!is_granted(store_.keys().seals(), hash, *row)) return no_draft();
    return from_row(*reader, *row);
}

Result<std::vector<Draft>> DraftTable::of_device(std::string_view token) const {
    DW_TRY(auto drafts, all_of_device(token));
    std::erase_if(drafts, [](const Draft& draft) { return draft.clerk.has_value(); });
    return drafts;
}

Result<std::vector<Draft>> DraftTable::of_clerk(std::string_view token,
                                                identity::PersonId clerk) const {
    DW_TRY(auto drafts, all_of_device(token));
    std::erase_if(drafts, [&](const Draft& draft) { return draft.clerk != clerk; });
    return drafts;
}

Result<std::vector<Draft>> DraftTable::all_of_device(std::string_view token) const {
    std::vector<Draft> drafts;
    if (token.empty()) return drafts;
    const Bytes hash = to_bytes(hash_of_token(token));
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(const auto rows,
           reader->query(std::string(columns_of_device) +
                             "where a.token_hash = $1 order by a.draft desc limit $2",
                         {hash, drafts_of_a_device}));
    for (const store::Row& row : rows) {
        if (!is_granted(store_.keys().seals(), hash, row)) continue;
        auto draft = from_row(*reader, row);
        if (draft) drafts.push_back(*std::move(draft));
    }
    return drafts;
}

Result<OpenedDraft> DraftTable::resume(std::string_view typed_code, std::string_view token) const {
    const std::string code = tidied_resume_code(typed_code);
    if (code.empty()) return no_draft();
    Result<Draft> draft = no_draft();
    {
        DW_TRY(const auto reader, store_.reader());
        const auto row = reader->query_one(std::string(columns) + "where d.code_hash = $1",
                                           {to_bytes(hash_of_code(code))});
        if (!row && row.error().kind == ErrorKind::NotFound) return no_draft();
        if (!row) return row.error();
        draft = from_row(*reader, *row);
    }
    if (!draft) return draft.error();
    // Somebody may have written the hash of a code of the own into the row; its content is sealed.
    if (draft->code != code) return no_draft();
    if (draft->was_sent()) return not_found(std::string(sent_draft_code), "the draft was sent");
    OpenedDraft opened{*draft, std::string(token)};
    if (opened.token.empty()) opened.token = random_token(store_.random(), 16);
    DW_TRY_DO(store_.commit(
        change_for(draft->tenant, {grant(store_.keys().seals(), opened.token, draft->id)})));
    return opened;
}

Outcome DraftTable::save(const Draft& draft) const {
    std::vector<store::Statement> statements;
    DW_TRY(store::Statement update, sealed_update(draft));
    statements.push_back(std::move(update));
    statements.push_back({"delete from draft_upload where tenant = $1 and draft = $2",
                          {store::of(draft.tenant), store::of(draft.id)}});
    for (const Upload& upload : draft.uploads) {
        statements.push_back(
            {"insert into draft_upload (tenant, blob, draft) values ($1, $2, $3)",
             {store::of(draft.tenant), store::of(upload.blob), store::of(draft.id)}});
    }
    DW_TRY_DO(store_.commit(change_for(draft.tenant, std::move(statements))));
    return Nothing{};
}

Result<Upload> DraftTable::keep_file(const Draft& draft, const Upload& description,
                                     BytesView content) const {
    DW_TRY(const auto key, upload_key(draft));
    DW_TRY(const auto writer, blobs_.create(draft.tenant, key));
    DW_TRY_DO(writer->write(content));
    Upload upload = description;
    DW_TRY(upload.blob, writer->finish());
    upload.key = key.id;
    upload.size = static_cast<std::int64_t>(content.size());
    return upload;
}

Outcome DraftTable::forget_device(std::string_view token) const {
    if (token.empty()) return Nothing{};
    store::Statement statement{"delete from draft_access where token_hash = $1",
                               {to_bytes(hash_of_token(token))}};
    DW_TRY_DO(store_.commit(change_for(store::shared_tenant(), {std::move(statement)})));
    return Nothing{};
}

Outcome DraftTable::remove(const Draft& draft) const {
    DW_TRY(const auto keys, keys_to_destroy(draft.tenant, draft.id, draft.key,
                                            draft.was_sent() ? WasSent::Yes : WasSent::No));
    auto statements = erase(draft.tenant, draft.id, keys);
    statements.push_back(store::timer_clear(draft.tenant, timer_kind, draft.id.to_string()));
    DW_TRY_DO(store_.commit(change_for(draft.tenant, std::move(statements))));
    for (const store::KeyId key : keys) store_.keys().forget(draft.tenant, key);
    return Nothing{};
}

Result<std::vector<store::Statement>> DraftTable::mark_sent(const Draft& draft,
                                                            const Json& confirmation) const {
    Draft sent = draft;
    sent.confirmation = confirmation;
    sent.expires_at = store_.clock().now() + confirmation_hours;
    DW_TRY(store::Statement update, sealed_update(sent));
    update.on_miss = store::OnMiss::Refuse;  // sent or changed meanwhile, and not read again here
    return std::vector<store::Statement>{
        std::move(update),
        {"delete from draft_upload where tenant = $1 and draft = $2",
         {store::of(draft.tenant), store::of(draft.id)}},
        store::timer_set(timer_of(sent))};
}

Result<int> DraftTable::delete_expired() const {
    return store::run_due(
        store_, timer_kind, [&](const store::Timer& timer) -> Result<store::Change> {
            const auto id = DraftId::from_bytes(timer.payload);
            if (!id) return corrupt("forms.draft_timer", "payload of a timer");
            DW_TRY(const auto reader, store_.reader());
            DW_TRY(const auto rows,
                   reader->query("select key_id, sent from draft where tenant = $1 "
                                 "and id = $2",
                                 {store::of(timer.tenant), store::of(*id)}));
            std::vector<store::KeyId> keys;
            for (const store::Row& row : rows) {
                DW_TRY(keys, keys_to_destroy(timer.tenant, *id, row.id<store::KeyId>(0),
                                             row.flag(1) ? WasSent::Yes : WasSent::No));
            }
            for (const store::KeyId key : keys) store_.keys().forget(timer.tenant, key);
            return change_for(timer.tenant, erase(timer.tenant, *id, keys));
        });
}

Result<bool> DraftTable::refers_to(store::TenantId tenant, store::BlobId blob) const {
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(const auto rows, reader->query("select 1 from draft_upload where tenant = $1 and "
                                          "blob = $2",
                                          {store::of(tenant), store::of(blob)}));
    return !rows.empty();
}

Result<Draft> DraftTable::from_row(store::Connection& connection, const store::Row& row) const {
    Draft draft;
    draft.tenant = row.id<store::TenantId>(0);
    draft.id = row.id<DraftId>(1);
    draft.expires_at = row.instant(2);
    draft.version = row.integer(3);
    draft.key = row.id<store::KeyId>(5);
    // The timer may be late; the day of deletion holds all the same.
    if (draft.expires_at <= store_.clock().now()) return no_draft();
    DW_TRY(const Bytes content, store::open_value(connection, store_.keys(), draft.tenant,
                                                  place_of(draft.id), row.bytes(4)));
    DW_TRY_DO(fill_draft(draft, as_text(content)));
    return draft;
}

Result<store::Statement> DraftTable::sealed_update(const Draft& draft) const {
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(const auto key, store_.keys().by_id(*reader, draft.tenant, draft.key));
    const Bytes content =
        store::seal_value(store_.keys(), key, place_of(draft.id), as_bytes(draft_to_text(draft)));
    return store::Statement{
        "update draft set content = $1, expires_at = $2, sent = $3, version = version + 1 "
        "where tenant = $4 and id = $5 and version = $6 and sent = false",
        {content, store::of(draft.expires_at), std::int64_t{draft.was_sent()},
         store::of(draft.tenant), store::of(draft.id), draft.version},
        1};
}

Result<std::vector<store::KeyId>> DraftTable::keys_to_destroy(store::TenantId tenant, DraftId id,
                                                              store::KeyId own,
                                                              WasSent sent) const {
    std::vector<store::KeyId> keys{own};
    if (sent == WasSent::Yes) return keys;
    DW_TRY(const auto reader, store_.reader());
    const auto uploads = store_.keys().by_compartment(*reader, tenant, upload_compartment(id));
    if (uploads)
        keys.push_back(uploads->id);
    else if (uploads.error().kind != ErrorKind::NotFound)
        return uploads.error();
    return keys;
}

Result<store::DataKey> DraftTable::upload_key(const Draft& draft) const {
    return store::retry_on_conflict([&]() -> Result<store::DataKey> {
        {
            DW_TRY(const auto reader, store_.reader());
            auto known =
                store_.keys().by_compartment(*reader, draft.tenant, upload_compartment(draft.id));
            if (known || known.error().kind != ErrorKind::NotFound) return known;
        }
        DW_TRY(auto made, new_key(draft.tenant, upload_compartment(draft.id)));
        DW_TRY_DO(store_.commit(std::move(made.change)));
        return made.key;
    });
}

// Drafts belong to nobody but the tenant.
Result<DraftTable::MadeKey> DraftTable::new_key(store::TenantId tenant,
                                                const std::string& compartment) const {
    MadeKey made{.key = {}, .change = {.tenant = tenant}};
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(const auto wrapping, store_.keys().wrapping_key(
                                    *reader, tenant, store::OwnerId{tenant.bytes()}, made.change));
    auto fresh = store_.keys().create(tenant, compartment, wrapping);
    made.key = fresh.key;
    made.change.statements.push_back(std::move(fresh.insert));
    return made;
}

}  // namespace dw::forms
