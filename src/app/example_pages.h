// What only "dienstweg example" offers: /beispiel, the accounts of the example with their one-time
// codes, and /components.
#pragma once

#include "app/example_desks.h"
#include "web/router.h"

namespace dw::app {

void add_example_routes(web::Router& router, ExampleDesks desks, Clock& clock);

}  // namespace dw::app
