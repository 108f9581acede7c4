#include "catalogue/change_days.h"

#include "terms/berlin.h"

namespace dw::catalogue {

using store::shared_tenant;

const std::string_view change_days_sql = R"(
create table catalogue_change_day (
    tenant {id} not null, day {date} not null, change {int} not null,
    primary key (tenant, day)) {table};
)";

void add_next_change(store::Store& store, store::Change& change) {
    const auto tenant = store::of(shared_tenant());
    Bytes catalogue_id(16);
    store.random().fill(catalogue_id);
    change.statements.push_back(
        {.sql = "insert into catalogue_state (tenant, number, catalogue) values ($1, 1, $2) "
                "on conflict (tenant) do update set number = catalogue_state.number + 1",
         .parameters = {tenant, std::move(catalogue_id)}});
    change.statements.push_back(
        {.sql = "insert into catalogue_change_day (tenant, day, change) values ($1, $2, "
                "(select number from catalogue_state where tenant = $1)) "
                "on conflict (tenant, day) do nothing",
         .parameters = {tenant, store::of(berlin_date(store.clock().now()))}});
}

Result<std::int64_t> change_before(store::Connection& connection, Date day) {
    DW_TRY(const auto before,
           connection.query("select day from catalogue_change_day where tenant = $1 and "
                            "day < $2 order by day desc limit 1",
                            {store::of(shared_tenant()), store::of(day)}));
    // Changes of days nobody noted may be younger than the day.
    if (before.empty()) return 0;
    DW_TRY(const auto rows,
           connection.query("select change from catalogue_change_day where tenant = $1 and "
                            "day >= $2 order by day limit 1",
                            {store::of(shared_tenant()), store::of(day)}));
    if (!rows.empty()) return rows.front().integer(0) - 1;
    // Nothing has changed since.
    DW_TRY(const auto known,
           connection.query("select number from catalogue_state where tenant = $1",
                            {store::of(shared_tenant())}));
    return known.empty() ? 0 : known.front().integer(0);
}

}  // namespace dw::catalogue
