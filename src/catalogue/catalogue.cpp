#include "catalogue/catalogue.h"

#include <set>

#include "catalogue/overlay_table.h"
#include "catalogue/overlays_by_object.h"
#include "catalogue/precedence.h"
#include "catalogue/responsibility_memory.h"
#include "catalogue/responsibility_table.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t most_others = 50;  // of one key; more would not be told apart

Result<Described> load_described(store::Connection& connection, const SourceId& id, Date day) {
    Described described;
    DW_TRY(described.service, load_service(connection, id));
    DW_TRY(described.specialisations, load_specialisations(connection, id));
    keep_valid_parts(described.service, day);
    for (Specialisation& variant : described.specialisations) keep_valid_parts(variant, day);
    return described;
}

// The administrations' own words come last: they were checked for exactly this place.
Result<Service> with_own_words(store::Connection& connection, Service service,
                               const std::optional<Ars>& place) {
    DW_TRY(auto overlays, load_overlays(connection, EditKind::Text, service.id));
    DW_TRY_DO(apply_overlays(service, overlays_at(std::move(overlays), place)));
    return service;
}

}  // namespace

Catalogue::Catalogue(store::Store& store, const AreaRegister& areas)
    : store_(store),
      areas_(areas),
      responsibilities_(std::make_unique<ResponsibilityMemory>(store)) {}
Catalogue::~Catalogue() = default;

Result<Service> Catalogue::service(const SourceId& id) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(Service service, load_service(*reader, id));
    return with_own_words(*reader, std::move(service), {});
}

Result<std::vector<Service>> Catalogue::services_with_key(const ServiceKey& key) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(const auto ids, catalogue::services_with_key(*reader, key));
    std::vector<Service> services;
    for (const SourceId& id : ids) {
        DW_TRY(Service service, load_service(*reader, id));
        DW_TRY(service, with_own_words(*reader, std::move(service), {}));
        services.push_back(std::move(service));
    }
    return services;
}

Result<std::vector<SourceId>> Catalogue::ids_with_key(const ServiceKey& key) const {
    DW_TRY(const store::Reader reader, store_.reader());
    return catalogue::services_with_key(*reader, key);
}

Result<Service> Catalogue::service_for(const SourceId& id, const Ars& place, Date day) const {
    DW_TRY(Service service, service_of_source(id, place, day));
    DW_TRY(const store::Reader reader, store_.reader());
    return with_own_words(*reader, std::move(service), place);
}

Result<Service> Catalogue::service_of_source(const SourceId& id, const Ars& place, Date day) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(const Described asked, load_described(*reader, id, day));
    std::set<SourceId> known{id};
    std::vector<Described> others;
    for (const ServiceKey& key : asked.service.keys) {
        DW_TRY(const auto ids, catalogue::services_with_key(*reader, key));
        for (const SourceId& other : ids) {
            if (others.size() == most_others || !known.insert(other).second) continue;
            DW_TRY(Described described, load_described(*reader, other, day));
            others.push_back(std::move(described));
        }
    }
    return composed(asked, others, place, day);
}

Result<Organisation> Catalogue::organisation_of_source(const SourceId& id) const {
    DW_TRY(const store::Reader reader, store_.reader());
    return load_organisation(*reader, id);
}

Result<Organisation> Catalogue::organisation(const SourceId& id) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(Organisation organisation, load_organisation(*reader, id));
    DW_TRY(auto overlays, load_overlays(*reader, EditKind::Organisation, id));
    DW_TRY_DO(apply_overlays(organisation, overlays_at(std::move(overlays), {})));
    return organisation;
}

Result<std::size_t> Catalogue::count_organisations() const {
    DW_TRY(auto reader, store_.reader());
    DW_TRY(const auto row,
           reader->query_one("select count(*) from catalogue_organisation where tenant = $1",
                             {store::of(store::shared_tenant())}));
    return static_cast<std::size_t>(row.integer(0));
}

Result<std::vector<SourceId>> Catalogue::organisation_ids(std::size_t first,
                                                          std::size_t count) const {
    DW_TRY(auto reader, store_.reader());
    DW_TRY(const auto rows,
           reader->query("select s.agency, s.value from catalogue_organisation o "
                         "join catalogue_source_id s on s.tenant = o.tenant and s.ref = o.ref "
                         "where o.tenant = $1 order by o.ref limit $2 offset $3",
                         {store::of(store::shared_tenant()), static_cast<std::int64_t>(count),
                          static_cast<std::int64_t>(first)}));
    std::vector<SourceId> ids;
    for (const auto& row : rows) ids.push_back({row.text(0), row.text(1)});
    return ids;
}

Result<std::vector<OnlineService>> Catalogue::online_services(const SourceId& service,
                                                              const Ars& place, Date day) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(auto candidates, load_candidates(*reader, {service}, place, Holder::OnlineService));
    std::vector<OnlineService> found;
    for (const Candidate& candidate : resolve(std::move(candidates), place, day).competent) {
        DW_TRY(OnlineService online, load_online_service(*reader, candidate.responsibility.holder));
        if (holds_on(online.validity, day)) found.push_back(std::move(online));
    }
    return found;
}

namespace {

using Known = std::shared_ptr<const ResponsibilityIndex>;

// Asked before every answer, so that none is older than what was written before it.
Result<Known> known_now(store::Connection& connection, const ResponsibilityMemory& memory) {
    if (!memory.latest()) return Known();
    DW_TRY(const std::int64_t change, load_change_number(connection));
    return memory.at(change);
}

Result<Competence> competent_by_tables(store::Connection& connection, const Service& service,
                                       const Ars& place, Date day) {
    DW_TRY(auto candidates, load_candidates(connection, {service.id}, place, Holder::Organisation));
    std::set<SourceId> known{service.id};
    for (const ServiceKey& key : service.keys) {
        DW_TRY(auto others, load_candidates(connection, key, place, Holder::Organisation));
        // Who shares two keys is there twice.
        std::erase_if(others, [&](const Candidate& other) {
            return known.contains(other.responsibility.service);
        });
        for (Candidate& other : others) {
            known.insert(other.responsibility.service);
            candidates.push_back(std::move(other));
        }
    }
    return resolve_for(service.id, std::move(candidates), place, day);
}

}  // namespace

Result<Competence> Catalogue::competent(const Service& service, const Ars& place, Date day) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(const Known known, known_now(*reader, *responsibilities_));
    if (known) return known->competent(service, place, day);
    return competent_by_tables(*reader, service, place, day);
}

Result<Competence> Catalogue::competent(const ServiceKey& key, const Ars& place, Date day) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(const Known known, known_now(*reader, *responsibilities_));
    if (known) return known->competent(key, place, day);
    DW_TRY(auto candidates, load_candidates(*reader, key, place, Holder::Organisation));
    return resolve(std::move(candidates), place, day);
}

Result<std::vector<SourceId>> Catalogue::in_charge(const Service& service, const Ars& place,
                                                   Date day) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(const Known known, known_now(*reader, *responsibilities_));
    if (known) return known->in_charge(service, place, day);
    DW_TRY(const auto competence, competent_by_tables(*reader, service, place, day));
    std::vector<SourceId> holders;
    for (const Candidate& one : competence.competent) holders.push_back(one.responsibility.holder);
    return holders;
}

Result<std::int64_t> Catalogue::change_number() const {
    DW_TRY(const store::Reader reader, store_.reader());
    return load_change_number(*reader);
}

std::optional<std::int64_t> Catalogue::change_number_at_hand() const {
    const auto reader = store_.reader_at_hand();
    if (!reader) return std::nullopt;
    const auto number = load_change_number(**reader);
    return number ? std::optional(*number) : std::nullopt;
}

Result<std::vector<ServiceState>> Catalogue::changes_since(std::int64_t change,
                                                           std::size_t limit) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(auto states, services_changed_since(*reader, change, limit));
    DW_TRY(const auto words, OverlaysByObject::load(*reader, EditKind::Text));
    for (ServiceState& state : states) DW_TRY_DO(words.put_into(state));
    return states;
}

Result<std::vector<OrganisationState>> Catalogue::organisations_changed_since(
    std::int64_t change, std::size_t limit) const {
    DW_TRY(const store::Reader reader, store_.reader());
    return catalogue::organisations_changed_since(*reader, change, limit);
}

Result<ServiceState> Catalogue::service_state(const SourceId& id) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(ServiceState state, load_service_state(*reader, id));
    if (!state.service) return state;
    DW_TRY(state.service, with_own_words(*reader, *std::move(state.service), {}));
    return state;
}

Outcome Catalogue::each_service(const std::function<Outcome(const ServiceState&)>& each) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(const auto words, OverlaysByObject::load(*reader, EditKind::Text));
    return for_each_service(*reader, [&](const ServiceState& stored) -> Outcome {
        if (words.of(stored.id).empty()) return each(stored);
        ServiceState state = stored;
        DW_TRY_DO(words.put_into(state));
        return each(state);
    });
}

Result<std::vector<std::int64_t>> Catalogue::service_refs_offered_at(const Ars& place) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(const Known known, known_now(*reader, *responsibilities_));
    if (known) return known->offered(place);
    return catalogue::service_refs_offered_at(*reader, place);
}

Result<std::vector<SourceId>> Catalogue::services_offered_at(const Ars& place) const {
    DW_TRY(const store::Reader reader, store_.reader());
    return catalogue::services_offered_at(*reader, place);
}

Result<std::vector<SourceId>> Catalogue::services_held_at(const SourceId& organisation,
                                                          const Ars& place) const {
    DW_TRY(const store::Reader reader, store_.reader());
    return catalogue::services_held_at(*reader, organisation, place);
}

Result<std::vector<std::pair<SourceId, Ars>>> Catalogue::services_held_around(
    const SourceId& organisation, const Ars& place) const {
    DW_TRY(const store::Reader reader, store_.reader());
    return catalogue::services_held_around(*reader, organisation, place);
}

Result<Bytes> Catalogue::catalogue_id() const {
    DW_TRY(const store::Reader reader, store_.reader());
    return load_catalogue_id(*reader);
}

}  // namespace dw::catalogue
