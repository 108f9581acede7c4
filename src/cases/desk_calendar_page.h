// The addresses under which the own calendar reads last days: for oneself and for each team.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

web::Response calendar_route(const Visit& visit);      // GET /desk/calendar
web::Response calendar_act_route(const Visit& visit);  // POST /desk/calendar

web::Html calendar_link(const Visit& visit);  // below the inbox

}  // namespace dw::cases
