// The page of a service, and the page of an office.
#pragma once

#include "catalogue/catalogue_rooms.h"
#include "web/http.h"

namespace dw::catalogue {

web::Response service_page(const Rooms& rooms, const web::Request& request);

}  // namespace dw::catalogue
