// Whose words count where several editorial sources describe a service: the local ones over those
// of the Land over those of the federation, text by text. Pure.
#pragma once

#include <vector>

#include "catalogue/service.h"

namespace dw::catalogue {

// A service with its variants, as one source has it.
struct Described {
    Service service;
    std::vector<Specialisation> specialisations;
};

// `asked` as it is at the place on the day. A variant for the place wins over the service's own
// text. Of other services with the same key, texts win that are made for a smaller area around the
// place; where several are made for the same area nobody can tell which is meant, and none of them
// wins. Names of the service (modules 02, 03) stay its own. What came
// from another service is named in `origins`. Variants that hold an administration's own words come
// from another installation's export; they win for their service alone, as overlays do (overlay.h).
Service composed(const Described& asked, const std::vector<Described>& others, const Ars& place,
                 Date day);

}  // namespace dw::catalogue
