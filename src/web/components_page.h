// /components: each component in every state, for designers and for the browser tests.
#pragma once

#include "web/router.h"

namespace dw::web {

void add_components_routes(Router& router);

}  // namespace dw::web
