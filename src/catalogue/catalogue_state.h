// What answers that depend on the catalogue alone were made from.
#pragma once

#include <cstdint>

#include "base/time.h"

namespace dw::catalogue {

// Another number or day makes the answer another one: a responsibility may begin or end with the
// day.
struct CatalogueState {
    std::int64_t change = 0;  // Catalogue::change_number()
    Date day{};
    bool operator==(const CatalogueState&) const = default;
};

}  // namespace dw::catalogue
