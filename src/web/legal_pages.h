// The six pages that the footer of every page links to: imprint, privacy, accessibility statement,
// report a barrier, easy language, contact.
#pragma once

#include "web/router.h"

namespace dw::web {

void add_legal_routes(Router& router);

}  // namespace dw::web
