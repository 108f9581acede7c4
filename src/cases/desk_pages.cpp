#include "cases/desk_pages.h"

#include "cases/desk_again_page.h"
#include "cases/desk_case_page.h"
#include "cases/desk_emergency_pages.h"
#include "cases/desk_history.h"
#include "cases/desk_inbox_page.h"
#include "cases/desk_letter_page.h"
#include "cases/desk_outcome_pages.h"
#include "cases/desk_post_pages.h"
#include "cases/desk_retention_pages.h"
#include "cases/desk_work_pages.h"
#include "cases/texts.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

using Page = web::Response (*)(const Visit&);

web::Handler handler(Cases& cases, Page page) {
    return [&cases, page](web::Request& request) {
        // The gate lets nobody through without one; a router without a gate shows nothing.
        const auto* principal = identity::principal_of(request);
        if (!principal) return web::error_page(request, 404);
        const Date today = berlin_date(cases.neighbours().store.clock().now());
        return page({request, cases, *principal, request.language, today});
    };
}

struct DeskRoute {
    web::Method method;
    const char* path;
    const char* act;
    Page page;
};

constexpr DeskRoute desk_routes[] = {
    {web::Method::Get, "/desk", "case.list", inbox_page},
    {web::Method::Get, "/desk/cases/{id}", "case.read", case_route},
    {web::Method::Get, "/desk/cases/{id}/history", "case.read", history_route},
    {web::Method::Get, "/desk/cases/{id}/documents/{document}", "case.read", document_route},
    {web::Method::Get, "/desk/cases/{id}/letters/{sequence}", "case.read", letter_route},
    {web::Method::Get, "/desk/cases/{id}/letters/{sequence}/pdf", "case.read", letter_pdf_route},
    {web::Method::Post, "/desk/cases/{id}/letters/{sequence}/returned", "letter.post",
     letter_returned_route},
    {web::Method::Get, "/desk/cases/{id}/letters/{sequence}/again", "letter.post",
     again_page_route},
    {web::Method::Post, "/desk/cases/{id}/letters/{sequence}/again", "letter.post", again_route},
    {web::Method::Get, "/desk/post", "letter.post", post_list_route},
    {web::Method::Post, "/desk/post", "letter.post", post_act_route},
    {web::Method::Post, "/desk/cases/{id}/assignment", "case.work", take_route},
    {web::Method::Post, "/desk/cases/{id}/notes", "case.work", note_route},
    {web::Method::Get, "/desk/cases/{id}/messages", "case.work", message_page_route},
    {web::Method::Post, "/desk/cases/{id}/messages", "case.work", message_route},
    {web::Method::Get, "/desk/cases/{id}/handover", "case.hand_over", handover_page_route},
    {web::Method::Post, "/desk/cases/{id}/handover", "case.hand_over", handover_route},
    {web::Method::Get, "/desk/retention", "case.retention", retention_list_route},
    {web::Method::Get, "/desk/cases/{id}/hold", "case.retention", hold_page_route},
    {web::Method::Post, "/desk/cases/{id}/hold", "case.retention", hold_route},
    {web::Method::Post, "/desk/cases/{id}/release", "case.retention", release_route},
    {web::Method::Get, "/desk/cases/{id}/outcome", "case.decide", outcome_page_route},
    {web::Method::Post, "/desk/cases/{id}/outcome", "case.decide", outcome_route},
    {web::Method::Get, "/desk/emergency", "organisation.emergency", emergency_page},
    {web::Method::Get, "/desk/emergency/cases", "organisation.emergency", emergency_cases_route},
    {web::Method::Get, "/desk/emergency/forms/{package}", "organisation.emergency",
     emergency_form_route},
    {web::Method::Post, "/desk/emergency/password", "organisation.emergency",
     emergency_password_route},
};

}  // namespace

void add_desk_routes(web::Router& router, Cases& cases) {
    web::add_desk_navigation(
        {.path = "/desk", .label = texts::desk_inbox_title, .act = "case.list"});
    web::add_desk_navigation(
        {.path = "/desk/post", .label = texts::desk_post_room, .act = "letter.post"});
    web::add_desk_navigation({.path = "/desk/emergency",
                              .label = texts::desk_emergency_title,
                              .act = "organisation.emergency"});
    web::add_desk_navigation(
        {.path = "/desk/retention", .label = texts::desk_retention_title, .act = "case.retention"});
    for (const auto& route : desk_routes) {
        router.add({.method = route.method,
                    .path = route.path,
                    .act = route.act,
                    .handler = handler(cases, route.page)});
    }
}

}  // namespace dw::cases
