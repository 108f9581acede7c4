// The clerk's desk: the inbox, the case file, and what a clerk does with a case.
#pragma once

#include "cases/cases.h"
#include "web/router.h"

namespace dw::cases {

// Pages below /desk. They refer to `cases`.
void add_desk_routes(web::Router& router, Cases& cases);

}  // namespace dw::cases
