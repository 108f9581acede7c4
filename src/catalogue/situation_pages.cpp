#include "catalogue/situation_pages.h"

#include "base/limits.h"
#include "catalogue/page_parts.h"
#include "catalogue/situations.h"
#include "catalogue/texts.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

constexpr std::string_view list_path = "/lebenslagen";

std::string path_of(const Situation& situation, const AskedPlace& place) {
    return path_with(std::string(list_path) + "/" + std::string(situation.code),
                     {{"ort", place.in_links()}});
}

SearchQuery query_of(const Rooms& rooms, const Situation& situation, const AskedPlace& place,
                     const web::Request& request) {
    SearchQuery query;
    if (place.area != nullptr) query.area = place.area->ars;
    query.language = request.language;
    query.limit = limits::list_items;
    query.day = rooms.today();
    query.cursor = request.query.get("weiter");
    query.key_starts = situation.key_starts;
    return query;
}

// Situations without any service are no help.
Result<bool> has_services(const Rooms& rooms, const Situation& situation, const AskedPlace& place,
                          const web::Request& request) {
    auto query = query_of(rooms, situation, place, request);
    query.limit = 1;
    query.cursor.clear();
    DW_TRY(const auto found, rooms.search.search(query));
    return !found.hits.empty();
}

web::Html links_of(const std::vector<SearchHit>& hits, const AskedPlace& place, Language language) {
    std::vector<web::Html> links;
    for (const auto& hit : hits) links.push_back(service_link(hit, place, language));
    return web::bullet_list(links);
}

}  // namespace

web::Response situations_page(const Rooms& rooms, const web::Request& request) {
    const auto language = request.language;
    const auto place = asked_place(rooms.catalogue.areas(), request.query.get("ort"));
    if (!place.choices.empty()) return place_question(request, place, list_path, {});
    std::vector<web::Html> links;
    for (const auto& one : situations()) {
        const auto some = has_services(rooms, one, place, request);
        if (!some) return web::error_response(request, some.error());
        if (*some) links.push_back(web::link(path_of(one, place), one.name(language)));
    }
    const auto title = texts::situations_title.in(language);
    auto main = web::heading(1, title) + web::lead(texts::situations_lead.in(language));
    main += links.empty() ? web::paragraph(texts::situations_none.in(language))
                          : web::bullet_list(links);
    main += web::bullet_list({web::link("/themen", texts::start_all_topics.in(language)),
                              web::link("/a-z", texts::start_all_services.in(language))});
    web::PageOptions options;
    options.title = title;
    options.canonical_path = list_path;
    return web::page_response(web::page(request, options, main));
}

web::Response situation_page(const Rooms& rooms, const web::Request& request) {
    const auto language = request.language;
    const auto* found = situation(request.parameter("code"));
    if (found == nullptr) return web::error_page(request, 404);
    const auto path = path_of(*found, {});
    const auto place = asked_place(rooms.catalogue.areas(), request.query.get("ort"));
    if (!place.choices.empty()) return place_question(request, place, path, {});
    auto query = query_of(rooms, *found, place, request);
    auto services = rooms.search.search(query);
    if (!services && services.error().code == "search.cursor") {
        query.cursor.clear();
        services = rooms.search.search(query);
    }
    if (!services) return web::error_response(request, services.error());
    const auto title = found->name(language);
    auto main =
        web::heading(1, title) + place_form(path, place, texts::place_show_services, language);
    if (services->hits.empty()) {
        main += web::paragraph(texts::situation_empty.in(language));
    } else {
        const auto heading = place.area == nullptr
                                 ? std::string(texts::search_found_anywhere.in(language))
                                 : format(texts::search_found, language, {place.area->short_name});
        main += web::heading(2, heading) + links_of(services->hits, place, language);
    }
    if (!services->next.empty()) {
        main += web::pagination(
            path_with(path, {{"ort", place.in_links()}, {"weiter", services->next}}),
            texts::search_more, language);
    }
    main += web::bullet_list({web::link(path_with(list_path, {{"ort", place.in_links()}}),
                                        texts::situations_all.in(language))});
    web::PageOptions options;
    options.title = title;
    options.canonical_path = path;
    options.has_errors = place.is_unknown();
    return web::page_response(web::page(request, options, main), place.is_unknown() ? 422 : 200);
}

}  // namespace dw::catalogue
