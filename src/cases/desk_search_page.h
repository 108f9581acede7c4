// Finding cases: what was typed is sent with the form, never in an address, because addresses stand
// in logs and histories.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

web::Html search_form(const Visit& visit, const std::string& typed);
web::Response search_page_route(const Visit& visit);
web::Response search_route(const Visit& visit);

}  // namespace dw::cases
