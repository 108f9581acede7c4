#include "catalogue/organisation_changes.h"

#include "catalogue/catalogue_tables.h"
#include "catalogue/content.h"

namespace dw::catalogue {

using store::Row;
using store::shared_tenant;

const std::string_view organisation_changes_sql = R"(
create table catalogue_organisation_change (
    tenant {id} not null, organisation {int} not null, change {int} not null,
    primary key (tenant, organisation)) {table};
create index catalogue_organisation_change_order
    on catalogue_organisation_change (tenant, change, organisation);
insert into catalogue_organisation_change (tenant, organisation, change)
    select o.tenant, o.ref, s.number from catalogue_organisation o
    join catalogue_state s on s.tenant = o.tenant;
)";

namespace {

constexpr std::string_view columns =
    "select s.agency, s.value, c.change, o.content from catalogue_organisation_change c "
    "join catalogue_source_id s on s.tenant = c.tenant and s.ref = c.organisation "
    "left join catalogue_organisation o on o.tenant = c.tenant and o.ref = c.organisation ";

}  // namespace

std::vector<store::Statement> organisations_changed(const std::vector<std::int64_t>& refs) {
    const auto tenant = store::of(shared_tenant());
    std::vector<store::Values> rows;
    for (const std::int64_t ref : refs) rows.push_back({tenant, ref, tenant});
    return insert_rows(
        "insert into catalogue_organisation_change (tenant, organisation, change) values",
        "($#, $#, (select number from catalogue_state where tenant = $#))",
        "on conflict (tenant, organisation) do update set change = excluded.change",
        std::move(rows));
}

Result<std::vector<OrganisationState>> organisations_changed_since(store::Connection& connection,
                                                                   std::int64_t change,
                                                                   std::size_t limit) {
    std::vector<OrganisationState> states;
    const auto add = [&states](const Row& row) -> Outcome {
        OrganisationState state{.id = {.agency = row.text(0), .value = row.text(1)},
                                .change = row.integer(2),
                                .organisation = {}};
        if (!row.is_null(3)) {
            DW_TRY(state.organisation, organisation_from_content(row.bytes(3)));
        }
        states.push_back(std::move(state));
        return Nothing{};
    };
    // The last change is given whole, so that asking goes on behind it.
    DW_TRY_DO(connection.for_each(
        std::string(columns) +
            "where c.tenant = $1 and c.change > $2 and c.change <= coalesce((select l.change from "
            "catalogue_organisation_change l where l.tenant = $1 and l.change > $2 "
            "order by l.change, l.organisation limit 1 offset $3), 9223372036854775807) "
            "order by c.change, c.organisation",
        {store::of(shared_tenant()), change, static_cast<std::int64_t>(limit) - 1}, add));
    return states;
}

}  // namespace dw::catalogue
