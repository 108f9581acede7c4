// The catalogue's part of the JSON API under /api/v1.
#pragma once

#include "catalogue/catalogue_rooms.h"
#include "web/http.h"

namespace dw::catalogue {

web::Response places_api(const Rooms& rooms, const web::Request& request);
web::Response services_api(const Rooms& rooms, const web::Request& request);
web::Response service_api(const Rooms& rooms, const web::Request& request);
web::Response competent_api(const Rooms& rooms, const web::Request& request);

// Adds these operations to the description at /api/openapi.json.
void describe_api();

}  // namespace dw::catalogue
