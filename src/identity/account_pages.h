// The own account: who I am here, where I am signed in, my password, who stands in for me.
#pragma once

#include "identity/identity.h"
#include "web/router.h"

namespace dw::identity {

// Pages below /desk/account. They refer to `identity`.
void add_account_routes(web::Router& router, Identity& identity);

}  // namespace dw::identity
