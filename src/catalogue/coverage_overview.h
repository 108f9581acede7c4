// Where all services stand: how far each can be applied for online, as a list.
#pragma once

#include "catalogue/catalogue_rooms.h"
#include "web/http.h"

namespace dw::catalogue {

// /verbreitung?sortierung=anteil|gemeinden|name: the last measurement of each service. By name
// there are those too that were never measured, because nobody offers them online.
web::Response coverage_overview(const Rooms& rooms, const web::Request& request);

// GET /api/v1/coverage?sort=residents|municipalities|title
web::Response coverage_list_api(const Rooms& rooms, const web::Request& request);

}  // namespace dw::catalogue
