// Start page, search results, topics and the list from A to Z.
#pragma once

#include "catalogue/catalogue_rooms.h"
#include "web/http.h"

namespace dw::catalogue {

web::Response start_page(const Rooms& rooms, const web::Request& request);
web::Response search_page(const Rooms& rooms, const web::Request& request);
web::Response topics_page(const Rooms& rooms, const web::Request& request);
web::Response topic_page(const Rooms& rooms, const web::Request& request);
web::Response a_to_z_page(const Rooms& rooms, const web::Request& request);

}  // namespace dw::catalogue
