#include "catalogue/coverage_table.h"

#include <algorithm>

#include "catalogue/source_ids.h"

namespace dw::catalogue {

using store::shared_tenant;

const std::string_view coverage_table_sql = R"(
create table catalogue_coverage (
    tenant {id} not null, service {int} not null, month {date} not null,
    measured_on {date} not null, municipalities {int} not null, covered {int} not null,
    residents {int} not null, covered_residents {int} not null,
    primary key (tenant, service, month)) {table};
)";

namespace {

constexpr std::int64_t most_months = 36;

Date month_of(Date day) {
    const std::chrono::year_month_day ymd{day};
    return Date{ymd.year() / ymd.month() / std::chrono::day{1}};
}

}  // namespace

Outcome record_coverage(store::Store& store, const SourceId& service, Date day,
                        const CoverageCount& count) {
    store::Change change{.tenant = shared_tenant(), .events = {}, .statements = {}};
    change.statements.push_back(
        {.sql = "insert into catalogue_coverage (tenant, service, month, measured_on, "
                "municipalities, covered, residents, covered_residents) "
                "values ($1, $2, $3, $4, $5, $6, $7, $8) "
                "on conflict (tenant, service, month) do nothing",
         .parameters = {store::of(shared_tenant()), ref_of(service), store::of(month_of(day)),
                        store::of(day), count.municipalities, count.covered, count.residents,
                        count.covered_residents}});
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

Result<std::vector<CoverageMonth>> coverage_months(store::Connection& connection,
                                                   const SourceId& service) {
    std::vector<CoverageMonth> months;
    DW_TRY_DO(connection.for_each(
        "select measured_on, municipalities, covered, residents, covered_residents "
        "from catalogue_coverage where tenant = $1 and service = $2 order by month desc limit $3",
        {store::of(shared_tenant()), ref_of(service), most_months},
        [&](const store::Row& row) -> Outcome {
            months.push_back(
                {row.date(0), {row.integer(1), row.integer(2), row.integer(3), row.integer(4)}});
            return Nothing{};
        }));
    std::reverse(months.begin(), months.end());
    return months;
}

Result<std::optional<CoverageMonth>> last_coverage(store::Connection& connection,
                                                   const SourceId& service) {
    DW_TRY(auto months, coverage_months(connection, service));
    if (months.empty()) return std::optional<CoverageMonth>();
    return std::optional(months.back());
}

Result<std::vector<MeasuredService>> measured_services(store::Connection& connection,
                                                       CoverageOrder order, std::size_t first,
                                                       std::size_t count) {
    const std::string by =
        order == CoverageOrder::Residents
            ? "case when c.residents = 0 then 0 "
              "else c.covered_residents * 1000000 / c.residents end desc, c.covered desc"
            : "c.covered desc, c.covered_residents desc";
    std::vector<MeasuredService> services;
    DW_TRY_DO(connection.for_each(
        "select s.agency, s.value, c.measured_on, c.municipalities, c.covered, c.residents, "
        "c.covered_residents from catalogue_coverage c "
        "join catalogue_source_id s on s.tenant = c.tenant and s.ref = c.service "
        "join catalogue_service o on o.tenant = c.tenant and o.ref = c.service "
        "join (select service, max(month) as month from catalogue_coverage where tenant = $1 "
        "group by service) l on l.service = c.service and l.month = c.month "
        "where c.tenant = $1 order by " +
            by + ", c.service limit $2 offset $3",
        {store::of(shared_tenant()), static_cast<std::int64_t>(count),
         static_cast<std::int64_t>(first)},
        [&](const store::Row& row) -> Outcome {
            services.push_back(
                {{.agency = row.text(0), .value = row.text(1)},
                 {row.date(2), {row.integer(3), row.integer(4), row.integer(5), row.integer(6)}}});
            return Nothing{};
        }));
    return services;
}

Result<std::vector<SourceId>> services_to_measure(store::Connection& connection, Date day) {
    std::vector<SourceId> services;
    // Keys of online services' responsibilities begin with a d.
    DW_TRY_DO(connection.for_each(
        "select s.agency, s.value from catalogue_source_id s where s.tenant = $1 and s.ref in "
        "(select service from catalogue_responsibility "
        "where tenant = $1 and id >= 'd' and id < 'e' "
        "union select service from catalogue_coverage where tenant = $1) "
        "and not exists (select 1 from catalogue_coverage c "
        "where c.tenant = s.tenant and c.service = s.ref and c.month = $2)",
        {store::of(shared_tenant()), store::of(month_of(day))},
        [&](const store::Row& row) -> Outcome {
            services.push_back({.agency = row.text(0), .value = row.text(1)});
            return Nothing{};
        }));
    return services;
}

}  // namespace dw::catalogue
