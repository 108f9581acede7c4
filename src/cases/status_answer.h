// The applicant's answer to a question of the office, with photos or files.
#pragma once

#include "cases/status_access.h"
#include "web/html.h"
#include "web/http.h"

namespace dw::cases {

web::Html answer_form(const web::Request& request, const CaseState& state,
                      const std::string& error);
web::Response answer_route(Cases& cases, web::Request& request, const StatusVisit& visit);

}  // namespace dw::cases
