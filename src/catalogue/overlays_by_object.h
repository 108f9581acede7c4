// Every overlay of a kind at once, for who reads the whole catalogue.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "catalogue/overlay.h"
#include "catalogue/service_table.h"
#include "store/database.h"

namespace dw::catalogue {

class OverlaysByObject {
  public:
    static Result<OverlaysByObject> load(store::Connection& connection, EditKind kind);

    const std::map<SourceId, std::vector<Overlay>>& all() const { return by_object_; }
    std::span<const Overlay> of(const SourceId& object) const;
    // The words for the whole country: what a page without a place shows.
    Outcome put_into(Service& service) const;
    Outcome put_into(Organisation& organisation) const;
    // Those for parts of the country stand beside them.
    Outcome put_into(ServiceState& state) const;

  private:
    std::map<SourceId, std::vector<Overlay>> by_object_;
};

}  // namespace dw::catalogue
