// The status page (/status) and what the applicant does there; the mails of the example.
#pragma once

#include "cases/cases.h"

namespace dw::cases {

void add_status_routes(web::Router& router, Cases& cases);
void add_example_mail_route(web::Router& router, Cases& cases);

}  // namespace dw::cases
