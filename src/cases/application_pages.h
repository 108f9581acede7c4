// Sending: POST /antrag/{draft}/absenden, the confirmation with its copies, POST
// /api/v1/applications.
#pragma once

#include "cases/cases.h"

namespace dw::cases {

void add_application_routes(web::Router& router, Cases& cases);
void add_application_api(web::Router& router, Cases& cases);

}  // namespace dw::cases
