// The catalogue's pages and its API.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/clock.h"
#include "catalogue/catalogue.h"
#include "catalogue/search.h"
#include "terms/language.h"
#include "web/router.h"

namespace dw::catalogue {

// A form of our own: where it starts, and what its button says ("Jetzt anmelden").
struct OwnForm {
    std::string path;
    Text button;
};

// What modules to the right add to the catalogue's pages.
struct Hooks {
    // The form for the service to the organisation; nothing: not online here.
    std::function<std::optional<OwnForm>(const Service&, const Organisation&, const Ars&)> own_form;
    // Whether somebody works for the organisation in this installation.
    std::function<bool(const SourceId&)> has_desk;
    // Told the words of a search that found nothing; may be empty.
    std::function<void(std::string_view words)> nothing_found;
};

// Pages under /, /suche, /leistung, /stelle, /themen, /a-z; API under /api/v1. Refers to its
// arguments for as long as the router is used.
void add_routes(web::Router& router, const Catalogue& catalogue, const SearchIndex& search,
                Clock& clock, Hooks hooks);

}  // namespace dw::catalogue
