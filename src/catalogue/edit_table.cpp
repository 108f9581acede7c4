#include "catalogue/edit_table.h"

#include "catalogue/source_ids.h"

namespace dw::catalogue {

using store::Connection;
using store::Row;
using store::Statement;
using store::Values;

namespace {

constexpr std::string_view columns =
    "select id, kind, object, part, area, content, source, note, author, written, state, decider, "
    "decided, remark, tenant from catalogue_edit ";

Result<Edit> edit_from(const Row& row) {
    auto object = SourceId::parse(row.text(2));
    if (!object) return corrupt("catalogue.edit", "id of an object: " + row.text(2));
    Edit edit{.id = row.id<EditId>(0),
              .tenant = row.id<store::TenantId>(14),
              .target = {.kind = static_cast<EditKind>(row.integer(1)),
                         .object = *std::move(object),
                         .part = row.text(3),
                         .area = area_of_number(row.integer(4))},
              .content = {},
              .source = row.bytes(6),
              .note = row.text(7),
              .author = row.id<store::ActorId>(8),
              .written = row.instant(9),
              .state = static_cast<EditState>(row.integer(10)),
              .remark = row.text(13)};
    if (!row.is_null(5)) edit.content = row.bytes(5);
    if (row.is_null(12)) return edit;
    edit.decider = row.id<store::ActorId>(11);
    edit.decided = row.instant(12);
    return edit;
}

Result<std::vector<Edit>> read(Connection& connection, std::string_view rest,
                               const Values& values) {
    std::vector<Edit> found;
    DW_TRY_DO(connection.for_each(std::string(columns) + std::string(rest), values,
                                  [&](const Row& row) -> Outcome {
                                      DW_TRY(Edit edit, edit_from(row));
                                      found.push_back(std::move(edit));
                                      return Nothing{};
                                  }));
    return found;
}

std::int64_t number_of(EditState state) {
    return static_cast<std::int64_t>(state);
}

}  // namespace

Result<Edit> load_edit(Connection& connection, store::TenantId tenant, EditId id) {
    DW_TRY(auto found,
           read(connection, "where tenant = $1 and id = $2", {store::of(tenant), store::of(id)}));
    if (found.empty()) return not_found("catalogue.unknown_edit", id.to_string());
    return std::move(found.front());
}

Result<std::vector<Edit>> load_edits(Connection& connection, store::TenantId tenant,
                                     EditState state, std::size_t limit) {
    return read(connection,
                "where tenant = $1 and state = $2 order by written desc, id desc limit $3",
                {store::of(tenant), number_of(state), static_cast<std::int64_t>(limit)});
}

Result<std::vector<Edit>> load_publications(Connection& connection, store::TenantId tenant,
                                            const std::optional<EditPosition>& after,
                                            std::size_t limit) {
    Values values{store::of(tenant), number_of(EditState::Public), number_of(EditState::Replaced),
                  static_cast<std::int64_t>(limit)};
    std::string before;
    if (after) {
        before = "and (decided, id) < ($5, $6) ";
        values.push_back(store::of(after->decided));
        values.push_back(store::of(after->id));
    }
    return read(connection,
                "where tenant = $1 and state in ($2, $3) and decided is not null " + before +
                    "order by decided desc, id desc limit $4",
                values);
}

Result<std::vector<Edit>> load_versions(Connection& connection, store::TenantId tenant,
                                        const EditTarget& target, std::size_t limit) {
    return read(connection,
                "where tenant = $1 and kind = $2 and ref = $3 and part = $4 and area = $5 "
                "and object = $6 order by written desc, id desc limit $7",
                {store::of(tenant), static_cast<std::int64_t>(target.kind), ref_of(target.object),
                 store::of(target.part), area_number(target.area),
                 store::of(target.object.to_string()), static_cast<std::int64_t>(limit)});
}

Statement insert_edit(const Edit& edit) {
    return {
        "insert into catalogue_edit (tenant, id, kind, ref, object, part, area, content, source, "
        "note, author, written, state, decider, decided, remark) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        {store::of(edit.tenant), store::of(edit.id), static_cast<std::int64_t>(edit.target.kind),
         ref_of(edit.target.object), store::of(edit.target.object.to_string()),
         store::of(edit.target.part), area_number(edit.target.area),
         edit.content ? store::Value(*edit.content) : store::null(), edit.source,
         store::of(edit.note), store::of(edit.author), store::of(edit.written),
         number_of(edit.state), edit.decided ? store::of(edit.decider) : store::null(),
         edit.decided ? store::of(*edit.decided) : store::null(), store::of(edit.remark)},
        1};
}

Statement update_draft(const Edit& draft) {
    return {
        "update catalogue_edit set content = $3, source = $4, note = $5, written = $6 "
        "where tenant = $1 and id = $2 and state = $7 and author = $8",
        {store::of(draft.tenant), store::of(draft.id),
         draft.content ? store::Value(*draft.content) : store::null(), draft.source,
         store::of(draft.note), store::of(draft.written), number_of(EditState::Draft),
         store::of(draft.author)},
        1};
}

Statement move_edit(store::TenantId tenant, const EditStep& step) {
    // Nobody approves their own words: the database holds it as well.
    std::string sql =
        "update catalogue_edit set state = $4, decider = $5, decided = $6, remark = $7 "
        "where tenant = $1 and id = $2 and state = $3";
    Values values{store::of(tenant),     store::of(step.edit), number_of(step.from),
                  number_of(step.to),    store::of(step.by),   store::of(step.at),
                  store::of(step.remark)};
    if (step.to == EditState::Public) {
        const std::string own =
            "exists (select 1 from catalogue_overlay o where o.kind = catalogue_edit.kind "
            "and o.ref = catalogue_edit.ref and o.object = catalogue_edit.object "
            "and o.part = catalogue_edit.part and o.area = catalogue_edit.area "
            "and o.tenant = catalogue_edit.tenant";
        sql += " and author <> $5 and ";
        sql += step.compared ? own + " and o.version = $8)" : "not " + own + ")";
        if (step.compared) values.push_back(store::of(*step.compared));
    }
    return {std::move(sql), std::move(values), 1};
}

Statement replace_public_edits(const Edit& by) {
    return {
        "update catalogue_edit set state = $7 where tenant = $1 and kind = $2 and ref = $3 "
        "and part = $4 and area = $5 and object = $6 and state = $8 and id <> $9",
        {store::of(by.tenant), static_cast<std::int64_t>(by.target.kind), ref_of(by.target.object),
         store::of(by.target.part), area_number(by.target.area),
         store::of(by.target.object.to_string()), number_of(EditState::Replaced),
         number_of(EditState::Public), store::of(by.id)}};
}

Result<std::vector<Ars>> load_editing_areas(Connection& connection, store::TenantId tenant) {
    std::vector<Ars> areas;
    DW_TRY_DO(connection.for_each(
        "select area from catalogue_editing_area where tenant = $1 order by area",
        {store::of(tenant)}, [&](const Row& row) -> Outcome {
            areas.push_back(area_of_number(row.integer(0)));
            return Nothing{};
        }));
    return areas;
}

Statement insert_editing_area(store::TenantId tenant, const Ars& area) {
    return {
        "insert into catalogue_editing_area (tenant, area) values ($1, $2) on conflict do nothing",
        {store::of(tenant), area_number(area)}};
}

}  // namespace dw::catalogue
