// The page of team leads about the emergency pack: its password, and the pack of this moment.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

web::Response emergency_page(const Visit& visit);            // GET /desk/emergency
web::Response emergency_cases_route(const Visit& visit);     // GET …/cases
web::Response emergency_form_route(const Visit& visit);      // GET …/forms/{package}
web::Response emergency_password_route(const Visit& visit);  // POST …/password: another one

}  // namespace dw::cases
