#include "catalogue/coverage_facts.h"

#include <algorithm>
#include <map>
#include <set>

#include "catalogue/content.h"
#include "catalogue/html_reduction.h"
#include "catalogue/overlay_table.h"
#include "catalogue/responsibility_table.h"
#include "catalogue/service_table.h"
#include "catalogue/source_ids.h"
#include "store/row_list.h"

namespace dw::catalogue {

namespace {

using store::Row;

constexpr std::size_t most_services_of_key = 8;

// Every key that may lead to a municipality, also those of associations of one member.
std::vector<store::Value> area_numbers(const AreaRegister& areas) {
    std::set<std::int64_t> numbers{area_number(Ars())};
    for (const Area& area : areas.all()) {
        for (const std::size_t digits : {2U, 3U, 5U, 9U, 12U}) {
            if (area.ars.key().size() < digits) break;
            if (const auto level = Ars::parse(area.ars.key().substr(0, digits)))
                numbers.insert(area_number(*level));
        }
    }
    return {numbers.begin(), numbers.end()};
}

struct Entry {
    Ars area;
    Holder kind;
    SourceId holder;
    SourceId service;
};

// What sources say of one service in the whole country, unless an administration switched it off:
// the table is in the order of areas.
Outcome add_entries(store::Connection& connection, const std::vector<store::Value>& areas,
                    const SourceId& service, Date day, std::vector<Entry>& entries) {
    std::set<std::pair<std::int64_t, std::string>> seen;  // a list repeats its last value
    return store::for_each_in(
        connection,
        "select r.area, r.id, r.validity, r.role, h.agency, h.value, o.ref "
        "from catalogue_responsibility r left join catalogue_source_id h "
        "on h.tenant = r.tenant and h.ref = r.holder left join catalogue_organisation o "
        "on o.tenant = r.tenant and o.ref = r.holder "
        "where r.tenant = $1 and r.service = $2 " +
            std::string(not_switched_off) + "and r.area in $list",
        store::Values{store::of(store::shared_tenant()), ref_of(service)}, areas,
        [&](const Row& row) -> Outcome {
            if (row.is_null(4) || !seen.emplace(row.integer(0), row.text(1)).second)
                return Nothing{};
            DW_TRY(const auto validity, validity_from_text(row.text(2)));
            const auto kind = holder_of_key(row.text(1));
            const bool decides = row.text(3) == "01" || row.text(3) == "02";
            const bool counts = kind == Holder::OnlineService || (decides && !row.is_null(6));
            if (!holds_on(validity, day) || !counts) return Nothing{};
            entries.push_back({area_of_number(row.integer(0)),
                               kind,
                               {.agency = row.text(4), .value = row.text(5)},
                               service});
            return Nothing{};
        });
}

// What administrations added.
Outcome add_own_entries(store::Connection& connection, const SourceId& service,
                        std::vector<Entry>& entries) {
    return connection.for_each(
        "select r.area, h.agency, h.value from catalogue_own_responsibility r "
        "join catalogue_source_id h on h.tenant = $1 and h.ref = r.holder "
        "join catalogue_organisation o on o.tenant = $1 and o.ref = r.holder "
        "where r.service = $2",
        {store::of(store::shared_tenant()), ref_of(service)}, [&](const Row& row) -> Outcome {
            entries.push_back({area_of_number(row.integer(0)),
                               Holder::Organisation,
                               {.agency = row.text(1), .value = row.text(2)},
                               service});
            return Nothing{};
        });
}

// An office that does not hold on the day is not in charge (rule: competent.h).
Outcome leave_out_gone(store::Connection& connection, Date day, std::vector<Entry>& entries) {
    std::set<std::int64_t> offices, gone;
    for (const Entry& entry : entries)
        if (entry.kind == Holder::Organisation) offices.insert(ref_of(entry.holder));
    DW_TRY_DO(store::for_each_in(
        connection,
        "select ref, content from catalogue_organisation where tenant = $1 and ref in $list",
        store::shared_tenant(), {offices.begin(), offices.end()}, [&](const Row& row) -> Outcome {
            DW_TRY(const auto office, organisation_from_content(row.bytes(1)));
            if (!holds_on(office.validity, day)) gone.insert(row.integer(0));
            return Nothing{};
        }));
    std::erase_if(entries, [&](const Entry& entry) {
        return entry.kind == Holder::Organisation && gone.contains(ref_of(entry.holder));
    });
    return Nothing{};
}

// Where the service has an office of its own, those of others with the same key do not count there
// (rule: competent.h).
void leave_to_own_offices(const SourceId& service, std::vector<Entry>& entries) {
    std::set<std::int64_t> own;
    for (const Entry& entry : entries) {
        if (entry.kind == Holder::Organisation && entry.service == service)
            own.insert(area_number(entry.area));
    }
    std::erase_if(entries, [&](const Entry& entry) {
        return entry.kind == Holder::Organisation && entry.service != service &&
               own.contains(area_number(entry.area));
    });
}

// Whether each holder takes applications online: asked once for each.
class Holders {
  public:
    Holders(const Catalogue& catalogue, const Hooks& hooks, Date day)
        : catalogue_(catalogue), hooks_(hooks), day_(day) {}

    bool is_online(const Entry& entry) {
        const auto [known, is_new] = online_.try_emplace(entry.holder, false);
        if (is_new) {
            const auto reader = catalogue_.store().reader();
            const auto online = reader ? load_online_service(**reader, entry.holder)
                                       : Result<OnlineService>(reader.error());
            known->second =
                online && holds_on(online->validity, day_) &&
                std::any_of(online->links.begin(), online->links.end(),
                            [](const Link& link) { return !safe_address(link.address).empty(); });
        }
        return known->second;
    }
    bool has_form(const Service& service, const Entry& entry) {
        const auto [known, is_new] = forms_.try_emplace({service.id, entry.holder}, false);
        if (is_new && hooks_.own_form && hooks_.has_desk && hooks_.has_desk(entry.holder)) {
            const auto office = catalogue_.organisation(entry.holder);
            known->second = office && hooks_.own_form(service, *office, entry.area).has_value();
        }
        return known->second;
    }

  private:
    const Catalogue& catalogue_;
    const Hooks& hooks_;
    Date day_;
    std::map<SourceId, bool> online_;
    std::map<std::pair<SourceId, SourceId>, bool> forms_;
};

}  // namespace

Result<CoverageFacts> load_coverage_facts(const Catalogue& catalogue, const Hooks& hooks,
                                          const Service& service, Date day) {
    std::vector<SourceId> services{service.id};
    for (const ServiceKey& key : service.keys) {
        DW_TRY(const auto others, catalogue.ids_with_key(key));
        for (const auto& other : others) {
            const bool known = std::find(services.begin(), services.end(), other) != services.end();
            if (!known && services.size() < most_services_of_key) services.push_back(other);
        }
    }
    const auto areas = area_numbers(catalogue.areas());
    std::vector<Entry> entries;
    {
        DW_TRY(const store::Reader reader, catalogue.store().reader());
        for (const auto& each : services) {
            DW_TRY_DO(add_entries(*reader, areas, each, day, entries));
            DW_TRY_DO(add_own_entries(*reader, each, entries));
        }
        DW_TRY_DO(leave_out_gone(*reader, day, entries));
    }
    leave_to_own_offices(service.id, entries);
    CoverageFacts facts{.scope = service.areas};
    Holders holders(catalogue, hooks, day);
    for (const auto& entry : entries) {
        if (entry.kind == Holder::OnlineService) {
            if (holders.is_online(entry)) facts.online.push_back(entry.area);
        } else {
            facts.offices.push_back({entry.area, holders.has_form(service, entry)});
        }
    }
    return facts;
}

}  // namespace dw::catalogue
