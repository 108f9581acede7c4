// The own account: who I am here, where I am signed in, my password, who stands in for me.
#pragma once

#include "identity/desk_frame.h"
#include "identity/identity.h"
#include "web/router.h"

namespace dw::identity {

// Who reset the login can have used it: whose it is reads it at the first sign-in and later on.
// Nothing when it never was.
Result<web::Html> resets_notice(const OwnVisit& visit);

// Pages below /desk/account. They refer to `identity`.
void add_account_routes(web::Router& router, Identity& identity);

}  // namespace dw::identity
