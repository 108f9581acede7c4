// The page that says where a service can be applied for online.
#pragma once

#include "base/json.h"
#include "catalogue/catalogue_rooms.h"
#include "web/http.h"

namespace dw::catalogue {

web::Response coverage_page(const Rooms& rooms, const web::Request& request);
// The same for programs. NotFound "catalogue.unknown_service".
Result<Json> coverage_json(const Rooms& rooms, const web::Request& request);

}  // namespace dw::catalogue
