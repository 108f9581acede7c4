// For programs that keep a copy: what has changed since a day, and everything in parts.
#pragma once

#include <vector>

#include "base/json.h"
#include "catalogue/area_feed.h"
#include "catalogue/catalogue_rooms.h"
#include "web/http.h"

namespace dw::catalogue {

struct FeedItem {
    std::int64_t change;
    Json json;
};
// A page of the feed: whole changes, at least one when there is one.
struct FeedPage {
    std::vector<FeedItem> items;
    std::int64_t next;  // the change behind which the next page begins
    bool complete = true;
};
// What was read behind the change `begin`: `last` is the number of the catalogue's last change
// before that. Services, offices and areas are read one after the other; what changed in between is
// for the next page, because of such a change only a part may have been read.
struct FeedReading {
    std::int64_t begin, last;
    std::vector<ServiceState> services;
    std::vector<OrganisationState> offices;
    std::vector<AreaState> areas = {};
};
FeedPage feed_page(const FeedReading& read);
inline constexpr std::size_t feed_limit = 100;  // states of a kind on a page, about

// GET /api/v1/changes?since=2026-11-01 or ?cursor=…: services that were written, deleted or got
// another variant, offices that were written or deleted, and areas for which somebody else is in
// charge of something, in the order of change; the cursor of the last page is asked again later.
web::Response changes_api(const Rooms& rooms, const web::Request& request);

// GET /api/v1/dump/{kind}: services, organisations or responsibilities as JSON lines or CSV, a part
// at a time; the header Link names the next part. With ?area=… responsibilities of this key alone.
web::Response dump_api(const Rooms& rooms, const web::Request& request);

}  // namespace dw::catalogue
