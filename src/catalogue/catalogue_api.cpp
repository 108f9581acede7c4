#include "catalogue/catalogue_api.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/text.h"
#include "catalogue/catalogue_json.h"
#include "catalogue/coverage_pages.h"
#include "catalogue/search_question.h"
#include "catalogue/texts.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t usual_limit = 20;
constexpr std::size_t most_places = 1000;  // the register itself gives fewer

// A value of the request, or the problem it is.
template <class T>
using Asked = std::variant<T, web::Problem>;

// What is wrong with one parameter.
web::Problem bad(std::string_view parameter, std::string code, std::string reason,
                 Language language) {
    return {.status = 400,
            .code = std::move(code),
            .title = std::string(texts::api_bad_title.in(language)),
            .detail = reason,
            .findings = {{std::string(parameter), reason}}};
}

web::Problem unknown(std::string_view parameter, std::string code, std::string reason,
                     Language language) {
    auto problem = bad(parameter, std::move(code), std::move(reason), language);
    problem.status = 404;
    problem.title = texts::api_not_found_title.in(language);
    return problem;
}

web::Problem missing(std::string_view parameter, Language language) {
    return bad(parameter, "api.missing_parameter",
               format(texts::api_missing, language, {std::string(parameter)}), language);
}

web::Response answered(const Json& json) {
    return web::json_response(to_string(json));
}

web::Response refused(const web::Problem& problem, const web::Request& request) {
    return web::problem_response(problem, request);
}

web::Response bad_cursor(const web::Request& request) {
    const std::string reason(texts::api_cursor_invalid.in(request.language));
    return refused(bad("cursor", "api.cursor_invalid", reason, request.language), request);
}

Asked<std::string> asked_text(const web::Request& request) {
    const auto text = request.query.get("q");
    if (text.size() > limits::query_bytes) {
        const auto most = std::to_string(limits::query_bytes);
        return bad("q", "api.query_too_long",
                   format(texts::api_query_long, request.language, {most}), request.language);
    }
    if (first_invalid_utf8(text)) {
        return bad("q", "api.query_not_utf8",
                   std::string(texts::api_query_bytes.in(request.language)), request.language);
    }
    return std::string(trim(text));
}

Asked<std::size_t> asked_limit(const web::Request& request) {
    const auto text = request.query.get("limit");
    if (text.empty()) return usual_limit;
    const auto number = parse_integer(text);
    const bool fits =
        number && *number >= 1 && *number <= static_cast<std::int64_t>(limits::list_items);
    if (fits) return static_cast<std::size_t>(*number);
    return bad("limit", "api.limit_invalid",
               format(texts::api_limit_invalid, request.language,
                      {std::string(cut(text, 40)), std::to_string(limits::list_items)}),
               request.language);
}

Asked<Date> asked_day(const Rooms& rooms, const web::Request& request) {
    const auto text = request.query.get("date");
    if (text.empty()) return rooms.today();
    if (const auto day = parse_date(text)) return *day;
    return bad("date", "api.date_invalid",
               format(texts::api_date_invalid, request.language, {std::string(cut(text, 40))}),
               request.language);
}

// A key in one of its written forms. An area the register does not have is taken when it lies in a
// known Land: the register may be older than the area.
Asked<std::optional<Ars>> asked_area(const Rooms& rooms, const web::Request& request) {
    const auto text = trim(request.query.get("area"));
    const auto language = request.language;
    if (text.empty()) return std::optional<Ars>{};
    const auto& areas = rooms.catalogue.areas();
    const std::string quoted(cut(text, 40));
    if (Ars::looks_like_ags(text)) {
        if (const auto* area = areas.find_ags(text)) return std::optional(area->ars);
        if (const auto* former = areas.find_former(text)) return std::optional(former->today->ars);
    }
    const auto ars = Ars::parse(text);
    if (!ars) {
        return bad("area", "api.area_invalid", format(texts::api_area_invalid, language, {quoted}),
                   language);
    }
    const bool country = ars->level() == AreaLevel::Country;
    if (!country && areas.way_up(*ars).empty()) {
        return unknown("area", "catalogue.unknown_area",
                       format(texts::api_area_unknown, language, {quoted}), language);
    }
    return std::optional(areas.today(*ars));
}

web::Problem unknown_service(std::string_view written, Language language) {
    return unknown("service", "catalogue.unknown_service",
                   format(texts::api_service_unknown, language, {std::string(cut(written, 80))}),
                   language);
}

Json place_json(const AreaRegister& areas, const Place& place) {
    auto item = to_json(*place.area);
    item.set("explanation", place.explanation);
    auto postcodes = Json::array();
    for (auto& postcode : areas.postcodes_of(place.area->ars)) postcodes.add(std::move(postcode));
    item.set("postcodes", std::move(postcodes));
    return item;
}

// The page behind a cursor begins after the place the cursor names: so it stays right when a new
// register brings places that stand before it.
std::string cursor_after(const Place& place) {
    return to_base64url(as_bytes(place.area->ars.key()));
}

std::optional<std::size_t> first_after(std::string_view cursor, const std::vector<Place>& found) {
    if (cursor.empty()) return 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (cursor_after(found[i]) == cursor) return i + 1;
    }
    return std::nullopt;
}

}  // namespace

web::Response places_api(const Rooms& rooms, const web::Request& request) {
    const auto text = asked_text(request);
    if (const auto* problem = std::get_if<web::Problem>(&text)) return refused(*problem, request);
    const auto asked = asked_limit(request);
    if (const auto* problem = std::get_if<web::Problem>(&asked)) return refused(*problem, request);
    const auto& written = std::get<std::string>(text);
    const auto limit = std::get<std::size_t>(asked);
    if (written.empty()) return refused(missing("q", request.language), request);
    const auto& areas = rooms.catalogue.areas();
    const auto cursor = request.query.get("cursor");
    // One more tells whether there is a next page.
    const auto found = areas.find_places(written, cursor.empty() ? limit + 1 : most_places);
    const auto first = first_after(cursor, found);
    if (!first) return bad_cursor(request);
    const auto end = std::min(found.size(), *first + limit);
    auto items = Json::array();
    for (auto i = *first; i < end; ++i) items.add(place_json(areas, found[i]));
    const bool more = end < found.size();
    return answered(Json::object({{"items", std::move(items)},
                                  {"next", more ? Json(cursor_after(found[end - 1])) : Json()}}));
}

namespace {

// Who gives an area has said the place.
SearchQuestion asked_question(const Rooms& rooms, const std::string& text,
                              const std::optional<Ars>& area) {
    if (!area) return understood_question(rooms, text);
    SearchQuestion question;
    question.typed = question.words = text;
    return question;
}

// The place was only a word among others: what other places offer is better than nothing.
Result<SearchAnswer> found_elsewhere(const Rooms& rooms, SearchQuery query) {
    query.area.reset();
    DW_TRY(auto found, rooms.search.search(query));
    for (auto& hit : found.hits) hit.offered_here = false;
    return found;
}

Json understood_json(const Rooms& rooms, const SearchQuestion& question,
                     const SearchAnswer& found) {
    const auto& areas = rooms.catalogue.areas();
    const auto& place = question.place;
    auto places = Json::array();
    for (const auto& choice : place.choices) places.add(place_json(areas, choice));
    auto corrections = Json::array();
    for (const auto& one : found.corrections) {
        corrections.add(Json::object({{"typed", one.typed}, {"meant", one.meant}}));
    }
    return Json::object(
        {{"words", question.words},
         {"place", place.area != nullptr ? place_json(areas, {place.area, {}}) : Json()},
         {"places", std::move(places)},
         {"corrections", std::move(corrections)},
         {"suggestion", found.suggestion.empty() ? Json() : Json(found.suggestion)}});
}

}  // namespace

web::Response services_api(const Rooms& rooms, const web::Request& request) {
    const auto text = asked_text(request);
    if (const auto* problem = std::get_if<web::Problem>(&text)) return refused(*problem, request);
    const auto limit = asked_limit(request);
    if (const auto* problem = std::get_if<web::Problem>(&limit)) return refused(*problem, request);
    const auto area = asked_area(rooms, request);
    if (const auto* problem = std::get_if<web::Problem>(&area)) return refused(*problem, request);

    SearchQuery query;
    query.area = std::get<std::optional<Ars>>(area);
    const auto question = asked_question(rooms, std::get<std::string>(text), query.area);
    query.text = question.words;
    if (question.place.area != nullptr) query.area = question.place.area->ars;
    query.language = request.language;
    query.limit = std::get<std::size_t>(limit);
    query.cursor = request.query.get("cursor");
    query.day = rooms.today();
    auto found = rooms.search.search(query);
    const bool elsewhere = found && found->hits.empty() && question.place.area != nullptr;
    if (elsewhere) found = found_elsewhere(rooms, query);
    if (!found && found.error().code == "search.cursor") {
        return bad_cursor(request);
    }
    if (!found) return web::error_response(request, found.error());
    auto items = Json::array();
    for (const auto& hit : found->hits) items.add(to_json(hit));
    auto page = Json::object(
        {{"items", std::move(items)}, {"next", found->next.empty() ? Json() : Json(found->next)}});
    page.set("understood", understood_json(rooms, question, *found));
    if (found->complete) return answered(std::move(page));
    page.set("complete", false);
    return answered(std::move(page)).header("Cache-Control", "no-store");
}

web::Response service_api(const Rooms& rooms, const web::Request& request) {
    const auto written = request.parameter("id");
    const auto id = SourceId::parse(written);
    if (!id) return refused(unknown_service(written, request.language), request);
    const auto area = asked_area(rooms, request);
    if (const auto* problem = std::get_if<web::Problem>(&area)) return refused(*problem, request);
    const auto& place = std::get<std::optional<Ars>>(area);
    auto service = place ? rooms.catalogue.service_for(*id, *place, rooms.today())
                         : rooms.catalogue.service(*id);
    if (!service) {
        const bool absent = service.error().kind == ErrorKind::NotFound;
        if (absent) return refused(unknown_service(written, request.language), request);
        return web::error_response(request, service.error());
    }
    keep_valid_parts(*service, rooms.today());
    auto json = to_json(*service);
    if (place) {
        auto competence = rooms.catalogue.competent(*service, *place, rooms.today());
        if (!competence) return web::error_response(request, competence.error());
        const auto named =
            with_names(rooms.catalogue, *std::move(competence), rooms.today(), &service->id);
        if (!named) return web::error_response(request, named.error());
        const auto online = rooms.catalogue.online_services(*id, *place, rooms.today());
        if (!online) return web::error_response(request, online.error());
        json.set("competent", competence_json(*named, rooms.catalogue.areas(), *place));
        auto online_services = Json::array();
        for (const auto& one : *online) online_services.add(to_json(one));
        json.set("onlineServices", std::move(online_services));
    }
    return answered(json);
}

web::Response coverage_api(const Rooms& rooms, const web::Request& request) {
    const auto json = coverage_json(rooms, request);
    if (json) return answered(*json);
    if (json.error().kind != ErrorKind::NotFound) return web::error_response(request, json.error());
    return refused(unknown_service(request.parameter("id"), request.language), request);
}

web::Response organisation_api(const Rooms& rooms, const web::Request& request) {
    const auto written = request.parameter("id");
    const auto absent = [&] {
        return refused(unknown("organisation", "catalogue.unknown_organisation",
                               format(texts::api_organisation_unknown, request.language,
                                      {std::string(cut(written, 80))}),
                               request.language),
                       request);
    };
    const auto id = SourceId::parse(written);
    if (!id) return absent();
    const auto office = rooms.catalogue.organisation(*id);
    if (office) return answered(to_json(*office));
    if (office.error().kind == ErrorKind::NotFound) return absent();
    return web::error_response(request, office.error());
}

namespace {

// What a lookup is for: the services an id or a key means, and who is in charge of them.
struct Lookup {
    std::vector<Service> services;  // at most limits::list_items; none: no such service
    NamedCompetence named;
};

Result<std::vector<Service>> services_of(const Catalogue& catalogue,
                                         const std::vector<SourceId>& ids) {
    std::vector<Service> services;
    for (const auto& id : ids) {
        if (services.size() == limits::list_items) break;
        auto service = catalogue.service(id);
        if (!service && service.error().kind == ErrorKind::NotFound) continue;
        if (!service) return service.error();
        services.push_back(*std::move(service));
    }
    return services;
}

Result<Lookup> look_up(const Catalogue& catalogue, std::string_view written, const Ars& place,
                       Date day) {
    Lookup lookup;
    const auto key = ServiceKey::parse(written);
    std::vector<SourceId> ids;
    if (key) {
        DW_TRY(ids, catalogue.ids_with_key(*key));
    } else {
        ids.push_back(*SourceId::parse(written));
    }
    DW_TRY(lookup.services, services_of(catalogue, ids));
    if (lookup.services.empty()) return lookup;
    auto competence = key ? catalogue.competent(*key, place, day)
                          : catalogue.competent(lookup.services.front(), place, day);
    if (!competence) return competence.error();
    DW_TRY(lookup.named, with_names(catalogue, *std::move(competence), day,
                                    key ? nullptr : &lookup.services.front().id));
    return lookup;
}

}  // namespace

web::Response competent_api(const Rooms& rooms, const web::Request& request) {
    const auto language = request.language;
    const auto written = trim(request.query.get("service"));
    if (written.empty()) return refused(missing("service", language), request);
    if (!ServiceKey::parse(written) && !SourceId::parse(written)) {
        const auto reason =
            format(texts::api_service_invalid, language, {std::string(cut(written, 80))});
        return refused(bad("service", "api.service_invalid", reason, language), request);
    }
    const auto area = asked_area(rooms, request);
    if (const auto* problem = std::get_if<web::Problem>(&area)) return refused(*problem, request);
    const auto& place = std::get<std::optional<Ars>>(area);
    if (!place) return refused(missing("area", language), request);
    const auto day = asked_day(rooms, request);
    if (const auto* problem = std::get_if<web::Problem>(&day)) return refused(*problem, request);

    const auto found = look_up(rooms.catalogue, written, *place, std::get<Date>(day));
    if (!found) return web::error_response(request, found.error());
    if (found->services.empty()) return refused(unknown_service(written, language), request);
    auto shown = Json::array();
    for (const auto& service : found->services) {
        shown.add(Json::object(
            {{"id", service.id.to_string()}, {"title", in(service.title(), Language::German)}}));
    }
    auto json = competence_json(found->named, rooms.catalogue.areas(), *place);
    json.set("service", shown.items().front());
    json.set("services", shown);
    json.set("date", to_string(std::get<Date>(day)));
    return answered(json);
}

}  // namespace dw::catalogue
