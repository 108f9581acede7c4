#include "catalogue/service_table.h"

#include <algorithm>

#include "catalogue/content.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

using store::Connection;
using store::Row;
using store::shared_tenant;

namespace {

// The content of one object by its id; the id inside tells two ids of one number apart.
template <class T>
Result<T> load_object(Connection& connection, std::string_view query, const SourceId& id,
                      Result<T> (*read)(BytesView), const char* unknown) {
    auto row = connection.query_one(query, {store::of(shared_tenant()), ref_of(id)});
    if (!row && row.error().kind != ErrorKind::NotFound) return row.error();
    if (!row) return not_found(unknown, id.to_string());
    DW_TRY(T object, read(row->bytes(0)));
    if (object.id != id) return not_found(unknown, id.to_string());
    return object;
}

constexpr std::string_view state_columns =
    "select s.agency, s.value, c.change, c.offered, o.content from catalogue_service_change c "
    "join catalogue_source_id s on s.tenant = c.tenant and s.ref = c.service "
    "left join catalogue_service o on o.tenant = c.tenant and o.ref = c.service ";

Result<ServiceState> read_state(const Row& row) {
    ServiceState state{.id = {.agency = row.text(0), .value = row.text(1)},
                       .change = row.integer(2),
                       .offered = row.integer(3) != 0,
                       .service = {}};
    if (!row.is_null(4)) {
        DW_TRY(state.service, service_from_content(row.bytes(4)));
    }
    return state;
}

Result<std::int64_t> count(Connection& connection, std::string_view query) {
    DW_TRY(const Row row, connection.query_one(query, {store::of(shared_tenant())}));
    return row.integer(0);
}

}  // namespace

Result<Service> load_service(Connection& connection, const SourceId& id) {
    return load_object(connection,
                       "select content from catalogue_service where tenant = $1 and ref = $2", id,
                       service_from_content, "catalogue.unknown_service");
}

Result<Organisation> load_organisation(Connection& connection, const SourceId& id) {
    return load_object(connection,
                       "select content from catalogue_organisation where tenant = $1 and ref = $2",
                       id, organisation_from_content, "catalogue.unknown_organisation");
}

Result<OnlineService> load_online_service(Connection& connection, const SourceId& id) {
    return load_object(
        connection, "select content from catalogue_online_service where tenant = $1 and ref = $2",
        id, online_service_from_content, "catalogue.unknown_online_service");
}

Result<std::vector<Specialisation>> load_specialisations(Connection& connection,
                                                         const SourceId& service) {
    std::vector<Specialisation> found;
    DW_TRY_DO(connection.for_each(
        "select content from catalogue_specialisation where tenant = $1 and service = $2",
        {store::of(shared_tenant()), ref_of(service)}, [&](const Row& row) -> Outcome {
            DW_TRY(Specialisation read, specialisation_from_content(row.bytes(0)));
            found.push_back(std::move(read));
            return Nothing{};
        }));
    std::sort(found.begin(), found.end(),
              [](const Specialisation& a, const Specialisation& b) { return a.id < b.id; });
    return found;
}

Result<std::vector<SourceId>> services_with_key(Connection& connection, const ServiceKey& key) {
    std::vector<SourceId> found;
    DW_TRY_DO(connection.for_each(
        "select s.agency, s.value from catalogue_service_key k "
        "join catalogue_source_id s on s.tenant = k.tenant and s.ref = k.service "
        "where k.tenant = $1 and k.service_key = $2",
        {store::of(shared_tenant()), store::of(key.digits())}, [&](const Row& row) -> Outcome {
            found.push_back({.agency = row.text(0), .value = row.text(1)});
            return Nothing{};
        }));
    std::sort(found.begin(), found.end());
    return found;
}

Result<std::vector<ServiceState>> services_changed_since(Connection& connection,
                                                         std::int64_t change, std::size_t limit) {
    std::vector<ServiceState> states;
    const auto add = [&states](const Row& row) -> Outcome {
        DW_TRY(ServiceState state, read_state(row));
        states.push_back(std::move(state));
        return Nothing{};
    };
    // One change touches many services: the last one is given whole, so that asking goes on behind
    // it. In one statement, because changes go on meanwhile.
    DW_TRY_DO(connection.for_each(
        std::string(state_columns) +
            "where c.tenant = $1 and c.change > $2 and c.change <= coalesce((select l.change from "
            "catalogue_service_change l where l.tenant = $1 and l.change > $2 "
            "order by l.change, l.service limit 1 offset $3), 9223372036854775807) "
            "order by c.change, c.service",
        {store::of(shared_tenant()), change, static_cast<std::int64_t>(limit) - 1}, add));
    return states;
}

Result<ServiceState> load_service_state(Connection& connection, const SourceId& id) {
    auto row =
        connection.query_one(std::string(state_columns) + "where c.tenant = $1 and c.service = $2",
                             {store::of(shared_tenant()), ref_of(id)});
    if (row) return read_state(*row);
    if (row.error().kind != ErrorKind::NotFound) return row.error();
    return ServiceState{.id = id, .change = 0, .offered = false, .service = {}};
}

Outcome for_each_service(Connection& connection,
                         const std::function<Outcome(const ServiceState&)>& each) {
    const std::string query =
        std::string(state_columns) + "where c.tenant = $1 and o.content is not null";
    return connection.for_each(query, {store::of(shared_tenant())}, [&](const Row& row) -> Outcome {
        DW_TRY(const ServiceState state, read_state(row));
        return each(state);
    });
}

Result<std::int64_t> load_change_number(Connection& connection) {
    auto row = connection.query_one("select number from catalogue_state where tenant = $1",
                                    {store::of(shared_tenant())});
    if (row) return row->integer(0);
    if (row.error().kind != ErrorKind::NotFound) return row.error();
    return std::int64_t{0};
}

Result<Bytes> load_catalogue_id(Connection& connection) {
    auto row = connection.query_one("select catalogue from catalogue_state where tenant = $1",
                                    {store::of(shared_tenant())});
    if (row) return row->bytes(0);
    if (row.error().kind != ErrorKind::NotFound) return row.error();
    return Bytes{};
}

Result<CatalogueCounts> count_objects(Connection& connection) {
    CatalogueCounts counts{};
    DW_TRY(counts.services,
           count(connection, "select count(*) from catalogue_service where tenant = $1"));
    DW_TRY(counts.organisations,
           count(connection, "select count(*) from catalogue_organisation where tenant = $1"));
    DW_TRY(counts.online_services,
           count(connection, "select count(*) from catalogue_online_service where tenant = $1"));
    DW_TRY(counts.specialisations,
           count(connection, "select count(*) from catalogue_specialisation where tenant = $1"));
    DW_TRY(counts.responsibilities,
           count(connection,
                 "select count(distinct id) from catalogue_responsibility where tenant = $1"));
    return counts;
}

}  // namespace dw::catalogue
