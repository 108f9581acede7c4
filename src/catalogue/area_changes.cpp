#include "catalogue/area_changes.h"

#include "catalogue/change_days.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

namespace {

using store::shared_tenant;

Result<std::int64_t> responsibilities_of(store::Connection& connection, const FormerArea& former) {
    DW_TRY(const auto row,
           connection.query_one("select count(*) from catalogue_responsibility "
                                "where tenant = $1 and area = $2",
                                {store::of(shared_tenant()), area_number(former.ars)}));
    return row.integer(0);
}

store::Change move_of(store::Store& store, const FormerArea& former) {
    const auto tenant = store::of(shared_tenant());
    const auto from = area_number(former.ars), to = area_number(former.today->ars);
    store::Change change{.tenant = shared_tenant(), .events = {}, .statements = {}};
    add_next_change(store, change);
    change.statements.push_back(
        {.sql = "insert into catalogue_service_change (tenant, service, change, offered) "
                "select distinct r.tenant, r.service, s.number, 0 from catalogue_responsibility r "
                "join catalogue_state s on s.tenant = r.tenant "
                "where r.tenant = $1 and r.area = $2 "
                "on conflict (tenant, service) do update set change = excluded.change",
         .parameters = {tenant, from}});
    // What the new municipality already has counts.
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
    return change;
}

}  // namespace

Result<std::vector<AreaMove>> area_moves(store::Connection& connection, const AreaRegister& areas) {
    std::vector<AreaMove> moves;
    for (const FormerArea& former : areas.former()) {
        if (!former.goes_on) continue;
        DW_TRY(const auto count, responsibilities_of(connection, former));
        if (count > 0) moves.push_back({&former, count});
    }
    return moves;
}

Outcome move_areas(store::Store& store, const AreaRegister& areas) {
    std::vector<AreaMove> moves;
    {
        DW_TRY(const auto reader, store.reader());
        DW_TRY(moves, area_moves(*reader, areas));
    }
    for (const AreaMove& move : moves) DW_TRY_DO(store.commit(move_of(store, *move.former)));
    return Nothing{};
}

}  // namespace dw::catalogue
