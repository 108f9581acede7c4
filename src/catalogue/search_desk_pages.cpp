#include "catalogue/search_desk_pages.h"

#include "base/limits.h"
#include "catalogue/page_parts.h"
#include "catalogue/search_misses.h"
#include "catalogue/texts.h"
#include "identity/desk_frame.h"
#include "identity/identity.h"
#include "terms/written_date.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

constexpr std::string_view page_path = "/desk/searches";

web::Html table_of(const std::vector<SearchMiss>& misses, Language language) {
    web::Table table;
    table.caption = texts::desk_searches_title.in(language);
    table.hide_caption = true;
    for (const auto& label :
         {texts::desk_searches_words, texts::desk_searches_times, texts::desk_searches_last}) {
        table.columns.push_back({.label = std::string(label.in(language))});
    }
    for (const auto& miss : misses) {
        table.rows.push_back({web::link(path_with("/suche", {{"q", miss.words}}), miss.words),
                              web::escape(std::to_string(miss.times)),
                              web::escape(short_date(miss.last, language))});
    }
    return web::table(table);
}

web::Response searches_page(const Catalogue& catalogue, const web::Request& request) {
    const auto* principal = identity::principal_of(request);
    if (!principal) return web::error_page(request, 404);
    const auto language = request.language;
    const auto misses = search_misses(catalogue.store(), limits::list_items);
    if (!misses) return web::error_response(request, misses.error());
    const auto title = texts::desk_searches_title.in(language);
    auto main = web::heading(1, title) + web::lead(texts::desk_searches_lead.in(language));
    main += misses->empty() ? web::paragraph(texts::desk_searches_none.in(language))
                            : table_of(*misses, language);
    main += web::paragraph(texts::desk_searches_privacy.in(language));
    return web::page_response(
        web::page(request, identity::desk_frame(*principal, std::string(title)), main));
}

}  // namespace

void add_search_desk_routes(web::Router& router, const Catalogue& catalogue) {
    const auto* from = &catalogue;
    router.add(
        {.path = std::string(page_path),
         .act = "catalogue.notices",
         .handler = [from](web::Request& request) { return searches_page(*from, request); }});
    web::add_desk_navigation({.path = std::string(page_path),
                              .label = texts::desk_searches_title,
                              .act = "catalogue.notices",
                              .is_seldom = true});
}

}  // namespace dw::catalogue
