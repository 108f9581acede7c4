#include "cases/desk_retention_pages.h"

#include "cases/desk_history.h"
#include "cases/desk_offer_pages.h"
#include "cases/texts.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr int rows_per_page = 25;
constexpr const char* list_path = "/desk/retention";

bool may_hold(const Visit& visit, const CaseFile& file) {
    return identity::role_allows(visit.principal, "case.retention") &&
           file.allows(identity::Act::AssignCase) && !file.state.is_destroyed();
}

Html ways(const Visit& visit, const CaseFile& file) {
    if (!may_hold(visit, file)) return {};
    if (!file.state.hold)
        return web::link_button(case_path(file.id, "hold"), visit.say(texts::desk_hold),
                                web::Weight::Secondary);
    return web::post_form(visit.request, case_path(file.id, "release"),
                          web::button(visit.say(texts::desk_hold_lift), web::Weight::Secondary));
}

Html state_words(const Visit& visit, const CaseState& state) {
    const auto day = [&](Date date) { return written_date(date, visit.language); };
    if (state.hold)
        return web::alert(web::Tone::Info, visit.say(texts::desk_retention_held),
                          web::paragraph(state.hold->reason));
    if (state.destroyed_on)
        return web::alert(web::Tone::Warning,
                          visit.say(texts::desk_retention_ends, {day(*state.destroyed_on)}),
                          web::paragraph(visit.say(texts::desk_retention_offer)));
    if (state.kept_until)
        return web::paragraph(visit.say(texts::desk_retention_until, {day(*state.kept_until)}));
    return {};
}

web::Response hold_page(const Visit& visit, const CaseFile& file, const std::string& error) {
    web::Field reason;
    reason.id = "grund";
    reason.label = visit.say(texts::desk_hold_reason);
    reason.hint = visit.say(texts::desk_hold_reason_hint);
    reason.value = std::string(visit.request.form.get("grund"));
    reason.error = error;
    Html main;
    if (!error.empty()) main += web::error_summary({{"grund", error}}, visit.language);
    main += web::heading(1, visit.say(texts::desk_hold)) +
            web::lead(file.state.opened.subject + ", " + file.service_title) +
            web::paragraph(visit.say(texts::desk_hold_what)) +
            web::post_form(visit.request, case_path(file.id, "hold"),
                           web::text_area(reason, 3, visit.language) +
                               web::button(visit.say(texts::desk_hold)));
    return desk_page(visit, {.title = visit.say(texts::desk_hold),
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = error.empty() ? 200 : 422});
}

// Somebody was faster; the case says how it is now.
web::Response back_to_case(const Visit& visit, const CaseFile& file,
                           const Result<store::Receipt>& done, std::string_view what) {
    if (done) return web::see_other(case_path(file.id) + "?getan=" + std::string(what));
    if (done.error().kind == ErrorKind::Conflict) return web::see_other(case_path(file.id));
    return web::error_response(visit.request, done.error());
}

Html list_table(const Visit& visit, const InboxPage& page) {
    web::Table table;
    table.caption = visit.say(texts::desk_retention_title);
    table.hide_caption = true;
    for (const auto& label : {texts::desk_column_number, texts::desk_column_name,
                              texts::desk_column_service, texts::desk_column_destroyed_on})
        table.columns.push_back({.label = visit.say(label)});
    for (const auto& row : page.rows) {
        const std::string day = written_date(row.due, visit.language);
        table.rows.push_back(
            {web::link(case_path(row.id), row.number), web::escape(row.subject),
             web::escape(row.service_title),
             row.held ? web::badge(web::Tone::Info, visit.say(texts::desk_retention_held))
                      : web::escape(day)});
    }
    return web::table(table);
}

}  // namespace

Html retention_part(const Visit& visit, const CaseFile& file) {
    const Html words = state_words(visit, file.state);
    const Html buttons = file.state.is_open() && !file.state.hold ? Html{} : ways(visit, file);
    if (words.empty() && buttons.empty()) return {};
    return web::heading(3, visit.say(texts::desk_retention)) + words + buttons;
}

web::Response destroyed_page(const Visit& visit, const CaseFile& file, const Directory& directory) {
    const std::string title = visit.say(texts::desk_destroyed_title, {file.state.opened.number});
    const Html main = web::breadcrumbs({{"/desk", visit.say(texts::desk_inbox_title)},
                                        {"", file.state.opened.number}},
                                       visit.language) +
                      web::heading(1, title) +
                      web::lead(visit.say(texts::desk_destroyed_lead,
                                          {written_date(file.state.due, visit.language)})) +
                      web::heading(2, visit.say(texts::desk_case_history)) +
                      latest_history(visit, file, directory);
    return desk_page(visit, {.title = title, .main = main});
}

web::Response retention_list_route(const Visit& visit) {
    const std::string cursor(visit.request.query.get("ab"));
    auto page = visit.cases.inbox(visit.principal, Inbox::RetentionEnded, cursor, rows_per_page);
    // A cursor somebody typed: from the beginning.
    if (!page && page.error().kind == ErrorKind::Invalid && !cursor.empty())
        return web::see_other(list_path);
    if (!page) return web::error_response(visit.request, page.error());
    Html main = web::heading(1, visit.say(texts::desk_retention_title)) +
                web::lead(visit.say(texts::desk_retention_lead)) +
                web::paragraph(visit.say(texts::desk_retention_offer));
    main += page->rows.empty() ? web::paragraph(visit.say(texts::desk_retention_none))
                               : list_table(visit, *page) + offer_part(visit);
    std::string next;
    if (!page->next.empty())
        next = std::string(list_path) + "?ab=" + web::percent_encode(page->next);
    main += web::pagination(next, texts::desk_next_page, visit.language);
    return desk_page(visit, {.title = visit.say(texts::desk_retention_title), .main = main});
}

web::Response hold_page_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!may_hold(visit, *file) || file->state.hold) return web::see_other(case_path(file->id));
    return hold_page(visit, *file, {});
}

web::Response hold_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const std::string reason(visit.request.form.get("grund"));
    const auto error = text_error(visit, reason, Needed::Yes, texts::desk_hold_reason_missing);
    if (!error.empty()) return hold_page(visit, *file, error);
    return back_to_case(visit, *file, visit.cases.place_hold(visit.principal, file->id, reason),
                        "angehalten");
}

web::Response release_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    return back_to_case(visit, *file, visit.cases.lift_hold(visit.principal, file->id),
                        "freigegeben");
}

}  // namespace dw::cases
