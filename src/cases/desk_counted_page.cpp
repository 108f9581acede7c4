#include "cases/desk_counted_page.h"

#include "cases/texts.h"

namespace dw::cases {

namespace {

using store::of;
using web::Html;

constexpr const char* page_path = "/desk/counted";

Html list_of(const Visit& visit, std::initializer_list<Text> texts) {
    std::vector<Html> items;
    for (const Text& text : texts) items.push_back(web::escape(visit.say(text)));
    return web::bullet_list(items);
}

Html switch_form(const Visit& visit, bool shown) {
    if (!identity::role_allows(visit.principal, "organisation.administer")) return {};
    return web::post_form(
        visit.request, page_path,
        web::named_button({"zahlen", shown ? "aus" : "an",
                           visit.say(shown ? texts::counted_hide : texts::counted_show),
                           web::Weight::Secondary}));
}

}  // namespace

Result<bool> shows_counts(const Cases& cases, const identity::Principal& principal) {
    DW_TRY(const auto reader, cases.neighbours().store.reader());
    DW_TRY(const auto rows,
           reader->query("select counts from desk_setting where tenant = $1 and organisation = $2",
                         {of(principal.tenant), of(principal.organisation)}));
    return rows.empty() || rows[0].integer(0) != 0;
}

web::Response counted_page_route(const Visit& visit) {
    const auto shown = shows_counts(visit.cases, visit.principal);
    if (!shown) return web::error_response(visit.request, shown.error());
    const std::string title = visit.say(texts::counted_title);
    const Html main =
        web::heading(1, title) + web::lead(visit.say(texts::counted_lead)) +
        web::heading(2, visit.say(texts::counted_counted)) +
        list_of(visit, {texts::counted_open, texts::counted_menu}) +
        web::paragraph(visit.say(*shown ? texts::counted_is_on : texts::counted_is_off)) +
        switch_form(visit, *shown) + web::heading(2, visit.say(texts::counted_never)) +
        list_of(visit, {texts::counted_no_times, texts::counted_no_rankings,
                        texts::counted_no_histories, texts::counted_no_presence}) +
        web::heading(2, visit.say(texts::counted_kept)) +
        list_of(visit, {texts::counted_file, texts::counted_security});
    return desk_page(visit, {.title = title, .main = main});
}

web::Response counted_route(const Visit& visit) {
    const std::int64_t counts = visit.request.form.get("zahlen") == "aus" ? 0 : 1;
    store::Change change{.tenant = visit.principal.tenant};
    change.statements.push_back(
        {"insert into desk_setting (tenant, organisation, counts) values ($1, $2, $3) "
         "on conflict (tenant, organisation) do update set counts = excluded.counts",
         {of(visit.principal.tenant), of(visit.principal.organisation), counts}});
    const auto saved = visit.cases.neighbours().store.commit(std::move(change));
    if (!saved) return web::error_response(visit.request, saved.error());
    return web::see_other(page_path);
}

}  // namespace dw::cases
