// The place in a request: typed by a person, or a key from a link.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalogue/area.h"
#include "terms/language.h"

namespace dw::catalogue {

struct AskedPlace {
    std::string written;         // "" when none was asked for
    const Area* area = nullptr;  // when it is clear which one is meant
    std::string name;            // of that area, long enough to find it again
    std::vector<Place> choices;  // when it is not: ask
    bool is_corrected = false;   // written otherwise than any place, but nearly as this one
    bool is_unknown() const { return !written.empty() && area == nullptr && choices.empty(); }
    // What links carry on: the key where it is known.
    std::string in_links() const { return area != nullptr ? area->ars.padded() : written; }
    std::string in_field() const { return area != nullptr ? name : written; }
};

AskedPlace asked_place(const AreaRegister& areas, std::string_view written);

// "Bremerhaven (kreisfreie Stadt)": what an area is called in a sentence; its key where nobody
// knows it.
std::string area_with_level(const AreaRegister& areas, const Ars& area, Language language);

}  // namespace dw::catalogue
