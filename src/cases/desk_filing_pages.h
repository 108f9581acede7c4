// Aktenplan: the page on which the administrator says by which keys the organisation names files.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

web::Response filing_plan_page_route(const Visit& visit);  // GET /desk/filing-plan
web::Response filing_plan_route(const Visit& visit);       // POST /desk/filing-plan

}  // namespace dw::cases
