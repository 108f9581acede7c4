#include "cases/desk_pages.h"

#include "base/limits.h"
#include "cases/desk_again_page.h"
#include "cases/desk_answer_pages.h"
#include "cases/desk_bulk_pages.h"
#include "cases/desk_calendar_page.h"
#include "cases/desk_case_page.h"
#include "cases/desk_counted_page.h"
#include "cases/desk_deadline_pages.h"
#include "cases/desk_draft_page.h"
#include "cases/desk_emergency_pages.h"
#include "cases/desk_fee_pages.h"
#include "cases/desk_file_lists.h"
#include "cases/desk_file_pages.h"
#include "cases/desk_filing_pages.h"
#include "cases/desk_filter_bar.h"
#include "cases/desk_history.h"
#include "cases/desk_inbox_page.h"
#include "cases/desk_letter_page.h"
#include "cases/desk_message_pages.h"
#include "cases/desk_objection_pages.h"
#include "cases/desk_offer_pages.h"
#include "cases/desk_opinion_pages.h"
#include "cases/desk_outcome_pages.h"
#include "cases/desk_payee_page.h"
#include "cases/desk_post_pages.h"
#include "cases/desk_record_pages.h"
#include "cases/desk_retention_pages.h"
#include "cases/desk_scan_pages.h"
#include "cases/desk_search_page.h"
#include "cases/desk_text_block_pages.h"
#include "cases/desk_transfer_pages.h"
#include "cases/desk_waiting.h"
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
    std::size_t body_limit = 0;
};

constexpr DeskRoute desk_routes[] = {
    {web::Method::Get, "/desk", "case.list", inbox_page},
    {web::Method::Get, "/desk/cases/{id}", "case.read", case_route},
    {web::Method::Get, "/desk/cases/{id}/history", "case.read", history_route},
    {web::Method::Get, "/desk/cases/{id}/documents", "case.read", documents_route},
    {web::Method::Get, "/desk/cases/{id}/correspondence", "case.read", correspondence_route},
    {web::Method::Get, "/desk/cases/{id}/documents/{document}", "case.read", document_route},
    {web::Method::Get, "/desk/cases/{id}/data", "case.read", case_data_route},
    {web::Method::Get, "/desk/cases/{id}/letters/{sequence}", "case.read", letter_route},
    {web::Method::Get, "/desk/cases/{id}/letters/{sequence}/pdf", "case.read", letter_pdf_route},
    {web::Method::Post, "/desk/cases/{id}/letters/{sequence}/returned", "letter.post",
     letter_returned_route},
    {web::Method::Get, "/desk/cases/{id}/letters/{sequence}/again", "letter.post",
     again_page_route},
    {web::Method::Post, "/desk/cases/{id}/letters/{sequence}/again", "letter.post", again_route},
    {web::Method::Get, "/desk/post", "letter.post", post_list_route},
    {web::Method::Post, "/desk/post", "letter.post", post_act_route},
    {web::Method::Post, "/desk/bulk", "case.work", bulk_route},
    {web::Method::Get, "/desk/bulk/{bulk}", "case.work", bulk_report_route},
    {web::Method::Post, "/desk/bulk/{bulk}/undo", "case.work", bulk_undo_route},
    {web::Method::Get, "/desk/counted", "account.self", counted_page_route},
    {web::Method::Post, "/desk/counted", "organisation.administer", counted_route},
    {web::Method::Get, "/desk/search", "case.list", search_page_route},
    {web::Method::Post, "/desk/search", "case.list", search_route},
    {web::Method::Get, "/desk/fees", "fee.book", fee_list_route},
    {web::Method::Get, "/desk/cases/{id}/payments", "fee.book", payment_page_route},
    {web::Method::Post, "/desk/cases/{id}/payments", "fee.book", payment_route},
    {web::Method::Get, "/desk/fees/file", "fee.import", treasury_page_route},
    {web::Method::Post, "/desk/fees/file", "fee.import", treasury_file_route},
    {web::Method::Get, "/desk/fees/files/{report}", "fee.import", treasury_report_route},
    {web::Method::Get, "/desk/fees/files/{report}/csv", "fee.import", treasury_csv_route},
    {web::Method::Get, "/desk/payee", "organisation.administer", payee_page_route},
    {web::Method::Post, "/desk/payee", "organisation.administer", payee_route},
    {web::Method::Post, "/desk/cases/{id}/assignment", "case.work", take_route},
    {web::Method::Post, "/desk/cases/{id}/notes", "case.work", note_route},
    {web::Method::Get, "/desk/cases/{id}/messages", "case.work", message_page_route},
    {web::Method::Post, "/desk/cases/{id}/messages", "case.work", message_route},
    {web::Method::Get, "/desk/cases/{id}/answer", "case.work", answer_page_route},
    {web::Method::Post, "/desk/cases/{id}/answer", "case.work", answer_taken_route,
     limits::upload_bytes},
    {web::Method::Get, "/desk/cases/{id}/transfer", "case.hand_over", transfer_page_route},
    {web::Method::Post, "/desk/cases/{id}/transfer", "case.hand_over", transfer_route},
    {web::Method::Get, "/desk/transferred", "case.list", transferred_route},
    {web::Method::Get, "/desk/cases/{id}/opinions", "case.read", opinions_of_case_route},
    {web::Method::Post, "/desk/cases/{id}/opinions", "case.work", ask_opinion_route},
    {web::Method::Get, "/desk/opinions", "opinion.give", opinion_list_route},
    {web::Method::Get, "/desk/opinions/{id}/{opinion}", "opinion.give", opinion_route},
    {web::Method::Post, "/desk/opinions/{id}/{opinion}", "opinion.give", give_opinion_route},
    {web::Method::Get, "/desk/opinions/{id}/{opinion}/documents/{document}", "opinion.give",
     opinion_document_route},
    {web::Method::Get, "/desk/cases/{id}/draft", "case.read", draft_route},
    {web::Method::Post, "/desk/cases/{id}/draft", "case.sign", draft_act_route},
    {web::Method::Get, "/desk/cases/{id}/deadlines", "case.read", deadlines_route},
    {web::Method::Post, "/desk/cases/{id}/deadlines/papers", "case.work", papers_route},
    {web::Method::Post, "/desk/cases/{id}/deadlines/extension", "case.work", extension_route},
    {web::Method::Post, "/desk/filters", "case.list", filters_route},
    {web::Method::Get, "/desk/calendar", "case.list", calendar_route},
    {web::Method::Post, "/desk/calendar", "case.list", calendar_act_route},
    {web::Method::Get, "/desk/text-blocks", "organisation.text_blocks", text_blocks_route},
    {web::Method::Post, "/desk/text-blocks", "organisation.text_blocks", text_block_save_route},
    {web::Method::Get, "/desk/cases/{id}/handover", "case.hand_over", handover_page_route},
    {web::Method::Post, "/desk/cases/{id}/handover", "case.hand_over", handover_route},
    {web::Method::Get, "/desk/retention", "case.retention", retention_list_route},
    {web::Method::Get, "/desk/retention/list", "case.retention", offer_list_route},
    {web::Method::Post, "/desk/retention/export", "case.retention", offer_zip_route},
    {web::Method::Get, "/desk/cases/{id}/hold", "case.retention", hold_page_route},
    {web::Method::Post, "/desk/cases/{id}/hold", "case.retention", hold_route},
    {web::Method::Post, "/desk/cases/{id}/release", "case.retention", release_route},
    {web::Method::Get, "/desk/cases/{id}/outcome", "case.decide", outcome_page_route},
    {web::Method::Post, "/desk/cases/{id}/outcome", "case.decide", outcome_route},
    {web::Method::Get, "/desk/cases/{id}/objection", "case.work", objection_form_route},
    {web::Method::Post, "/desk/cases/{id}/objection", "case.work", objection_record_route},
    {web::Method::Post, "/desk/cases/{id}/letters/{sequence}/served", "letter.post",
     letter_served_route},
    {web::Method::Post, "/desk/cases/{id}/certificate", "case.work", certificate_route},
    {web::Method::Get, "/desk/cases/{id}/reminders", "case.work", reminder_page_route},
    {web::Method::Post, "/desk/cases/{id}/reminders", "case.work", reminder_route},
    {web::Method::Post, "/desk/cases/{id}/reminders/{sequence}", "case.work",
     reminder_settled_route},
    {web::Method::Get, "/desk/cases/{id}/scan", "case.work", scan_page_route},
    {web::Method::Post, "/desk/cases/{id}/scan", "case.work", scan_route, limits::upload_bytes},
    {web::Method::Post, "/desk/cases/{id}/filed", "case.work", filed_route},
    {web::Method::Get, "/desk/cases/{id}/unfiled", "case.work", unfiled_page_route},
    {web::Method::Post, "/desk/cases/{id}/unfiled", "case.work", unfiled_route},
    {web::Method::Post, "/desk/cases/{id}/code", "letter.post", code_route},
    {web::Method::Post, "/desk/cases/{id}/export", "case.read", export_route},
    {web::Method::Get, "/desk/record", "case.record", record_page_route},
    {web::Method::Post, "/desk/record", "case.record", record_route},
    {web::Method::Get, "/desk/channels", "organisation.channels", share_route},
    {web::Method::Get, "/desk/filing-plan", "organisation.administer", filing_plan_page_route},
    {web::Method::Post, "/desk/filing-plan", "organisation.administer", filing_plan_route},
    {web::Method::Get, "/desk/emergency", "organisation.emergency", emergency_page},
    {web::Method::Get, "/desk/emergency/cases", "organisation.emergency", emergency_cases_route},
    {web::Method::Get, "/desk/emergency/forms/{package}", "organisation.emergency",
     emergency_form_route},
    {web::Method::Post, "/desk/emergency/password", "organisation.emergency",
     emergency_password_route},
};

}  // namespace

void add_desk_routes(web::Router& router, Cases& cases) {
    router.set_desk_counts(
        [&cases](const web::Request& request) { return desk_counts(cases, request); });
    web::set_desk_search({.path = "/desk/search",
                          .field = "suche",
                          .label = texts::desk_search_title,
                          .button = texts::desk_search_do,
                          .act = "case.list"});
    web::add_desk_navigation(
        {.path = "/desk", .label = texts::desk_inbox_title, .act = "case.list"});
    web::add_desk_navigation(
        {.path = "/desk/search", .label = texts::desk_search_title, .act = "case.list"});
    web::add_desk_navigation(
        {.path = "/desk/record", .label = texts::desk_record_title, .act = "case.record"});
    web::add_desk_navigation(
        {.path = "/desk/post", .label = texts::desk_post_room, .act = "letter.post"});
    web::add_desk_navigation({.path = "/desk/fees", .label = texts::desk_fees, .act = "fee.book"});
    web::add_desk_navigation({.path = "/desk/payee",
                              .label = texts::payee_title,
                              .act = "organisation.administer",
                              .is_seldom = true});
    web::add_desk_navigation({.path = "/desk/channels",
                              .label = texts::desk_share_title,
                              .act = "organisation.channels",
                              .is_seldom = true});
    web::add_desk_navigation({.path = "/desk/filing-plan",
                              .label = texts::desk_filing_title,
                              .act = "organisation.administer",
                              .is_seldom = true});
    web::add_desk_navigation({.path = "/desk/emergency",
                              .label = texts::desk_emergency_title,
                              .act = "organisation.emergency",
                              .is_seldom = true});
    web::add_desk_navigation(
        {.path = "/desk/opinions", .label = texts::desk_opinions_asked, .act = "opinion.give"});
    web::add_desk_navigation({.path = "/desk/text-blocks",
                              .label = texts::desk_blocks_title,
                              .act = "organisation.text_blocks",
                              .is_seldom = true});
    web::add_desk_navigation({.path = "/desk/retention",
                              .label = texts::desk_retention_title,
                              .act = "case.retention",
                              .is_seldom = true});
    web::add_desk_navigation({.path = "/desk/counted",
                              .label = texts::counted_title,
                              .act = "account.self",
                              .is_seldom = true});
    for (const auto& route : desk_routes) {
        router.add({.method = route.method,
                    .path = route.path,
                    .act = route.act,
                    .handler = handler(cases, route.page),
                    .body_limit = route.body_limit});
    }
}

}  // namespace dw::cases
