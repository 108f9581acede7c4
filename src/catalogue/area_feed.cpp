#include "catalogue/area_feed.h"

#include "catalogue/catalogue_tables.h"
#include "catalogue/overlay_table.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

using store::Row;
using store::shared_tenant;

const std::string_view area_feed_sql = R"(
create table catalogue_area_change (
    tenant {id} not null, area {int} not null, change {int} not null,
    primary key (tenant, area)) {table};
create index catalogue_area_change_order on catalogue_area_change (tenant, change, area);
insert into catalogue_area_change (tenant, area, change)
    select distinct s.tenant, r.area, s.number from catalogue_state s
    join catalogue_responsibility r on r.tenant = s.tenant;
insert into catalogue_area_change (tenant, area, change)
    select distinct s.tenant, w.area, s.number from catalogue_state s
    cross join catalogue_own_responsibility w
    where w.area not in (select c.area from catalogue_area_change c where c.tenant = s.tenant);
)";

namespace {

// The numbers of one key on every level it may be of lie behind each other.
const std::string changed_areas =
    "select c.area, c.change, case when exists (select 1 from catalogue_responsibility r "
    "where r.tenant = c.tenant and r.area between c.area / 16 * 16 and c.area / 16 * 16 + 15 " +
    std::string(not_switched_off) +
    ") or exists (select 1 from catalogue_own_responsibility w where w.holder is not null "
    "and w.area between c.area / 16 * 16 and c.area / 16 * 16 + 15) then 1 else 0 end "
    "from catalogue_area_change c where c.tenant = $1 and c.change > $2 "
    "and c.change <= coalesce((select l.change from "
    "catalogue_area_change l where l.tenant = $1 and l.change > $2 "
    "order by l.change, l.area limit 1 offset $3), 9223372036854775807) "
    "order by c.change, c.area";

}  // namespace

std::vector<store::Statement> responsibilities_changed(const std::set<std::int64_t>& areas) {
    const auto tenant = store::of(shared_tenant());
    std::vector<store::Values> rows;
    for (const std::int64_t area : areas) rows.push_back({tenant, area, tenant});
    return insert_rows("insert into catalogue_area_change (tenant, area, change) values",
                       "($#, $#, (select number from catalogue_state where tenant = $#))",
                       "on conflict (tenant, area) do update set change = excluded.change",
                       std::move(rows));
}

Result<std::vector<AreaState>> areas_changed_since(store::Connection& connection,
                                                   std::int64_t change, std::size_t limit) {
    std::vector<AreaState> states;
    DW_TRY_DO(connection.for_each(
        changed_areas, {store::of(shared_tenant()), change, static_cast<std::int64_t>(limit) - 1},
        [&states](const Row& row) -> Outcome {
            states.push_back({.area = area_of_number(row.integer(0)),
                              .change = row.integer(1),
                              .has_some = row.integer(2) != 0});
            return Nothing{};
        }));
    return states;
}

}  // namespace dw::catalogue
