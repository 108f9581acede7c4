// The catalogue's pages and its API.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/clock.h"
#include "catalogue/catalogue.h"
#include "catalogue/search.h"
#include "web/router.h"

namespace dw::catalogue {

// What modules to the right add to the catalogue's pages.
struct Hooks {
    // Where an application for the service to the organisation starts; nothing: not online here.
    std::function<std::optional<std::string>(const Service&, const Organisation&, const Ars&)>
        apply_path;
};

// Pages under /, /suche, /leistung, /stelle, /themen, /a-z; API under /api/v1. Refers to its
// arguments for as long as the router is used.
void add_routes(web::Router& router, const Catalogue& catalogue, const SearchIndex& search,
                Clock& clock, Hooks hooks);

}  // namespace dw::catalogue
