// Moving what is stored for municipalities that are gone to today's keys.
#pragma once

#include <vector>

#include "catalogue/area.h"
#include "store/store.h"

namespace dw::catalogue {

struct AreaMove {
    const FormerArea* former;
    std::int64_t responsibilities = 0;
    std::int64_t services = 0;   // services and variants that say they are for it
    std::int64_t own_words = 0;  // what administrations say or may say there, drafts as well
};
// What there is to move, by municipality. What belongs to one of which only the region is known
// stays where it is and is not in the list. Reads every service.
Result<std::vector<AreaMove>> area_moves(store::Connection& connection, const AreaRegister& areas);

// Moves it, one municipality after the other, each whole or not at all; again: nothing is left.
// Conflict when an import changes one of the services meanwhile.
Outcome move_areas(store::Store& store, const AreaRegister& areas);

}  // namespace dw::catalogue
