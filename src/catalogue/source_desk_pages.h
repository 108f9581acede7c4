// The desk's side of collected catalogues: how each source went the last time.
#pragma once

#include "catalogue/catalogue.h"
#include "web/router.h"

namespace dw::catalogue {

// /desk/sources, for administrators. Refers to its arguments.
void add_source_desk_routes(web::Router& router, const Catalogue& catalogue);

}  // namespace dw::catalogue
