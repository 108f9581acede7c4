// The desk's side of notices: what residents say is wrong, and that somebody has seen to it.
#pragma once

#include "base/clock.h"
#include "catalogue/catalogue.h"
#include "identity/identity.h"
#include "web/router.h"

namespace dw::catalogue {

// /desk/notices, for the act "catalogue.notices". Team leads, administrators and editors read the
// notices about their own organisation; the last two also those that name none, because the office
// in charge was not known. Refers to its arguments.
void add_notice_desk_routes(web::Router& router, const Catalogue& catalogue,
                            const identity::Identity& identity, Clock& clock);

}  // namespace dw::catalogue
