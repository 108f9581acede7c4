// The list of all public pages for search engines (sitemaps.org), in parts that stay small.
#pragma once

#include "catalogue/catalogue_rooms.h"
#include "web/http.h"

namespace dw::catalogue {

// /sitemap.xml names the parts; /sitemap/{part} lists pages: "seiten", "leistungen-1", "stellen-1".
web::Response sitemap_index(const Rooms& rooms, const web::Request& request);
web::Response sitemap_part(const Rooms& rooms, const web::Request& request);

}  // namespace dw::catalogue
