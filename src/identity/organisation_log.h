// The stream of an organisation and the rows made from it.
#pragma once

#include <vector>

#include "identity/organisation.h"
#include "store/projection.h"
#include "store/store.h"

namespace dw::identity {

inline store::StreamId stream_of(OrganisationId organisation) {
    return store::StreamId{organisation.bytes()};
}
inline OrganisationId organisation_of(store::StreamId stream) {
    return OrganisationId{stream.bytes()};
}

// Appends events to a Change: checks each against the state before it, seals it and adds its rows.
// A person's name is sealed with a key of that person alone.
class OrganisationWriter {
  public:
    static Result<OrganisationWriter> open(store::Store& store, TenantId tenant,
                                           OrganisationId organisation, ActorId actor);
    Outcome append(const OrganisationEvent& event);
    const OrganisationState& state() const { return state_; }
    bool has_news() const { return !change_.events.empty(); }
    void add(store::Statement statement) { change_.statements.push_back(std::move(statement)); }
    Result<store::Receipt> commit() { return store_->commit(std::move(change_)); }
    // The key of a person added with this writer.
    const store::DataKey& key_of(PersonId person) const { return person_keys_.at(person); }

  private:
    OrganisationWriter(store::Store& store, TenantId tenant, OrganisationId organisation,
                       ActorId actor);
    Result<store::DataKey> key_for(const OrganisationEvent& event);
    Outcome find_wrapping(store::Connection& connection);

    store::Store* store_;
    OrganisationId organisation_;
    ActorId actor_;
    OrganisationState state_;
    store::Change change_;
    std::optional<store::DataKey> key_, wrapping_;
    std::map<PersonId, store::DataKey> person_keys_;
};

std::string place_of_name(PersonId person);
std::string compartment_of(PersonId person);

// For `log rebuild`.
store::Projection organisation_projection(store::KeyRing& ring);

}  // namespace dw::identity
