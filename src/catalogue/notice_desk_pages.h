// The desk's side of notices: what residents say is wrong, and that somebody has seen to it.
#pragma once

#include "base/clock.h"
#include "catalogue/catalogue.h"
#include "catalogue/notice_table.h"
#include "identity/identity.h"
#include "web/router.h"

namespace dw::catalogue {

// /desk/notices, for the act "catalogue.notices". Team leads, administrators and editors read the
// notices about their own organisation; the last two also those that name none, because the office
// in charge was not known. Refers to its arguments.
void add_notice_desk_routes(web::Router& router, const Catalogue& catalogue,
                            const identity::Identity& identity, Clock& clock);

// Which notices somebody reads, and where one is read.
Result<NoticeReach> notice_reach(const Catalogue& catalogue, const identity::Identity& identity,
                                 const identity::Principal& principal);
std::string notice_path(const NoticeId& id);

}  // namespace dw::catalogue
