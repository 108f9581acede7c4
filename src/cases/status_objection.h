// The status page on what can be done against a decision: where it stands, and the objection.
#pragma once

#include "cases/status_access.h"
#include "web/html.h"
#include "web/http.h"

namespace dw::cases {

inline constexpr const char* status_objection_path = "/status/vorgang/widerspruch";

web::Html objection_part(const Cases& cases, const web::Request& request, const StatusVisit& visit);
web::Response objection_page_route(Cases& cases, web::Request& request, const StatusVisit& visit);
web::Response objection_route(Cases& cases, web::Request& request, const StatusVisit& visit);

}  // namespace dw::cases
