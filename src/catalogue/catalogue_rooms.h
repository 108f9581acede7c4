// What the handlers of the catalogue share.
#pragma once

#include "catalogue/routes.h"
#include "terms/berlin.h"

namespace dw::catalogue {

struct Rooms {
    const Catalogue& catalogue;
    const SearchIndex& search;
    Clock& clock;
    Hooks hooks;

    Date today() const { return berlin_date(clock.now()); }
};

}  // namespace dw::catalogue
