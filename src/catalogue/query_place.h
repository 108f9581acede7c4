// The place in what somebody typed into the search: "Perso Bremerhaven", "Hund anmelden 27568".
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "catalogue/area.h"

namespace dw::catalogue {

struct QueryPlace {
    std::string words;  // without the place
    std::string place;  // as AreaRegister::find_homes understands it; "" when there is none
    std::string typed;  // where it was misspelt
    bool operator==(const QueryPlace&) const = default;
};

// Many words are names of places as well ("Essen", "buchen"). `knows` says whether the catalogue
// uses a word (folded); such a word is a place only where the rest of the query speaks for it.
QueryPlace place_in_query(const AreaRegister& areas, std::string_view text,
                          const std::function<bool(std::string_view)>& knows);

}  // namespace dw::catalogue
