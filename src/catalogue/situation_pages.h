// Life situations as plain lists: what people have to do when something happens to them.
#pragma once

#include "catalogue/catalogue_rooms.h"
#include "web/http.h"

namespace dw::catalogue {

web::Response situations_page(const Rooms& rooms, const web::Request& request);
web::Response situation_page(const Rooms& rooms, const web::Request& request);

}  // namespace dw::catalogue
