// What is counted about work here, and what never is: for everybody who works here to read.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

// Whether people see how much waits, and team leads how much is due; the office's choice, on at
// first.
Result<bool> shows_counts(const Cases& cases, const identity::Principal& principal);

web::Response counted_page_route(const Visit& visit);
web::Response counted_route(const Visit& visit);

}  // namespace dw::cases
