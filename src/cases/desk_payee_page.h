// For administrators: the account fees are paid to, and how Kassenzeichen are written.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

web::Response payee_page_route(const Visit& visit);
web::Response payee_route(const Visit& visit);

}  // namespace dw::cases
