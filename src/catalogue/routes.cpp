#include "catalogue/routes.h"

#include <memory>

#include "catalogue/catalogue_api.h"
#include "catalogue/catalogue_rooms.h"
#include "catalogue/notice_pages.h"
#include "catalogue/search_pages.h"
#include "catalogue/service_pages.h"
#include "catalogue/texts.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

using Answer = web::Response (*)(const Rooms&, const web::Request&);

struct PublicRoute {
    std::string_view path;
    Answer answer;
};

// Nothing personal on any of them: anybody may keep them for a minute.
constexpr PublicRoute pages[] = {{"/", start_page},
                                 {"/suche", search_page},
                                 {"/themen", topics_page},
                                 {"/themen/{code}", topic_page},
                                 {"/a-z", a_to_z_page},
                                 {"/leistung/{id}", service_page},
                                 {"/stelle/{id}", organisation_page},
                                 {"/leistung/{id}/hinweis/danke", notice_thanks}};

constexpr std::size_t notice_form_bytes = 16 * 1024;

void add_notice_routes(web::Router& router, const std::shared_ptr<const Rooms>& rooms) {
    const auto brake = std::make_shared<NoticeBrake>();
    router.add(
        {.path = "/leistung/{id}/hinweis",
         .act = "public",
         .handler = [rooms](web::Request& request) { return notice_form(*rooms, request); }});
    router.add(
        {.method = web::Method::Post,
         .path = "/leistung/{id}/hinweis",
         .act = "public",
         .handler = [rooms,
                     brake](web::Request& request) { return take_notice(*rooms, *brake, request); },
         .body_limit = notice_form_bytes});
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
    add_notice_routes(router, rooms);
    add_api(router, rooms);
    web::add_navigation({.path = "/themen", .label = texts::navigation_topics});
    web::add_navigation({.path = "/a-z", .label = texts::navigation_a_to_z});
}

}  // namespace dw::catalogue
