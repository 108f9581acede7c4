// Working on a case: take it, note something, hand it over.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

web::Response take_route(const Visit& visit);           // POST …/assignment
web::Response note_route(const Visit& visit);           // POST …/notes
web::Response handover_page_route(const Visit& visit);  // GET …/handover
web::Response handover_route(const Visit& visit);       // POST …/handover

}  // namespace dw::cases
