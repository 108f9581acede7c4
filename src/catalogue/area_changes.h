// Moving what is stored for municipalities that are gone to today's keys.
#pragma once

#include <vector>

#include "catalogue/area.h"
#include "store/store.h"

namespace dw::catalogue {

struct AreaMove {
    const FormerArea* former;
    std::int64_t responsibilities = 0;
};
// What there is to move, by municipality. What belongs to one of which only the region is known
// stays where it is and is not in the list.
Result<std::vector<AreaMove>> area_moves(store::Connection& connection, const AreaRegister& areas);

// Moves it, one municipality after the other, each whole or not at all; again: nothing is left.
Outcome move_areas(store::Store& store, const AreaRegister& areas);

}  // namespace dw::catalogue
