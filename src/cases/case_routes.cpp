#include "cases/application_pages.h"
#include "cases/calendar_feed.h"
#include "cases/status_pages.h"
#include "cases/texts.h"
#include "web/page.h"

namespace dw::cases {

void Cases::add_routes(web::Router& router) {
    web::add_navigation({.path = "/status", .label = texts::navigation_status});
    add_application_routes(router, *this);
    add_application_api(router, *this);
    add_status_routes(router, *this);
    add_feed_route(router, *this);
    add_example_mail_route(router, *this);
}

}  // namespace dw::cases
