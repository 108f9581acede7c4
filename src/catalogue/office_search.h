// Offices by their name, for who does not know their id.
#pragma once

#include <string_view>
#include <vector>

#include "catalogue/catalogue.h"

namespace dw::catalogue {

struct FoundOffices {
    std::vector<Organisation> offices;  // the shortest names first
    bool more = false;                  // than were asked for
};
// Each word begins a word of the name or of the town. Reads all offices: for somebody who waits
// for it, not for each page.
Result<FoundOffices> offices_named(const Catalogue& catalogue, std::string_view words,
                                   std::size_t limit);
// The name and nothing else, whatever is small or large.
bool is_named(const Organisation& office, std::string_view words);

}  // namespace dw::catalogue
