#include "catalogue/service_pages.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "catalogue/html_reduction.h"
#include "catalogue/localized_view.h"
#include "catalogue/office_view.h"
#include "catalogue/page_parts.h"
#include "catalogue/reasons.h"
#include "catalogue/service_sections.h"
#include "catalogue/structured_data.h"
#include "catalogue/texts.h"
#include "web/components.h"
#include "web/moved.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

// All that the page shows, read before anything is written.
struct Found {
    Service service;
    AskedPlace place;
    std::optional<NamedCompetence> competence;  // with a place only
    std::vector<OnlineService> online;
};

std::string title_of(const Service& service, Language language) {
    const auto title = service.title();
    const auto text = in(title, language);
    return std::string(text.empty() ? texts::service_untitled.in(language) : text);
}

Result<Found> find(const Rooms& rooms, const web::Request& request, const SourceId& id) {
    Found found;
    found.place = asked_place(rooms.catalogue.areas(), request.query.get("ort"));
    if (found.place.area == nullptr) {
        DW_TRY(found.service, rooms.catalogue.service(id));
        keep_valid_parts(found.service, rooms.today());
        return found;
    }
    const auto& ars = found.place.area->ars;
    DW_TRY(found.service, rooms.catalogue.service_for(id, ars, rooms.today()));
    DW_TRY(auto competence, rooms.catalogue.competent(found.service, ars, rooms.today()));
    DW_TRY(found.competence,
           with_names(rooms.catalogue, std::move(competence), rooms.today(), &found.service.id));
    DW_TRY(found.online, rooms.catalogue.online_services(id, ars, rooms.today()));
    return found;
}

web::Html external_start(const OnlineService& online, const web::Html& label, Language language) {
    for (const auto& link : online.links) {
        const auto address = safe_address(link.address);
        if (address.empty()) continue;
        const auto host_start = address.find("://");
        const auto host = host_start == address.npos
                              ? address
                              : address.substr(host_start + 3,
                                               address.find('/', host_start + 3) - host_start - 3);
        return web::html<
                   "<a class=\"kern-btn kern-btn--primary\" href=\"{}\">"
                   "<span class=\"kern-label\">{}</span></a>">(web::url(address), label) +
               web::muted(format(texts::service_external_text, language, {host}));
    }
    return {};
}

// Own form, an online service elsewhere, or nothing.
web::Html start_online(const Rooms& rooms, const Found& found, Language language) {
    if (rooms.hooks.own_form && found.competence) {
        for (const auto& organisation : found.competence->organisations) {
            const auto form =
                rooms.hooks.own_form(found.service, organisation, found.place.area->ars);
            if (form) return web::link_button(form->path, form->button.in(language));
        }
    }
    for (const auto& online : found.online) {
        auto start = external_start(online, web::escape(texts::service_start_external.in(language)),
                                    language);
        if (!start.empty()) return start;
    }
    return {};
}

web::Html ways_to_go(const Rooms& rooms, const Found& found, Language language) {
    if (!found.competence) return {};
    auto online = start_online(rooms, found, language);
    std::vector<web::Html> ways;
    for (const auto& organisation : found.competence->organisations) {
        ways = other_ways(organisation, language);
        break;
    }
    if (!online.empty()) {
        if (ways.empty()) return online;
        return online + web::details(texts::service_other_ways.in(language),
                                     web::paragraph(texts::service_other_ways_text.in(language)) +
                                         web::bullet_list(ways));
    }
    // What the service itself says counts more than that an office has a letter box: some things
    // go in person only.
    const bool described = found.service.module("11") != nullptr;
    const auto body =
        ways.empty() ? web::paragraph(texts::service_not_online_no_office.in(language))
        : described
            ? web::paragraph(texts::service_not_online_described.in(language))
            : web::paragraph(texts::service_not_online_text.in(language)) + web::bullet_list(ways);
    return web::alert(web::Tone::Info, texts::service_not_online.in(language), body);
}

web::Html why(const Found& found, const AreaRegister& areas, Language language) {
    const auto& named = *found.competence;
    const auto count = named.organisations.size();
    const auto title = count == 0   ? texts::why_title_nobody
                       : count == 1 ? texts::why_title
                                    : texts::why_title_several;
    std::vector<web::Html> reasons;
    for (const auto& judged : named.competence.judged) {
        reasons.push_back(web::escape(reason(named, judged, areas, language)) +
                          web::muted(origin(judged.candidate, language)));
    }
    const auto way = way_in_words(areas, found.place.area->ars, language);
    auto body = web::paragraph(texts::why_rule.in(language)) +
                web::paragraph(format(texts::why_way_up, language, {way}));
    body += reasons.empty() ? web::paragraph(texts::why_no_entry.in(language))
                            : web::numbered_list(reasons);
    return web::details(title.in(language), body);
}

web::Html office_card(const Organisation& organisation, const Found& found, Language language) {
    web::Card card;
    card.title = name_of(organisation, language);
    card.body = web::description_list(office_rows(organisation, language));
    card.footer = web::link(organisation_path(organisation.id, found.service.id, found.place),
                            texts::office_details.in(language));
    return web::card(card);
}

web::Html offices(const Found& found, const AreaRegister& areas, Language language) {
    const auto& named = *found.competence;
    const auto& place = found.place.area->short_name;
    web::Html section;
    if (named.organisations.empty()) {
        section += web::alert(web::Tone::Warning, format(texts::offices_nobody, language, {place}),
                              web::paragraph(texts::offices_nobody_text.in(language)));
    } else {
        section += web::heading(2, format(texts::offices_title, language, {place}));
    }
    if (named.organisations.size() > 1) {
        section += web::paragraph(texts::offices_several.in(language));
    }
    std::vector<web::Html> cards;
    for (const auto& organisation : named.organisations) {
        cards.push_back(office_card(organisation, found, language));
    }
    if (!cards.empty()) section += web::html<"<div class=\"dw-stack\">{}</div>">(web::join(cards));
    return section + why(found, areas, language);
}

web::Html ask_for_place(const Found& found, Language language) {
    const auto path = service_path(found.service.id, {});
    return web::heading(2, texts::place_needed.in(language)) +
           web::paragraph(texts::place_needed_text.in(language)) +
           place_form(path, found.place, texts::place_show, language);
}

web::Html language_note(const Service& service, Language language) {
    if (!has_foreign_texts(service, language)) return {};
    const bool english = language == Language::English;
    const auto title = english ? texts::service_some_german : texts::service_some_english;
    return web::alert(web::Tone::Info, title.in(language),
                      web::paragraph(texts::service_german_binds.in(language)));
}

web::Html title_and_teaser(const Service& service, Language language) {
    const auto title = service.title();
    auto head = in_language(chosen(title, language).code, language,
                            web::heading(1, title_of(service, language)));
    for (const auto* code : {"24", "05"}) {
        const auto* module = service.module(code);
        if (module == nullptr) continue;
        const auto text = chosen(module->content, language);
        if (text.empty()) continue;
        head += in_language(text.code, language, web::lead(text_of_html(text.text).html));
        break;
    }
    return head;
}

// "Bremerhaven: L1.7" for texts that another service of the same key has for the place.
web::Html origins_of(const Service& service, const Rooms& rooms, Language language) {
    std::vector<web::Html> items;
    std::set<SourceId> named;
    for (const auto& origin : service.origins) {
        if (!named.insert(origin.service).second) continue;
        const auto* area = rooms.catalogue.areas().find(origin.area);
        const auto where =
            area ? area->short_name : std::string(texts::origin_country.in(language));
        items.push_back(web::escape(where + ": ") +
                        web::link(service_path(origin.service, {}), origin.service.to_string()));
    }
    if (items.empty()) return {};
    return web::heading(3, texts::origin_title.in(language)) +
           web::paragraph(texts::origin_text.in(language)) + web::bullet_list(items);
}

web::Html page_of(const Rooms& rooms, const Found& found, Language language) {
    const auto& service = found.service;
    auto main = title_and_teaser(service, language);
    if (!service.holds_on(rooms.today())) {
        main += web::alert(web::Tone::Warning, texts::service_not_valid.in(language),
                           web::paragraph(texts::service_not_valid_text.in(language)));
    }
    main += language_note(service, language);
    const auto facts = key_facts(service, language);
    if (found.competence) {
        main += chosen_place(found.place, service_path(service.id, {}), language);
        main += facts + ways_to_go(rooms, found, language);
        main += offices(found, rooms.catalogue.areas(), language);
    } else {
        main += facts + ask_for_place(found, language);
    }
    main += service_sections(service, language);
    const auto notice =
        path_with(service_path(service.id, {}) + "/hinweis", {{"ort", found.place.in_links()}});
    main +=
        web::heading(2, texts::service_wrong.in(language)) +
        web::html<"<p class=\"kern-body\">{}</p>">(
            web::link(notice, texts::service_wrong_link.in(language))) +
        way_for_editors("/desk/catalogue/services/" + web::percent_encode(service.id.to_string()),
                        found.place, language);
    main += about_description(service, language) + origins_of(service, rooms, language);
    main += web::html<"<p class=\"kern-body\">{}</p>">(web::link(
        service_path(service.id, {}) + "/verbreitung", texts::coverage_link.in(language)));
    main += sharing(service_path(service.id, found.place), title_of(service, language), language);
    const auto in_charge =
        found.competence ? found.competence->organisations : std::vector<Organisation>{};
    return main + structured_data(service, found.place, in_charge, language);
}

}  // namespace

web::Response service_page(const Rooms& rooms, const web::Request& request) {
    const auto language = request.language;
    const auto id = SourceId::parse(request.parameter("id"));
    if (!id) return web::error_page(request, 404, texts::service_missing.in(language));
    auto found = find(rooms, request, *id);
    if (!found) {
        const bool missing = found.error().kind == ErrorKind::NotFound;
        if (!missing) return web::error_response(request, found.error());
        if (const auto now = rooms.search.now_called(*id)) {
            const auto place = asked_place(rooms.catalogue.areas(), request.query.get("ort"));
            return web::moved_to(service_path(*now, place));
        }
        return web::error_page(request, 404, texts::service_missing.in(language));
    }
    const auto path = service_path(*id, {});
    if (!found->place.choices.empty()) return place_question(request, found->place, path, {});
    const bool unknown = found->place.is_unknown();
    web::PageOptions options;
    options.title = title_of(found->service, language);
    options.canonical_path = path;
    options.has_errors = unknown;
    const auto main = page_of(rooms, *found, language);
    return web::page_response(web::page(request, options, main), unknown ? 422 : 200);
}

}  // namespace dw::catalogue
