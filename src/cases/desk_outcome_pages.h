// Recording what came of a case: choose, give reasons, see what the person reads, confirm.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

web::Response outcome_page_route(const Visit& visit);  // GET …/outcome
// POST …/outcome: the field "schritt" is "vorschau" (default), "aendern" or "festhalten".
web::Response outcome_route(const Visit& visit);

}  // namespace dw::cases
