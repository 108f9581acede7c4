// Paper that came in: scanned at the office and put to the case.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

web::Response scan_page_route(const Visit& visit);  // GET /desk/cases/{id}/scan
web::Response scan_route(const Visit& visit);       // POST /desk/cases/{id}/scan

}  // namespace dw::cases
