#include "catalogue/responsibility_table.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "catalogue/overlay_table.h"
#include "catalogue/source_ids.h"
#include "store/change.h"
#include "terms/berlin.h"

namespace dw::catalogue {

using store::Connection;
using store::Row;
using store::shared_tenant;

namespace {

constexpr std::size_t levels_up = 6;  // municipality to country

// The country is repeated at the end.
store::Values areas_up(const Ars& place) {
    const auto up = area_numbers_up(place);
    store::Values numbers(up.begin(), up.end());
    numbers.resize(levels_up, up.back());
    return numbers;
}

constexpr std::string_view candidate_query =
    "select r.id, r.area, r.role, r.validity, h.agency, h.value, i.source, i.hash, i.started, "
    "o.ref, d.ref, s.agency, s.value, x.at from catalogue_responsibility r "
    "join catalogue_source_id s on s.tenant = r.tenant and s.ref = r.service "
    "left join catalogue_source_id h on h.tenant = r.tenant and h.ref = r.holder "
    "left join catalogue_import i on i.tenant = r.tenant and i.number = r.import "
    "left join catalogue_organisation o on o.tenant = r.tenant and o.ref = r.holder "
    "left join catalogue_online_service d on d.tenant = r.tenant and d.ref = r.holder "
    "left join catalogue_own_responsibility x "
    "on x.area = r.area and x.service = r.service and x.id = r.id "
    "where r.tenant = $1 and r.area in ($3, $4, $5, $6, $7, $8) ";
// What administrations added (overlay_table.h).
constexpr std::string_view own_query =
    " union all select r.id, r.area, '01', '', h.agency, h.value, r.editor, r.hash, r.at, "
    "o.ref, null, s.agency, s.value, null from catalogue_own_responsibility r "
    "join catalogue_source_id s on s.tenant = $1 and s.ref = r.service "
    "join catalogue_source_id h on h.tenant = $1 and h.ref = r.holder "
    "left join catalogue_organisation o on o.tenant = $1 and o.ref = r.holder "
    "where r.area in ($3, $4, $5, $6, $7, $8) ";
constexpr std::string_view of_service = "and r.service = $2";
constexpr std::string_view of_key =
    "and r.service in (select service from catalogue_service_key k "
    "where k.tenant = $1 and k.service_key = $2)";

Result<Candidate> read_candidate(const Row& row) {
    Candidate candidate;
    Responsibility& responsibility = candidate.responsibility;
    responsibility.id = id_of_key(row.text(0));
    responsibility.holder_kind = holder_of_key(row.text(0));
    responsibility.service = {.agency = row.text(11), .value = row.text(12)};
    candidate.area = area_of_number(row.integer(1));
    if (!candidate.area.key().empty()) responsibility.areas.push_back(candidate.area);
    responsibility.role = row.text(2);
    DW_TRY(responsibility.validity, validity_from_text(row.text(3)));
    if (!row.is_null(4)) responsibility.holder = {.agency = row.text(4), .value = row.text(5)};
    if (!row.is_null(6)) {
        candidate.source = row.text(6);
        candidate.source_hash = to_hex(row.bytes(7));
        candidate.imported_on = berlin_date(row.instant(8));
    }
    const std::size_t known = responsibility.holder_kind == Holder::Organisation ? 9 : 10;
    candidate.holder_known = !row.is_null(known);
    if (!row.is_null(13)) candidate.off_since = berlin_date(row.instant(13));
    return candidate;
}

// Adds what the condition with its parameter $2 selects.
Outcome add_candidates(Connection& connection, std::string_view condition, store::Value parameter,
                       const Ars& place, std::vector<Candidate>& candidates) {
    store::Values parameters{store::of(shared_tenant()), std::move(parameter)};
    for (store::Value& area : areas_up(place)) parameters.push_back(std::move(area));
    const std::string which(condition);
    const std::string query = std::string(candidate_query) + which + std::string(own_query) + which;
    return connection.for_each(query, parameters, [&](const Row& row) -> Outcome {
        DW_TRY(Candidate candidate, read_candidate(row));
        candidates.push_back(std::move(candidate));
        return Nothing{};
    });
}

void keep_holders(std::vector<Candidate>& candidates, Holder holder) {
    std::erase_if(candidates,
                  [&](const Candidate& c) { return c.responsibility.holder_kind != holder; });
}

std::optional<Date> day_or_open(std::string_view text) {
    return text.empty() ? std::nullopt : parse_date(text);
}

}  // namespace

Result<std::vector<Candidate>> load_candidates(Connection& connection,
                                               const std::vector<SourceId>& services,
                                               const Ars& place, Holder holder) {
    std::vector<Candidate> candidates;
    for (const SourceId& service : services) {
        DW_TRY_DO(add_candidates(connection, of_service, ref_of(service), place, candidates));
    }
    keep_holders(candidates, holder);
    return candidates;
}

Result<std::vector<Candidate>> load_candidates(Connection& connection, const ServiceKey& key,
                                               const Ars& place, Holder holder) {
    std::vector<Candidate> candidates;
    DW_TRY_DO(add_candidates(connection, of_key, store::of(key.digits()), place, candidates));
    keep_holders(candidates, holder);
    return candidates;
}

Result<std::vector<Responsibility>> load_entries(Connection& connection, const SourceId& service,
                                                 const Ars& area) {
    std::vector<Responsibility> entries;
    DW_TRY_DO(connection.for_each(
        "select r.id, r.role, r.validity, h.agency, h.value from catalogue_responsibility r "
        "left join catalogue_source_id h on h.tenant = r.tenant and h.ref = r.holder "
        "where r.tenant = $1 and r.area = $2 and r.service = $3 and r.id like 'o%' order by r.id",
        {store::of(shared_tenant()), area_number(area), ref_of(service)},
        [&](const Row& row) -> Outcome {
            Responsibility entry{.id = id_of_key(row.text(0)), .service = service};
            entry.areas.push_back(area);
            entry.role = row.text(1);
            DW_TRY(entry.validity, validity_from_text(row.text(2)));
            if (!row.is_null(3)) entry.holder = {.agency = row.text(3), .value = row.text(4)};
            entries.push_back(std::move(entry));
            return Nothing{};
        }));
    return entries;
}

NumberRange numbers_within(const Ars& area) {
    constexpr std::int64_t levels = 16;
    std::string last(area.key());
    if (last.empty()) return {0, std::numeric_limits<std::int64_t>::max()};
    last.resize(12, '9');
    return {area_number(area), *parse_integer(last) * levels + levels - 1};
}

Result<std::vector<SourceId>> organisations_within(Connection& connection, const Ars& area,
                                                   std::size_t limit) {
    const NumberRange range = numbers_within(area);
    std::vector<SourceId> found;
    DW_TRY_DO(connection.for_each(
        "select s.agency, s.value from catalogue_source_id s where s.tenant = $1 and s.ref in "
        "(select distinct r.holder from catalogue_responsibility r where r.tenant = $1 "
        "and r.area between $2 and $3 and r.id like 'o%' limit $4)",
        {store::of(shared_tenant()), range.first, range.last, static_cast<std::int64_t>(limit)},
        [&](const Row& row) -> Outcome {
            found.push_back({.agency = row.text(0), .value = row.text(1)});
            return Nothing{};
        }));
    std::sort(found.begin(), found.end());
    return found;
}

Result<bool> is_only_within(Connection& connection, const SourceId& organisation,
                            const std::vector<Ars>& areas) {
    bool inside = false, outside = false;
    DW_TRY_DO(connection.for_each(
        "select distinct area from catalogue_responsibility where tenant = $1 and holder = $2 "
        "and id like 'o%'",
        {store::of(shared_tenant()), ref_of(organisation)}, [&](const Row& row) -> Outcome {
            const Ars area = area_of_number(row.integer(0));
            const bool within = std::any_of(areas.begin(), areas.end(),
                                            [&](const Ars& each) { return each.contains(area); });
            (within ? inside : outside) = true;
            return Nothing{};
        }));
    return inside && !outside;
}

namespace {

// Some of them several times: a database takes longer to see that than a sort does.
std::string offered_at_sql() {
    return "select r.service from catalogue_responsibility r "
           "where r.tenant = $1 and r.area in ($2, $3, $4, $5, $6, $7) "
           "and r.role in ('01', '02') and r.id like 'o%' " +
           std::string(not_switched_off) +
           "union all select w.service from catalogue_own_responsibility w "
           "where w.area in ($2, $3, $4, $5, $6, $7) and w.holder is not null";
}

store::Values offered_at_parameters(const Ars& place) {
    store::Values parameters{store::of(shared_tenant())};
    for (store::Value& area : areas_up(place)) parameters.push_back(std::move(area));
    return parameters;
}

}  // namespace

Result<std::vector<std::int64_t>> service_refs_offered_at(Connection& connection,
                                                          const Ars& place) {
    std::vector<std::int64_t> found;
    DW_TRY_DO(connection.for_each(offered_at_sql(), offered_at_parameters(place),
                                  [&](const Row& row) -> Outcome {
                                      found.push_back(row.integer(0));
                                      return Nothing{};
                                  }));
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

Result<std::vector<SourceId>> services_offered_at(Connection& connection, const Ars& place) {
    std::vector<SourceId> found;
    DW_TRY_DO(connection.for_each(
        "select s.agency, s.value from catalogue_source_id s where s.tenant = $1 and s.ref in (" +
            offered_at_sql() + ")",
        offered_at_parameters(place), [&](const Row& row) -> Outcome {
            found.push_back({.agency = row.text(0), .value = row.text(1)});
            return Nothing{};
        }));
    std::sort(found.begin(), found.end());
    return found;
}

Result<std::vector<SourceId>> services_held_at(Connection& connection, const SourceId& organisation,
                                               const Ars& place) {
    store::Values parameters{store::of(shared_tenant())};
    for (store::Value& area : areas_up(place)) parameters.push_back(std::move(area));
    parameters.push_back(ref_of(organisation));
    std::vector<SourceId> found;
    DW_TRY_DO(connection.for_each(
        std::string(
            "select s.agency, s.value from catalogue_source_id s where s.tenant = $1 and s.ref in "
            "(select r.service from catalogue_responsibility r "
            "where r.tenant = $1 and r.area in ($2, $3, $4, $5, $6, $7) and r.holder = $8 "
            "and r.role in ('01', '02') and r.id like 'o%' ") +
            std::string(not_switched_off) +
            "union select w.service from catalogue_own_responsibility w "
            "where w.area in ($2, $3, $4, $5, $6, $7) and w.holder = $8)",
        parameters, [&](const Row& row) -> Outcome {
            found.push_back({.agency = row.text(0), .value = row.text(1)});
            return Nothing{};
        }));
    std::sort(found.begin(), found.end());
    return found;
}

Result<std::vector<std::pair<SourceId, Ars>>> services_held_around(Connection& connection,
                                                                   const SourceId& organisation,
                                                                   const Ars& place) {
    std::vector<std::pair<SourceId, Ars>> found;
    constexpr std::size_t district_digits = 5;
    const auto district = Ars::parse(place.key().substr(0, district_digits));
    if (!district || place.key().size() < district_digits) return found;
    const NumberRange range = numbers_within(*district);
    const std::string of_district = "between $2 and $3 and ";
    DW_TRY_DO(connection.for_each(
        "select s.agency, s.value, f.area from (select r.service, r.area "
        "from catalogue_responsibility r where r.tenant = $1 and r.area " +
            of_district + "r.holder = $4 and r.role in ('01', '02') and r.id like 'o%' " +
            std::string(not_switched_off) +
            "union select w.service, w.area from catalogue_own_responsibility w where w.area " +
            of_district +
            "w.holder = $4) f join catalogue_source_id s on s.tenant = $1 and s.ref = f.service",
        {store::of(shared_tenant()), range.first, range.last, ref_of(organisation)},
        [&](const Row& row) -> Outcome {
            found.emplace_back(SourceId{.agency = row.text(0), .value = row.text(1)},
                               area_of_number(row.integer(2)));
            return Nothing{};
        }));
    std::sort(found.begin(), found.end());
    return found;
}

std::string validity_text(const std::vector<Validity>& validity) {
    std::string text;
    for (const Validity& period : validity) {
        if (!text.empty()) text.push_back(' ');
        if (period.from) text.append(to_string(*period.from));
        text.push_back('/');
        if (period.until) text.append(to_string(*period.until));
    }
    return text;
}

Result<std::vector<Validity>> validity_from_text(std::string_view text) {
    std::vector<Validity> validity;
    if (text.empty()) return validity;
    for (const std::string_view period : split(text, ' ')) {
        const std::size_t slash = period.find('/');
        if (slash == period.npos) return corrupt("catalogue.validity", std::string(text));
        const std::string_view from = period.substr(0, slash);
        const std::string_view until = period.substr(slash + 1);
        Validity read{.from = day_or_open(from), .until = day_or_open(until)};
        if (read.from.has_value() == from.empty() || read.until.has_value() == until.empty()) {
            return corrupt("catalogue.validity", std::string(text));
        }
        validity.push_back(read);
    }
    return validity;
}

}  // namespace dw::catalogue
