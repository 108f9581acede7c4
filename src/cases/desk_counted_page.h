// What is counted about work here, and what never is: for everybody who works here to read.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

// Whether team leads see how many cases are open, due and overdue; the office's choice, on at
// first.
Result<bool> shows_counts(const Visit& visit);

web::Response counted_page_route(const Visit& visit);
web::Response counted_route(const Visit& visit);

}  // namespace dw::cases
