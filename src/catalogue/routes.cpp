#include "catalogue/routes.h"

#include <memory>

#include "catalogue/catalogue_api.h"
#include "catalogue/catalogue_rooms.h"
#include "catalogue/coverage_overview.h"
#include "catalogue/coverage_pages.h"
#include "catalogue/notice_pages.h"
#include "catalogue/office_pages.h"
#include "catalogue/page_memory.h"
#include "catalogue/search_pages.h"
#include "catalogue/service_pages.h"
#include "catalogue/sitemap.h"
#include "catalogue/situation_pages.h"
#include "catalogue/texts.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

struct PublicRoute {
    std::string_view path;
    Answer answer;
};

// Nothing personal on any of them: anybody may keep them for a minute.
constexpr PublicRoute pages[] = {{"/", start_page},
                                 {"/suche", search_page},
                                 {"/themen", topics_page},
                                 {"/themen/{code}", topic_page},
                                 {"/lebenslagen", situations_page},
                                 {"/lebenslagen/{code}", situation_page},
                                 {"/a-z", a_to_z_page},
                                 {"/verbreitung", coverage_overview},
                                 {"/leistung/{id}/hinweis/danke", notice_thanks}};
// For search engines.
constexpr PublicRoute files[] = {{"/sitemap.xml", sitemap_index},
                                 {"/sitemap/{part}", sitemap_part}};
// What people come for most; they are made from the catalogue and nothing else.
constexpr PublicRoute kept_pages[] = {{"/leistung/{id}", service_page},
                                      {"/leistung/{id}/verbreitung", coverage_page},
                                      {"/stelle/{id}", organisation_page}};

void add_kept_pages(web::Router& router, const std::shared_ptr<const Rooms>& rooms) {
    const auto memory = std::make_shared<PageMemory>();
    for (const auto& route : kept_pages) {
        router.add({.path = std::string(route.path),
                    .act = "public",
                    .handler =
                        [rooms, memory, answer = route.answer](web::Request& request) {
                            return kept_answer(*memory, *rooms, request, answer);
                        },
                    .at_hand =
                        [rooms, memory](const web::Request& request) {
                            return answer_at_hand(*memory, *rooms, request);
                        },
                    .cache = web::Cache::Public});
    }
}

constexpr std::size_t notice_form_bytes = 16 * 1024;

void add_notice_routes(web::Router& router, const std::shared_ptr<const Rooms>& rooms) {
    router.add(
        {.path = "/leistung/{id}/hinweis",
         .act = "public",
         .handler = [rooms](web::Request& request) { return notice_form(*rooms, request); }});
    router.add({.method = web::Method::Post,
                .path = "/leistung/{id}/hinweis",
                .act = "public",
                .handler = [rooms](web::Request& request) { return take_notice(*rooms, request); },
                .body_limit = notice_form_bytes,
                .volume = web::Volume::Notice});
}

}  // namespace

void add_routes(web::Router& router, const Catalogue& catalogue, const SearchIndex& search,
                Clock& clock, Hooks hooks) {
    const auto rooms =
        std::make_shared<const Rooms>(Rooms{catalogue, search, clock, std::move(hooks)});
    for (const auto& route : pages) {
        router.add({.path = std::string(route.path),
                    .act = "public",
                    .handler = [rooms, answer = route.answer](
                                   web::Request& request) { return answer(*rooms, request); },
                    .kind = web::Kind::Page,
                    .cache = web::Cache::Public});
    }
    for (const auto& route : files) {
        router.add({.path = std::string(route.path),
                    .act = "public",
                    .handler = [rooms, answer = route.answer](
                                   web::Request& request) { return answer(*rooms, request); },
                    .kind = web::Kind::File});
    }
    add_kept_pages(router, rooms);
    add_notice_routes(router, rooms);
    add_api(router, rooms);
    web::add_navigation({.path = "/themen", .label = texts::navigation_topics});
    web::add_navigation({.path = "/lebenslagen", .label = texts::navigation_situations});
    web::add_navigation({.path = "/a-z", .label = texts::navigation_a_to_z});
}

}  // namespace dw::catalogue
