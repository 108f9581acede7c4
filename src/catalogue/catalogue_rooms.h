// What the handlers of the catalogue share.
#pragma once

#include <memory>

#include "catalogue/coverage_memory.h"
#include "catalogue/former_offices.h"
#include "catalogue/routes.h"
#include "terms/berlin.h"

namespace dw::catalogue {

struct Rooms {
    const Catalogue& catalogue;
    const SearchIndex& search;
    Clock& clock;
    Hooks hooks;
    std::shared_ptr<CoverageMemory> coverage = std::make_shared<CoverageMemory>();
    std::shared_ptr<FormerOffices> former_offices = std::make_shared<FormerOffices>();

    Date today() const { return berlin_date(clock.now()); }
};

}  // namespace dw::catalogue
