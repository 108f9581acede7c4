// For programs that keep a copy: what has changed since a day, and everything in parts.
#pragma once

#include "catalogue/catalogue_rooms.h"
#include "web/http.h"

namespace dw::catalogue {

// GET /api/v1/changes?since=2026-11-01 or ?cursor=…: services that were written, deleted or got
// another variant, and offices that were written or deleted, in the order of change; the cursor of
// the last page is asked again later.
web::Response changes_api(const Rooms& rooms, const web::Request& request);

// GET /api/v1/dump/{kind}: services, organisations or responsibilities as JSON lines or CSV, a part
// at a time; the header Link names the next part.
web::Response dump_api(const Rooms& rooms, const web::Request& request);

}  // namespace dw::catalogue
