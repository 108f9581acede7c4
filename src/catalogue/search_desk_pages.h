// The desk's side of the search: what people looked for and did not find.
#pragma once

#include "catalogue/catalogue.h"
#include "web/router.h"

namespace dw::catalogue {

// /desk/searches, for the act "catalogue.notices". Refers to its argument.
void add_search_desk_routes(web::Router& router, const Catalogue& catalogue);

}  // namespace dw::catalogue
