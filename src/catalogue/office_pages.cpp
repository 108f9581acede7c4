#include "catalogue/office_pages.h"

#include <algorithm>
#include <map>

#include "base/limits.h"
#include "base/text.h"
#include "catalogue/localized_view.h"
#include "catalogue/office_view.h"
#include "catalogue/page_parts.h"
#include "catalogue/structured_data.h"
#include "catalogue/texts.h"
#include "web/components.h"
#include "web/moved.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t most_names = 5;  // of places in brackets behind a service

// What the office page knows of the way somebody came.
struct Way {
    std::optional<Service> service;
    AskedPlace place;
    bool is_asked = false;  // the place; else it is where the office is
};

// Who came without a place gets the one the office is at.
AskedPlace place_of(const Rooms& rooms, const Organisation& office) {
    const auto& areas = rooms.catalogue.areas();
    for (const auto& address : office.addresses) {
        auto place = asked_place(areas, address.postcode + ' ' + address.town);
        if (place.area == nullptr) place = asked_place(areas, address.town);
        if (place.area != nullptr && !place.is_corrected) return place;
    }
    return {};
}

Way way_of(const Rooms& rooms, const web::Request& request, const Organisation& office) {
    Way way;
    way.place = asked_place(rooms.catalogue.areas(), request.query.get("ort"));
    way.is_asked = !way.place.written.empty();
    if (!way.is_asked) way.place = place_of(rooms, office);
    if (const auto id = SourceId::parse(request.query.get("leistung"))) {
        if (auto service = rooms.catalogue.service(*id)) way.service = *std::move(service);
    }
    return way;
}

// Where an office is in charge of a service: at the place that was asked for, or only elsewhere in
// its district.
struct Held {
    std::vector<Ars> elsewhere;
    bool here = false;
};

std::string title_of(const Service& service, Language language) {
    const auto title = service.title();
    const auto text = in(title, language);
    return std::string(text.empty() ? texts::service_untitled.in(language) : text);
}

web::Html service_item(const Rooms& rooms, const SourceId& id, const std::string& title,
                       const Held& held, const Way& way) {
    if (held.here) return web::link(service_path(id, way.place), title);
    const auto* first = rooms.catalogue.areas().find(held.elsewhere.front());
    AskedPlace place;
    place.area = first;
    if (first == nullptr) return web::link(service_path(id, {}), title);
    place.written = first->short_name;
    std::string names;
    for (const Ars& ars : held.elsewhere) {
        const auto* area = rooms.catalogue.areas().find(ars);
        if (area) names += (names.empty() ? "" : ", ") + area->short_name;
    }
    return web::link(service_path(id, place), title) + web::escape(" (" + names + ")");
}

// Without a place that was asked for, what the office does elsewhere in its district is told too:
// an office may sit in one town and work for another.
Result<web::Html> services_of_office(const Rooms& rooms, const SourceId& office, const Way& way,
                                     Language language) {
    if (way.place.area == nullptr) return web::Html{};
    const auto& place = *way.place.area;
    std::map<SourceId, Held> services;
    DW_TRY(const auto here, rooms.catalogue.services_held_at(office, place.ars));
    for (const auto& id : here) services[id].here = true;
    if (!way.is_asked) {
        DW_TRY(const auto around, rooms.catalogue.services_held_around(office, place.ars));
        for (const auto& [id, area] : around) {
            auto& held = services[id];
            if (!held.here && held.elsewhere.size() < most_names) held.elsewhere.push_back(area);
        }
    }
    std::vector<std::pair<std::string, web::Html>> links;
    for (const auto& [id, held] : services) {
        const auto service = rooms.catalogue.service(id);
        if (!service || !service->holds_on(rooms.today())) continue;
        const auto title = title_of(*service, language);
        links.emplace_back(sort_key(title), service_item(rooms, id, title, held, way));
        if (links.size() == limits::list_items) break;
    }
    if (links.empty()) return web::Html{};
    std::sort(links.begin(), links.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<web::Html> items;
    for (auto& [key, link] : links) items.push_back(std::move(link));
    const auto title = way.is_asked ? format(texts::office_services, language, {place.short_name})
                                    : std::string(texts::office_services_all.in(language));
    return web::heading(2, title) + web::bullet_list(items);
}

web::Html report_mistake(const SourceId& id, const Way& way, Language language) {
    const std::string path = way.service ? path_with(service_path(way.service->id, {}) + "/hinweis",
                                                     {{"ort", way.place.in_links()}})
                                         : "/kontakt";
    return web::heading(2, texts::service_wrong.in(language)) +
           web::html<"<p class=\"kern-body\">{}</p>">(
               web::link(path, texts::service_wrong_link.in(language))) +
           way_for_editors("/desk/catalogue/organisations/" + web::percent_encode(id.to_string()),
                           {}, language);
}

}  // namespace

web::Response organisation_page(const Rooms& rooms, const web::Request& request) {
    const auto language = request.language;
    const auto id = SourceId::parse(request.parameter("id"));
    if (!id) return web::error_page(request, 404, texts::office_missing.in(language));
    const auto office = rooms.catalogue.organisation(*id);
    if (!office) {
        const bool missing = office.error().kind == ErrorKind::NotFound;
        if (!missing) return web::error_response(request, office.error());
        const auto now = rooms.former_offices->now_called(rooms.catalogue, *id, rooms.clock.now());
        if (!now) return web::error_response(request, now.error());
        if (*now) return web::moved_to(organisation_path(**now));
        return web::error_page(request, 404, texts::office_missing.in(language));
    }
    auto rows = office_rows(*office, language);
    if (office->parent) {
        const auto parent = rooms.catalogue.organisation(*office->parent);
        if (parent) {
            rows.push_back({std::string(texts::office_parent.in(language)),
                            web::link(organisation_path(parent->id), name_of(*parent, language))});
        }
    }
    const auto title = name_of(*office, language);
    const Way way = way_of(rooms, request, *office);
    if (!way.place.choices.empty()) {
        return place_question(request, way.place, organisation_path(*id), {});
    }
    auto main = web::heading(1, title) + web::description_list(rows);
    const auto description = shown_content(office->description, language);
    if (!description.empty()) {
        main += web::heading(2, texts::office_about.in(language)) + description;
    }
    auto services = services_of_office(rooms, office->id, way, language);
    if (!services) return web::error_response(request, services.error());
    main +=
        *services +
        place_form(organisation_path(office->id), way.place, texts::office_other_place, language) +
        report_mistake(*id, way, language);
    const auto source =
        format(texts::service_source_value, language, {office->id.agency, office->id.value});
    main += web::muted(std::string(texts::service_source.in(language)) + ": " + source);
    main += sharing(organisation_path(office->id), title, language) +
            structured_data(*office, language);
    web::PageOptions options;
    options.title = title;
    options.canonical_path = organisation_path(office->id);
    options.back_path = way.service ? service_path(way.service->id, way.place) : "/";
    return web::page_response(web::page(request, options, main));
}

}  // namespace dw::catalogue
