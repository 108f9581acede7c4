// From a group of an import to the statements that write it.

#include "catalogue/area_feed.h"
#include "catalogue/catalogue_tables.h"
#include "catalogue/change_days.h"
#include "catalogue/import_group.h"
#include "catalogue/organisation_changes.h"
#include "catalogue/piece_store.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

using store::shared_tenant;
using store::Statement;
using store::Value;
using store::Values;

namespace {

Value tenant() {
    return store::of(shared_tenant());
}

void append(std::vector<Statement>& statements, std::vector<Statement> more) {
    for (Statement& statement : more) statements.push_back(std::move(statement));
}

}  // namespace

// The four tables of objects with content.
std::string_view table_of(ObjectKind kind) {
    switch (kind) {
        case ObjectKind::Service:
            return "catalogue_service";
        case ObjectKind::Specialisation:
            return "catalogue_specialisation";
        case ObjectKind::Organisation:
            return "catalogue_organisation";
        case ObjectKind::OnlineService:
            return "catalogue_online_service";
        case ObjectKind::OrganisationResponsibility:
        case ObjectKind::OnlineResponsibility:
            break;
    }
    return "catalogue_responsibility";
}

store::Change ImportWriter::change_of(Group group) {
    store::Change change{.tenant = shared_tenant(), .events = {}, .statements = {}};
    add_next_change(store_, change);
    ++counts_.changes;
    counts_.changed +=
        static_cast<std::int64_t>(group.objects.size() + group.responsibilities.size());
    add_source_ids(change, group);
    add_erasures(change, group);
    for (const ObjectKind kind : object_kinds) add_objects(change, group, kind);
    add_responsibilities(change, group);
    add_touched(change, group);
    append(change.statements, objects_changed(group.owners));
    append(change.statements, responsibilities_changed(group.areas));
    return change;
}

void ImportWriter::add_source_ids(store::Change& change, const Group& group) {
    std::vector<Values> rows;
    const auto name = [&](std::int64_t ref, const SourceId& id) {
        if (!named_.insert(ref).second) return;
        rows.push_back({tenant(), ref, store::of(id.agency), store::of(id.value)});
    };
    for (const Group::Object& object : group.objects) {
        name(object.ref, object.row.id);
        if (object.row.service) name(ref_of(*object.row.service), *object.row.service);
    }
    for (const ResponsibilityRows& responsibility : group.responsibilities) {
        name(responsibility.service, responsibility.service_id);
        name(responsibility.holder, responsibility.holder_id);
    }
    append(
        change.statements,
        insert_rows("insert into catalogue_source_id (tenant, ref, agency, value) values",
                    "($#, $#, $#, $#)", "on conflict (tenant, ref) do nothing", std::move(rows)));
}

void ImportWriter::add_erasures(store::Change& change, Group& group) {
    for (const auto& [kind, refs] : group.erased) {
        append(change.statements, statements_in("delete from " + std::string(table_of(kind)) +
                                                    " where tenant = $1 and ref in $list",
                                                shared_tenant(), refs));
        if (kind != ObjectKind::Service) continue;
        append(change.statements,
               statements_in(
                   "delete from catalogue_service_key where tenant = $1 and service in $list",
                   shared_tenant(), refs));
    }
    for (const std::string& id : group.replaced) {
        change.statements.push_back(
            {.sql = "delete from catalogue_responsibility where tenant = $1 and id = $2",
             .parameters = {tenant(), store::of(id)}});
    }
}

void ImportWriter::add_objects(store::Change& change, Group& group, ObjectKind kind) {
    const bool variant = kind == ObjectKind::Specialisation;
    std::vector<Values> rows, key_rows;
    std::vector<Value> with_old_keys;
    for (Group::Object& object : group.objects) {
        if (object.row.kind != kind) continue;
        Values row{tenant(), object.ref, std::move(object.row.content), object.fingerprint,
                   import_number_};
        if (variant) {
            const std::int64_t service = ref_of(*object.row.service);
            row.emplace_back(service);
            group.touched.insert(service);
        }
        rows.push_back(std::move(row));
        if (kind != ObjectKind::Service) continue;
        group.touched.insert(object.ref);
        if (object.stored) with_old_keys.emplace_back(object.ref);
        for (const ServiceKey& key : object.row.keys) {
            key_rows.push_back({tenant(), store::of(key.digits()), object.ref});
        }
    }
    const std::string columns = variant
                                    ? " (tenant, ref, content, fingerprint, import, service) values"
                                    : " (tenant, ref, content, fingerprint, import) values";
    append(change.statements,
           insert_rows(
               "insert into " + std::string(table_of(kind)) + columns,
               variant ? "($#, $#, $#, $#, $#, $#)" : "($#, $#, $#, $#, $#)",
               std::string("on conflict (tenant, ref) do update set content = excluded.content, "
                           "fingerprint = excluded.fingerprint, import = excluded.import") +
                   (variant ? ", service = excluded.service" : ""),
               std::move(rows)));
    append(change.statements,
           statements_in("delete from catalogue_service_key where tenant = $1 and service in $list",
                         shared_tenant(), with_old_keys));
    append(change.statements,
           insert_rows("insert into catalogue_service_key (tenant, service_key, service) values",
                       "($#, $#, $#)", "on conflict do nothing", std::move(key_rows)));
}

void ImportWriter::add_responsibilities(store::Change& change, Group& group) {
    std::vector<Values> rows;
    for (const ResponsibilityRows& r : group.responsibilities) {
        group.areas.insert(r.areas.begin(), r.areas.end());
        for (const std::int64_t area : r.areas) {
            rows.push_back({tenant(), area, r.service, store::of(r.id), r.holder, store::of(r.role),
                            store::of(r.validity), import_number_});
        }
    }
    append(change.statements,
           insert_rows("insert into catalogue_responsibility "
                       "(tenant, area, service, id, holder, role, validity, import) values",
                       "($#, $#, $#, $#, $#, $#, $#, $#)",
                       "on conflict (tenant, area, service, id) do update set "
                       "holder = excluded.holder, role = excluded.role, "
                       "validity = excluded.validity, import = excluded.import",
                       std::move(rows)));
}

void ImportWriter::add_touched(store::Change& change, Group& group) {
    std::vector<std::int64_t> offices = group.erased_offices;
    for (const Group::Object& object : group.objects)
        if (object.row.kind == ObjectKind::Organisation) offices.push_back(object.ref);
    append(change.statements, organisations_changed(offices));
    std::vector<Values> rows;
    const auto touch = [&rows](std::int64_t service, std::int64_t offered) {
        rows.push_back({tenant(), service, tenant(), offered});
    };
    for (const std::int64_t service : group.newly_offered) touch(service, 1);
    for (const std::int64_t service : group.touched) {
        if (!group.newly_offered.contains(service)) touch(service, 0);
    }
    append(change.statements,
           insert_rows(
               "insert into catalogue_service_change (tenant, service, change, offered) values",
               "($#, $#, (select number from catalogue_state where tenant = $#), $#)",
               "on conflict (tenant, service) do update set change = excluded.change, "
               "offered = catalogue_service_change.offered | excluded.offered",
               std::move(rows)));
}

}  // namespace dw::catalogue
