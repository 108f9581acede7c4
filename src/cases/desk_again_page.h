// A letter that came back goes to the post room once more, to the address that is right now.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

// GET and POST /desk/cases/{id}/letters/{sequence}/again
web::Response again_page_route(const Visit& visit);
web::Response again_route(const Visit& visit);

}  // namespace dw::cases
