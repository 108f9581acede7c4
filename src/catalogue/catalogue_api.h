// The catalogue's part of the JSON API under /api/v1.
#pragma once

#include <memory>

#include "catalogue/catalogue_rooms.h"
#include "web/http.h"
#include "web/router.h"

namespace dw::catalogue {

web::Response places_api(const Rooms& rooms, const web::Request& request);
web::Response services_api(const Rooms& rooms, const web::Request& request);
web::Response service_api(const Rooms& rooms, const web::Request& request);
web::Response competent_api(const Rooms& rooms, const web::Request& request);
web::Response coverage_api(const Rooms& rooms, const web::Request& request);

web::Response organisation_api(const Rooms& rooms, const web::Request& request);

// Adds these operations with their descriptions.
void add_api(web::Router& router, const std::shared_ptr<const Rooms>& rooms);

}  // namespace dw::catalogue
