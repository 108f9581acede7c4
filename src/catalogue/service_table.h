// Reading services, specialisations, organisations and online services, and what has changed.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "catalogue/service.h"
#include "store/change.h"
#include "store/database.h"

namespace dw::catalogue {

// NotFound "catalogue.unknown_service" and so on.
Result<Service> load_service(store::Connection& connection, const SourceId& id);
Result<Organisation> load_organisation(store::Connection& connection, const SourceId& id);
Result<OnlineService> load_online_service(store::Connection& connection, const SourceId& id);
Result<std::vector<Specialisation>> load_specialisations(store::Connection& connection,
                                                         const SourceId& service);
// Sorted by id.
Result<std::vector<SourceId>> services_with_key(store::Connection& connection,
                                                const ServiceKey& key);

// A service as it stands now, or that it is gone.
struct ServiceState {
    SourceId id;
    std::int64_t change = 0;
    bool offered = false;  // an organisation is, or was, in charge of it somewhere
    std::optional<Service> service;
    // What administrations say of it in their own words, each for a part of the country.
    std::vector<TextModule> local_words = {};
};
// Services that were written, deleted, got another variant or their first organisation in charge
// after `change`, in order of change. About `limit` of them: the services of one change stay
// together.
Result<std::vector<ServiceState>> services_changed_since(store::Connection& connection,
                                                         std::int64_t change, std::size_t limit);
Result<ServiceState> load_service_state(store::Connection& connection, const SourceId& id);
Outcome for_each_service(store::Connection& connection,
                         const std::function<Outcome(const ServiceState&)>& each);

// Grows with every committed change of the catalogue; 0 before the first.
Result<std::int64_t> load_change_number(store::Connection& connection);
// 16 random bytes made with the first change; empty before it.
Result<Bytes> load_catalogue_id(store::Connection& connection);

struct CatalogueCounts {
    std::int64_t services, organisations, online_services, specialisations;
    std::int64_t responsibilities;  // objects; one may have several areas
};
Result<CatalogueCounts> count_objects(store::Connection& connection);

}  // namespace dw::catalogue
