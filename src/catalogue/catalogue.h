// The catalogue's face: reading services, organisations and responsibilities, and the wiring of its
// routes.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "catalogue/area.h"
#include "catalogue/competent.h"
#include "catalogue/organisation_changes.h"
#include "catalogue/service.h"
#include "catalogue/service_table.h"
#include "store/store.h"
#include "web/router.h"

namespace dw::catalogue {

std::span<const store::Migration> migrations();

class ResponsibilityMemory;

// May be used from any thread.
class Catalogue {
  public:
    Catalogue(store::Store& store, const AreaRegister& areas);
    ~Catalogue();

    Result<Service> service(const SourceId& id) const;
    // All services that carry the key, oldest id first.
    Result<std::vector<Service>> services_with_key(const ServiceKey& key) const;
    Result<std::vector<SourceId>> ids_with_key(const ServiceKey& key) const;
    // The service with the texts that count at the place (rule: precedence.h).
    Result<Service> service_for(const SourceId& id, const Ars& place, Date day) const;
    Result<Organisation> organisation(const SourceId& id) const;
    // What the sources say, without the administrations' own words (overlay.h).
    Result<Service> service_of_source(const SourceId& id, const Ars& place, Date day) const;
    Result<Organisation> organisation_of_source(const SourceId& id) const;
    Result<std::size_t> count_organisations() const;
    // In an order that stays, from the one with this number on.
    Result<std::vector<SourceId>> organisation_ids(std::size_t first, std::size_t count) const;
    Result<std::vector<OnlineService>> online_services(const SourceId& service, const Ars& place,
                                                       Date day) const;
    // Who is in charge: pages, API and applications all ask here (rule: competent.h). With what
    // other services that share a key with this one say.
    Result<Competence> competent(const Service& service, const Ars& place, Date day) const;
    Result<Competence> competent(const ServiceKey& key, const Ars& place, Date day) const;
    // The same without the reasons: only who is in charge, sorted.
    Result<std::vector<SourceId>> in_charge(const Service& service, const Ars& place,
                                            Date day) const;
    // What answers the three above while it is up to date; empty until somebody lets it keep up.
    ResponsibilityMemory& responsibilities() const { return *responsibilities_; }
    const AreaRegister& areas() const { return areas_; }
    store::Store& store() const { return store_; }
    // Grows by one with every committed change of catalogue rows; readers of copies compare it.
    Result<std::int64_t> change_number() const;
    // The same without waiting; nothing when that cannot be.
    std::optional<std::int64_t> change_number_at_hand() const;

    // For what follows the catalogue: see service_table.h.
    Result<std::vector<ServiceState>> changes_since(std::int64_t change, std::size_t limit) const;
    // See organisation_changes.h.
    Result<std::vector<OrganisationState>> organisations_changed_since(std::int64_t change,
                                                                       std::size_t limit) const;
    Result<ServiceState> service_state(const SourceId& id) const;
    Outcome each_service(const std::function<Outcome(const ServiceState&)>& each) const;
    // Services an organisation is in charge of at the place, as numbers (source_ids.h) or by name;
    // sorted.
    Result<std::vector<std::int64_t>> service_refs_offered_at(const Ars& place) const;
    Result<std::vector<SourceId>> services_offered_at(const Ars& place) const;
    // Those of them that this organisation is in charge of.
    Result<std::vector<SourceId>> services_held_at(const SourceId& organisation,
                                                   const Ars& place) const;
    // What it is in charge of in the district around the place, with the area it is for.
    Result<std::vector<std::pair<SourceId, Ars>>> services_held_around(const SourceId& organisation,
                                                                       const Ars& place) const;
    // 16 random bytes made with the first change; empty before it.
    Result<Bytes> catalogue_id() const;

  private:
    store::Store& store_;
    const AreaRegister& areas_;
    std::unique_ptr<ResponsibilityMemory> responsibilities_;
};

}  // namespace dw::catalogue
