#include "catalogue/area_changes.h"

#include <algorithm>
#include <map>
#include <set>

#include "catalogue/area_feed.h"
#include "catalogue/change_days.h"
#include "catalogue/content.h"
#include "catalogue/piece_store.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

namespace {

using store::Change;
using store::Connection;
using store::Row;
using store::shared_tenant;
using store::Value;

// Numbers of the objects that name one area that is gone.
struct Named {
    std::vector<std::int64_t> services, variants;
};
using NamedBy = std::map<std::string, Named, std::less<>>;  // by the key that is gone

template <class T>
Outcome find_named(Connection& connection, std::string_view table, Result<T> (*read)(BytesView),
                   std::vector<std::int64_t> Named::*list, const std::set<std::string>& gone,
                   NamedBy& named) {
    return connection.for_each(
        "select ref, content from " + std::string(table) + " where tenant = $1",
        {store::of(shared_tenant())}, [&](const Row& row) -> Outcome {
            DW_TRY(const T object, read(row.bytes(1)));
            for (const Ars& area : object.areas) {
                const std::string key(area.key());
                if (!gone.contains(key)) continue;
                auto& refs = named[key].*list;
                if (refs.empty() || refs.back() != row.integer(0)) refs.push_back(row.integer(0));
            }
            return Nothing{};
        });
}

Result<NamedBy> load_named(Connection& connection, const AreaRegister& areas) {
    std::set<std::string> gone;
    for (const FormerArea& former : areas.former())
        if (former.goes_on) gone.emplace(former.ars.key());
    NamedBy named;
    DW_TRY_DO(find_named<Service>(connection, "catalogue_service", service_from_content,
                                  &Named::services, gone, named));
    DW_TRY_DO(find_named<Specialisation>(connection, "catalogue_specialisation",
                                         specialisation_from_content, &Named::variants, gone,
                                         named));
    return named;
}

Result<std::int64_t> count_of(Connection& connection, const std::string& sql,
                              const FormerArea& former) {
    DW_TRY(const auto row, connection.query_one(sql, {area_number(former.ars)}));
    return row.integer(0);
}

constexpr std::string_view own_tables[] = {"catalogue_overlay", "catalogue_own_responsibility",
                                           "catalogue_edit", "catalogue_editing_area"};

Result<AreaMove> count_move(Connection& connection, const FormerArea& former,
                            const NamedBy& named) {
    AreaMove move{.former = &former};
    DW_TRY(const auto row,
           connection.query_one("select count(*) from catalogue_responsibility "
                                "where tenant = $1 and area = $2",
                                {store::of(shared_tenant()), area_number(former.ars)}));
    move.responsibilities = row.integer(0);
    for (const auto table : own_tables) {
        DW_TRY(const auto count,
               count_of(connection,
                        "select count(*) from " + std::string(table) + " where area = $1", former));
        move.own_words += count;
    }
    if (const auto found = named.find(former.ars.key()); found != named.end())
        move.services = static_cast<std::int64_t>(found->second.services.size() +
                                                  found->second.variants.size());
    return move;
}

// Everybody who follows the catalogue looks at the service again.
void add_touch(Change& change, const std::string& services, store::Values parameters) {
    change.statements.push_back({.sql = "update catalogue_service_change set change = "
                                        "(select number from catalogue_state where tenant = $1) "
                                        "where tenant = $1 and service in (" +
                                        services + ")",
                                 .parameters = std::move(parameters)});
}

// What the new municipality already has counts.
void add_responsibilities(Change& change, const Value& tenant, std::int64_t from, std::int64_t to) {
    change.statements.push_back(
        {.sql = "insert into catalogue_service_change (tenant, service, change, offered) "
                "select distinct r.tenant, r.service, s.number, 0 from catalogue_responsibility r "
                "join catalogue_state s on s.tenant = r.tenant "
                "where r.tenant = $1 and r.area = $2 "
                "on conflict (tenant, service) do update set change = excluded.change",
         .parameters = {tenant, from}});
    change.statements.push_back(
        {.sql = "insert into catalogue_responsibility "
                "(tenant, area, service, id, holder, role, validity, import) "
                "select tenant, cast($3 as bigint), service, id, holder, role, validity, import "
                "from catalogue_responsibility where tenant = $1 and area = $2 "
                "on conflict (tenant, area, service, id) do nothing",
         .parameters = {tenant, from, to}});
    change.statements.push_back(
        {.sql = "delete from catalogue_responsibility where tenant = $1 and area = $2",
         .parameters = {tenant, from}});
}

// Own words of the new municipality count before those of the old one, with all that belongs to
// them and whichever administration wrote them. Where another one edits the new municipality
// already, who edited the old one gets no say there; the operator can give it.
void add_own_words(Change& change, const Value& tenant, std::int64_t from, std::int64_t to) {
    add_touch(change, "select ref from catalogue_overlay where area = $2 and kind in (1, 3)",
              {tenant, from});
    const auto add = [&](std::string sql) {
        change.statements.push_back({.sql = std::move(sql), .parameters = {from, to}});
    };
    add("insert into catalogue_own_responsibility "
        "(tenant, area, service, id, holder, editor, hash, at) "
        "select tenant, cast($2 as bigint), service, id, holder, editor, hash, at "
        "from catalogue_own_responsibility r where area = $1 and not exists "
        "(select 1 from catalogue_overlay o where o.kind = 3 and o.area = $2 "
        "and o.ref = r.service) "
        "on conflict (area, service, id, tenant) do nothing");
    add("insert into catalogue_overlay "
        "(tenant, kind, ref, object, part, area, version, content, source, editor, at) "
        "select tenant, kind, ref, object, part, cast($2 as bigint), version, content, source, "
        "editor, at from catalogue_overlay w where area = $1 and not exists "
        "(select 1 from catalogue_overlay o where o.kind = w.kind and o.ref = w.ref "
        "and o.object = w.object and o.part = w.part and o.area = $2) "
        "on conflict (kind, ref, object, part, area, tenant) do nothing");
    add("insert into catalogue_editing_area (tenant, area) "
        "select tenant, cast($2 as bigint) from catalogue_editing_area w where area = $1 "
        "and not exists (select 1 from catalogue_editing_area e where e.area = $2 "
        "and e.tenant <> w.tenant) "
        "on conflict (tenant, area) do nothing");
    add("update catalogue_edit set area = $2 where area = $1");
    for (const auto* table :
         {"catalogue_own_responsibility", "catalogue_overlay", "catalogue_editing_area"}) {
        change.statements.push_back(
            {.sql = "delete from " + std::string(table) + " where area = $1",
             .parameters = {from}});
    }
}

template <class T>
T with_today(T object, const FormerArea& former) {
    const Ars& today = former.today->ars;
    const bool is_there =
        std::find(object.areas.begin(), object.areas.end(), today) != object.areas.end();
    if (is_there) {
        std::erase(object.areas, former.ars);
    } else {
        std::replace(object.areas.begin(), object.areas.end(), former.ars, today);
    }
    return object;
}

const SourceId& service_of(const Service& service) {
    return service.id;
}
const SourceId& service_of(const Specialisation& variant) {
    return variant.service;
}

template <class T>
Outcome add_objects(Connection& connection, Change& change, const std::string& table,
                    Result<T> (*read)(BytesView), const std::vector<std::int64_t>& refs,
                    const FormerArea& former) {
    for (const std::int64_t ref : refs) {
        DW_TRY(const auto row, connection.query_one("select content, fingerprint from " + table +
                                                        " where tenant = $1 and ref = $2",
                                                    {store::of(shared_tenant()), ref}));
        DW_TRY(T stored, read(row.bytes(0)));
        const T object = with_today(std::move(stored), former);
        const Bytes content = to_content(object);
        change.statements.push_back({.sql = "update " + table +
                                            " set content = $3, fingerprint = $4 "
                                            "where tenant = $1 and ref = $2 and fingerprint = $5",
                                     .parameters = {store::of(shared_tenant()), ref, content,
                                                    fingerprint_of(content), row.integer(1)},
                                     .rows = 1});
        add_touch(change, "$2", {store::of(shared_tenant()), ref_of(service_of(object))});
    }
    return Nothing{};
}

Result<Change> move_of(store::Store& store, const FormerArea& former, const Named& named) {
    const auto tenant = store::of(shared_tenant());
    const auto from = area_number(former.ars), to = area_number(former.today->ars);
    Change change{.tenant = shared_tenant(), .events = {}, .statements = {}};
    add_next_change(store, change);
    change.statements.push_back(all_objects_changed());
    for (auto& statement : responsibilities_changed({from, to}))
        change.statements.push_back(std::move(statement));
    add_responsibilities(change, tenant, from, to);
    add_own_words(change, tenant, from, to);
    DW_TRY(const auto reader, store.reader());
    DW_TRY_DO(add_objects<Service>(*reader, change, "catalogue_service", service_from_content,
                                   named.services, former));
    DW_TRY_DO(add_objects<Specialisation>(*reader, change, "catalogue_specialisation",
                                          specialisation_from_content, named.variants, former));
    return change;
}

Result<std::vector<AreaMove>> moves_with(Connection& connection, const AreaRegister& areas,
                                         const NamedBy& named) {
    std::vector<AreaMove> moves;
    for (const FormerArea& former : areas.former()) {
        if (!former.goes_on) continue;
        DW_TRY(const auto move, count_move(connection, former, named));
        if (move.responsibilities + move.services + move.own_words > 0) moves.push_back(move);
    }
    return moves;
}

}  // namespace

Result<std::vector<AreaMove>> area_moves(Connection& connection, const AreaRegister& areas) {
    DW_TRY(const auto named, load_named(connection, areas));
    return moves_with(connection, areas, named);
}

Outcome move_areas(store::Store& store, const AreaRegister& areas) {
    NamedBy named;
    std::vector<AreaMove> moves;
    {
        DW_TRY(const auto reader, store.reader());
        DW_TRY(named, load_named(*reader, areas));
        DW_TRY(moves, moves_with(*reader, areas, named));
    }
    for (const AreaMove& move : moves) {
        DW_TRY(auto change,
               move_of(store, *move.former, named[std::string(move.former->ars.key())]));
        DW_TRY_DO(store.commit(std::move(change)));
    }
    return Nothing{};
}

}  // namespace dw::catalogue
