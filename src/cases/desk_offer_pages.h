// Anbietung: what is offered to the archive before it is destroyed, as a list and as files.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

inline constexpr std::size_t offered_cases = 500;  // in one list or ZIP

web::Html offer_part(const Visit& visit);            // of the list of what ends
web::Response offer_list_route(const Visit& visit);  // GET /desk/retention/list
web::Response offer_zip_route(const Visit& visit);   // POST /desk/retention/export

}  // namespace dw::cases
