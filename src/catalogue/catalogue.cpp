#include "catalogue/catalogue.h"

#include <set>

#include "catalogue/precedence.h"
#include "catalogue/responsibility_table.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t most_others = 50;  // of one key; more would not be told apart

Result<Described> load_described(store::Connection& connection, const SourceId& id) {
    Described described;
    DW_TRY(described.service, load_service(connection, id));
    DW_TRY(described.specialisations, load_specialisations(connection, id));
    return described;
}

}  // namespace

Result<Service> Catalogue::service(const SourceId& id) const {
    DW_TRY(const store::Reader reader, store_.reader());
    return load_service(*reader, id);
}

Result<std::vector<Service>> Catalogue::services_with_key(const ServiceKey& key) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(const auto ids, catalogue::services_with_key(*reader, key));
    std::vector<Service> services;
    for (const SourceId& id : ids) {
        DW_TRY(Service service, load_service(*reader, id));
        services.push_back(std::move(service));
    }
    return services;
}

Result<std::vector<SourceId>> Catalogue::ids_with_key(const ServiceKey& key) const {
    DW_TRY(const store::Reader reader, store_.reader());
    return catalogue::services_with_key(*reader, key);
}

Result<Service> Catalogue::service_for(const SourceId& id, const Ars& place, Date day) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(const Described asked, load_described(*reader, id));
    std::set<SourceId> known{id};
    std::vector<Described> others;
    for (const ServiceKey& key : asked.service.keys) {
        DW_TRY(const auto ids, catalogue::services_with_key(*reader, key));
        for (const SourceId& other : ids) {
            if (others.size() == most_others || !known.insert(other).second) continue;
            DW_TRY(Described described, load_described(*reader, other));
            others.push_back(std::move(described));
        }
    }
    return composed(asked, others, place, day);
}

Result<Organisation> Catalogue::organisation(const SourceId& id) const {
    DW_TRY(const store::Reader reader, store_.reader());
    return load_organisation(*reader, id);
}

Result<std::vector<OnlineService>> Catalogue::online_services(const SourceId& service,
                                                              const Ars& place, Date day) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(const auto candidates,
           load_candidates(*reader, {service}, place, Holder::OnlineService));
    std::vector<OnlineService> found;
    for (const Candidate& candidate : resolve(candidates, place, day).competent) {
        DW_TRY(OnlineService online, load_online_service(*reader, candidate.responsibility.holder));
        if (holds_on(online.validity, day)) found.push_back(std::move(online));
    }
    return found;
}

Result<Competence> Catalogue::competent(const Service& service, const Ars& place, Date day) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(auto candidates, load_candidates(*reader, {service.id}, place, Holder::Organisation));
    std::set<SourceId> known{service.id};
    for (const ServiceKey& key : service.keys) {
        DW_TRY(auto others, load_candidates(*reader, key, place, Holder::Organisation));
        // Who shares two keys is there twice.
        std::erase_if(others, [&](const Candidate& other) {
            return known.contains(other.responsibility.service);
        });
        for (Candidate& other : others) {
            known.insert(other.responsibility.service);
            candidates.push_back(std::move(other));
        }
    }
    return resolve_for(service.id, candidates, place, day);
}

Result<Competence> Catalogue::competent(const ServiceKey& key, const Ars& place, Date day) const {
    DW_TRY(const store::Reader reader, store_.reader());
    DW_TRY(const auto candidates, load_candidates(*reader, key, place, Holder::Organisation));
    return resolve(candidates, place, day);
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
    return services_changed_since(*reader, change, limit);
}

Result<ServiceState> Catalogue::service_state(const SourceId& id) const {
    DW_TRY(const store::Reader reader, store_.reader());
    return load_service_state(*reader, id);
}

Outcome Catalogue::each_service(const std::function<Outcome(const ServiceState&)>& each) const {
    DW_TRY(const store::Reader reader, store_.reader());
    return for_each_service(*reader, each);
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

Result<Bytes> Catalogue::catalogue_id() const {
    DW_TRY(const store::Reader reader, store_.reader());
    return load_catalogue_id(*reader);
}

}  // namespace dw::catalogue
