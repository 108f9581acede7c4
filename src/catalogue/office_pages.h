// The page of an office: how it is reached, and what it is in charge of.
#pragma once

#include "catalogue/catalogue_rooms.h"
#include "web/http.h"

namespace dw::catalogue {

// A former id of the office leads to today's.
web::Response organisation_page(const Rooms& rooms, const web::Request& request);

}  // namespace dw::catalogue
