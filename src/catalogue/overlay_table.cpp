#include "catalogue/overlay_table.h"

#include "base/crypto.h"
#include "catalogue/own_words_ids.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

using store::Connection;
using store::Row;
using store::Statement;
using store::Values;

// frozen: tables of every installation have this form.
//
// catalogue_own_responsibility has the rows of overlays for responsibility: with a holder one that
// was added, without one the entry of the source that does not hold. catalogue_editing_area says
// where an administration may edit, catalogue_set_aside which findings of the quality report it
// does not want to see.
const std::string_view overlay_table_sql = R"(
create table catalogue_overlay (
    tenant {id} not null, kind {int} not null, ref {int} not null, object {text} not null,
    part {text} not null, area {int} not null, version {id} not null, content {bytes} not null,
    source {int} not null, editor {text} not null, at {instant} not null,
    primary key (kind, ref, object, part, area, tenant)) {table};
create index catalogue_overlay_tenant on catalogue_overlay (tenant, at);
create table catalogue_own_responsibility (
    tenant {id} not null, area {int} not null, service {int} not null, id {text} not null,
    holder {int}, editor {text} not null, hash {bytes} not null, at {instant} not null,
    primary key (area, service, id, tenant)) {table};
create index catalogue_own_responsibility_service on catalogue_own_responsibility (service);
create table catalogue_edit (
    tenant {id} not null, id {id} not null, kind {int} not null, ref {int} not null,
    object {text} not null, part {text} not null, area {int} not null,
    content {bytes}, source {bytes} not null, note {text} not null,
    author {id} not null, written {instant} not null, state {int} not null,
    decider {id}, decided {instant}, remark {text} not null,
    primary key (tenant, id)) {table};
create index catalogue_edit_target on catalogue_edit (tenant, kind, ref, part, area, written);
create index catalogue_edit_state on catalogue_edit (tenant, state, written);
create table catalogue_set_aside (
    tenant {id} not null, finding {bytes} not null, reason {text} not null, author {id} not null,
    at {instant} not null,
    primary key (tenant, finding)) {table};
create table catalogue_editing_area (
    tenant {id} not null, area {int} not null,
    primary key (tenant, area)) {table};
)";

namespace {

constexpr std::string_view columns =
    "select tenant, kind, object, part, area, version, content, source, editor, at "
    "from catalogue_overlay ";

Result<Overlay> overlay_from(const Row& row) {
    auto object = SourceId::parse(row.text(2));
    if (!object) return corrupt("catalogue.overlay", "id of an object: " + row.text(2));
    return Overlay{.target = {.kind = static_cast<EditKind>(row.integer(1)),
                              .object = *std::move(object),
                              .part = row.text(3),
                              .area = area_of_number(row.integer(4))},
                   .version = row.id<EditId>(5),
                   .tenant = row.id<store::TenantId>(0),
                   .content = row.bytes(6),
                   .source = row.integer(7),
                   .by = row.text(8),
                   .at = row.instant(9)};
}

Result<std::vector<Overlay>> read(Connection& connection, std::string_view rest,
                                  const Values& values) {
    std::vector<Overlay> found;
    DW_TRY_DO(connection.for_each(std::string(columns) + std::string(rest), values,
                                  [&](const Row& row) -> Outcome {
                                      DW_TRY(Overlay overlay, overlay_from(row));
                                      found.push_back(std::move(overlay));
                                      return Nothing{};
                                  }));
    return found;
}

Values key_of(store::TenantId tenant, const EditTarget& target) {
    return {static_cast<std::int64_t>(target.kind),
            ref_of(target.object),
            store::of(target.object.to_string()),
            store::of(target.part),
            area_number(target.area),
            store::of(tenant)};
}

constexpr std::string_view is_key =
    "where kind = $1 and ref = $2 and object = $3 and part = $4 and area = $5 and tenant = $6";

Statement remove_responsibilities(store::TenantId tenant, const EditTarget& target) {
    return {
        "delete from catalogue_own_responsibility "
        "where area = $1 and service = $2 and tenant = $3",
        {area_number(target.area), ref_of(target.object), store::of(tenant)}};
}

Statement insert_responsibility(const Overlay& overlay, std::string_view id, store::Value holder) {
    const Digest hash = sha256(overlay.content);
    return {
        "insert into catalogue_own_responsibility "
        "(tenant, area, service, id, holder, editor, hash, at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8)",
        {store::of(overlay.tenant), area_number(overlay.target.area), ref_of(overlay.target.object),
         store::of(id), std::move(holder), store::of(overlay.by), Bytes(hash.begin(), hash.end()),
         store::of(overlay.at)}};
}

Outcome add_responsibilities(const Overlay& overlay, std::vector<Statement>& statements) {
    DW_TRY(const OwnResponsibilities own, responsibilities_from(overlay.content));
    statements.push_back(remove_responsibilities(overlay.tenant, overlay.target));
    for (const SourceId& holder : own.added) {
        const auto id = id_of_added(overlay.target.object, overlay.target.area, holder);
        statements.push_back(insert_responsibility(
            overlay, responsibility_key(Holder::Organisation, id), ref_of(holder)));
    }
    for (const SourceId& entry : own.off) {
        statements.push_back(insert_responsibility(
            overlay, responsibility_key(Holder::Organisation, entry), store::null()));
    }
    return Nothing{};
}

}  // namespace

Result<std::vector<Overlay>> load_overlays(Connection& connection, EditKind kind,
                                           const SourceId& object) {
    return read(connection, "where kind = $1 and ref = $2 and object = $3",
                {static_cast<std::int64_t>(kind), ref_of(object), store::of(object.to_string())});
}

Result<std::vector<Overlay>> load_overlays(Connection& connection, EditKind kind) {
    return read(connection, "where kind = $1 order by ref, object",
                {static_cast<std::int64_t>(kind)});
}

Result<std::vector<Overlay>> load_overlays_of(Connection& connection, store::TenantId tenant,
                                              std::size_t limit) {
    return read(connection, "where tenant = $1 order by at desc limit $2",
                {store::of(tenant), static_cast<std::int64_t>(limit)});
}

Result<std::optional<Overlay>> load_overlay(Connection& connection, store::TenantId tenant,
                                            const EditTarget& target) {
    DW_TRY(auto found, read(connection, is_key, key_of(tenant, target)));
    if (found.empty()) return std::optional<Overlay>();
    return std::optional<Overlay>(std::move(found.front()));
}

Result<std::vector<Statement>> put_overlay(const Overlay& overlay) {
    std::vector<Statement> statements;
    Values values = key_of(overlay.tenant, overlay.target);
    for (store::Value value :
         {store::of(overlay.version), store::Value(overlay.content), store::Value(overlay.source),
          store::of(overlay.by), store::of(overlay.at)}) {
        values.push_back(std::move(value));
    }
    statements.push_back(
        {"insert into catalogue_overlay "
         "(kind, ref, object, part, area, tenant, version, content, source, editor, at) "
         "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
         "on conflict (kind, ref, object, part, area, tenant) do update set "
         "version = excluded.version, content = excluded.content, source = excluded.source, "
         "editor = excluded.editor, at = excluded.at",
         std::move(values)});
    if (overlay.target.kind == EditKind::Responsibility) {
        DW_TRY_DO(add_responsibilities(overlay, statements));
    }
    return statements;
}

std::vector<Statement> remove_overlay(store::TenantId tenant, const EditTarget& target) {
    std::vector<Statement> statements;
    statements.push_back(
        {"delete from catalogue_overlay " + std::string(is_key), key_of(tenant, target)});
    if (target.kind == EditKind::Responsibility) {
        statements.push_back(remove_responsibilities(tenant, target));
    }
    return statements;
}

Statement confirm_overlay(const Overlay& checked) {
    Values values = key_of(checked.tenant, checked.target);
    values.push_back(checked.source);
    values.push_back(store::of(checked.at));
    values.push_back(store::of(checked.version));
    return {"update catalogue_overlay set source = $7, at = $8 " + std::string(is_key) +
                " and version = $9",
            std::move(values), 1};
}

}  // namespace dw::catalogue
