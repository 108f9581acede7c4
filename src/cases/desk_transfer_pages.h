// Abgabe: a running case goes to another authority, with notice and legal basis; what this one gave
// away stays on a list, without its content.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

web::Response transfer_page_route(const Visit& visit);  // GET …/transfer
web::Response transfer_route(const Visit& visit);       // POST …/transfer
web::Response transferred_route(const Visit& visit);    // GET /desk/transferred

}  // namespace dw::cases
