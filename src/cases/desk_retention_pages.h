// Closed cases whose period is over: the list of the team leads, the hold, and what is left of a
// destroyed case.
#pragma once

#include "cases/desk_case_page.h"

namespace dw::cases {

// Of a case page: until when it is kept, what happens then, and the ways to keep it.
web::Html retention_part(const Visit& visit, const CaseFile& file);
// Instead of the case page: what happened and when, without content.
web::Response destroyed_page(const Visit& visit, const CaseFile& file, const Directory& directory);

web::Response retention_list_route(const Visit& visit);  // GET /desk/retention
web::Response hold_page_route(const Visit& visit);       // GET /desk/cases/{id}/hold
web::Response hold_route(const Visit& visit);            // POST /desk/cases/{id}/hold
web::Response release_route(const Visit& visit);         // POST /desk/cases/{id}/release

}  // namespace dw::cases
