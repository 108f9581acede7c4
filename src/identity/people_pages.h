// The people of one organisation: who they are, what they may do. For its administrators, who see
// no cases here.
#pragma once

#include "identity/identity.h"
#include "web/router.h"

namespace dw::identity {

// Pages below /desk/people. They refer to `identity`.
void add_people_routes(web::Router& router, Identity& identity);

}  // namespace dw::identity
