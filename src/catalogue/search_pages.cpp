#include "catalogue/search_pages.h"

#include <algorithm>
#include <cctype>

#include "base/limits.h"
#include "base/text.h"
#include "catalogue/localized_view.h"
#include "catalogue/page_parts.h"
#include "catalogue/popular_keys.h"
#include "catalogue/reasons.h"
#include "catalogue/search_question.h"
#include "catalogue/texts.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t popular_services = 6;
constexpr std::size_t hits_on_a_page = 20;

SearchQuery query_of(const Rooms& rooms, const web::Request& request, const AskedPlace& place) {
    SearchQuery query;
    if (place.area != nullptr) query.area = place.area->ars;
    query.language = request.language;
    query.limit = hits_on_a_page;
    query.day = rooms.today();
    query.cursor = request.query.get("weiter");
    return query;
}

// `path`: the page's own address.
web::Response answer(const web::Request& request, std::string_view path, std::string_view title,
                     const web::Html& main) {
    web::PageOptions options;
    options.title = title;
    options.canonical_path = path;
    return web::page_response(web::page(request, options, main));
}

// `level`: that of the cards' titles.
web::Html topic_cards(const std::vector<Topic>& topics, const AskedPlace& place, int level,
                      Language language) {
    std::vector<web::Html> cards;
    for (const auto& topic : topics) {
        web::Card card;
        card.title = topic.name;
        card.path =
            path_with("/themen/" + web::percent_encode(topic.code), {{"ort", place.in_links()}});
        const auto count = std::to_string(topic.services);
        card.body =
            web::paragraph(topic.services == 1 ? std::string(texts::topic_one_service.in(language))
                                               : format(texts::topic_services, language, {count}));
        card.footer = language_badge(topic.language, language);
        cards.push_back(in_language(code_of(topic.language), language, web::card(card, level)));
    }
    return web::card_grid(cards);
}

Result<web::Html> popular_list(const Rooms& rooms, const web::Request& request) {
    std::vector<web::Html> links;
    for (const auto key : popular_keys()) {
        if (links.size() == popular_services) break;
        auto query = query_of(rooms, request, {});
        query.text = key;
        query.limit = 1;
        query.cursor.clear();
        DW_TRY(const auto found, rooms.search.search(query));
        if (found.hits.empty()) continue;
        const auto& hit = found.hits.front();
        links.push_back(web::link(service_path(hit.service, {}), hit.title));
    }
    if (links.empty()) return web::Html{};
    return web::heading(2, texts::start_popular.in(request.language)) + web::bullet_list(links);
}

// The list behind a cursor that is none starts again, and says so.
struct Listed {
    SearchAnswer answer;
    bool started_again = false;
};
Result<Listed> listed(const SearchIndex& search, SearchQuery query) {
    auto found = search.search(query);
    if (found) return Listed{*std::move(found), false};
    if (found.error().code != "search.cursor") return found.error();
    query.cursor.clear();
    DW_TRY(auto again, search.search(query));
    return Listed{std::move(again), true};
}

using Offices = std::map<SourceId, std::string>;

web::Html still_building(const SearchAnswer& answer, Language language) {
    if (answer.complete) return {};
    return web::alert(web::Tone::Info, texts::search_incomplete.in(language), {});
}

// Of the first services, which people look at before all others.
Result<Offices> offices_of(const Rooms& rooms, const std::vector<SearchHit>& hits,
                           const AskedPlace& place, Language language) {
    constexpr std::size_t looked_up = 5;
    Offices offices;
    if (place.area == nullptr) return offices;
    const auto& ars = place.area->ars;
    for (std::size_t i = 0; i < hits.size() && i < looked_up; ++i) {
        if (!hits[i].offered_here) break;
        DW_TRY(const auto service, rooms.catalogue.service(hits[i].service));
        DW_TRY(auto competence, rooms.catalogue.competent(service, ars, rooms.today()));
        DW_TRY(const auto named,
               with_names(rooms.catalogue, std::move(competence), rooms.today(), &service.id));
        if (named.organisations.empty()) continue;
        offices[hits[i].service] = in(named.organisations.front().name, language);
    }
    return offices;
}

// Offered services first, then those that are only described, under a heading of their own.
web::Html hit_sections(const Listed& found, const AskedPlace& place, const Offices& offices,
                       Language language) {
    const auto& hits = found.answer.hits;
    const auto described = std::find_if(hits.begin(), hits.end(),
                                        [](const SearchHit& hit) { return !hit.offered_here; });
    web::Html body;
    body += still_building(found.answer, language);
    if (found.started_again) {
        body += web::alert(web::Tone::Info, texts::search_bad_cursor.in(language), {});
    }
    if (described != hits.begin()) {
        const auto title = place.area == nullptr
                               ? std::string(texts::search_found_anywhere.in(language))
                               : format(texts::search_found, language, {place.area->short_name});
        body += web::heading(2, title);
        body += result_list({hits.begin(), described}, place, offices, language);
    }
    if (described != hits.end()) {
        body += web::heading(2, texts::search_described.in(language));
        body += result_list({described, hits.end()}, place, {}, language);
    }
    return body;
}

web::Html next_link(std::string_view path, Parameters parameters, const SearchAnswer& answer,
                    Language language) {
    if (answer.next.empty()) return {};
    parameters.emplace_back("weiter", answer.next);
    return web::pagination(path_with(path, parameters), texts::search_more, language);
}

web::Html nothing_found(const Rooms& rooms, const SearchQuery& query) {
    const auto language = query.language;
    if (rooms.hooks.nothing_found) rooms.hooks.nothing_found(query.text);
    auto body = web::paragraph(texts::search_nothing_text.in(language));
    body += web::bullet_list({web::link("/themen", texts::start_all_topics.in(language)),
                              web::link("/a-z", texts::start_all_services.in(language))});
    return web::alert(web::Tone::Info, texts::search_nothing.in(language), body);
}

// The services there are in other places: the word is right, the place has no office here yet.
Result<web::Html> found_elsewhere(const Rooms& rooms, SearchQuery query, const AskedPlace& place) {
    const auto language = query.language;
    if (place.area == nullptr) return nothing_found(rooms, query);
    query.area.reset();
    query.cursor.clear();
    DW_TRY(const auto elsewhere, rooms.search.search(query));
    if (elsewhere.hits.empty()) return nothing_found(rooms, query);
    const auto& name = place.area->short_name;
    return web::heading(2, format(texts::search_not_yet_here, language, {name})) +
           web::paragraph(format(texts::search_not_yet_here_text, language, {name})) +
           result_list(elsewhere.hits, place, {}, language);
}

Result<web::Html> hits_of(const Rooms& rooms, const SearchQuery& query, const Listed& found,
                          const AskedPlace& place) {
    const auto& hits = found.answer.hits;
    if (hits.empty()) return found_elsewhere(rooms, query, place);
    DW_TRY(const auto offices, offices_of(rooms, hits, place, query.language));
    return hit_sections(found, place, offices, query.language);
}

// Nothing to look for: topics lead on, those of the place when there is one.
Result<web::Html> topics_instead(const Rooms& rooms, const AskedPlace& place, Language language) {
    auto body = web::paragraph(texts::search_no_words.in(language));
    DW_TRY(auto topics,
           rooms.search.topics(place.area ? std::optional(place.area->ars) : std::nullopt, language,
                               rooms.today()));
    const bool here = place.area != nullptr && !topics.empty();
    if (topics.empty()) {
        DW_TRY(topics, rooms.search.topics({}, language, rooms.today()));
    }
    const auto title = here ? format(texts::search_topics_in, language, {place.area->short_name})
                            : std::string(texts::start_topics.in(language));
    return body + web::heading(2, title) + topic_cards(topics, place, 3, language);
}

}  // namespace

web::Response start_page(const Rooms& rooms, const web::Request& request) {
    const auto language = request.language;
    const auto topics = rooms.search.topics({}, language, rooms.today());
    if (!topics) return web::error_response(request, topics.error());
    const auto popular = popular_list(rooms, request);
    if (!popular) return web::error_response(request, popular.error());

    const auto title = texts::start_title.in(language);
    auto main = web::heading(1, title) + web::lead(texts::start_lead.in(language)) +
                search_form("", {}, language) +
                web::html<"<p class=\"kern-body\">{}</p>">(
                    web::link("/fortsetzen", texts::start_go_on.in(language))) +
                web::html<"<p class=\"kern-body\">{}</p>">(
                    web::link("/status", texts::start_status.in(language))) +
                *popular;
    if (!topics->empty()) {
        main += web::heading(2, texts::start_topics.in(language)) +
                topic_cards(*topics, {}, 3, language);
    }
    main += web::bullet_list({web::link("/lebenslagen", texts::situations_all.in(language)),
                              web::link("/a-z", texts::start_all_services.in(language))});
    return answer(request, "/", title, main);
}

web::Response search_page(const Rooms& rooms, const web::Request& request) {
    const auto language = request.language;
    const auto question = search_question(rooms, request);
    const auto& [typed, text, place, from_words, misspelt] = question;
    if (!place.choices.empty()) return place_question(request, place, "/suche", {{"q", text}});

    const std::string title = text.empty() ? std::string(texts::search_title.in(language))
                                           : format(texts::search_title_of, language, {text});
    auto main = web::heading(1, title) + search_form(text, place, language) +
                place_note(question, language);
    if (text.empty()) {
        auto topics = topics_instead(rooms, place, language);
        if (!topics) return web::error_response(request, topics.error());
        main += *topics;
    } else {
        auto query = query_of(rooms, request, place);
        query.text = text;
        const auto found = listed(rooms.search, query);
        if (!found) return web::error_response(request, found.error());
        main += words_note(found->answer, question, language);
        if (found->answer.hits.empty()) main += still_building(found->answer, language);
        auto hits = hits_of(rooms, query, *found, place);
        if (!hits) return web::error_response(request, hits.error());
        main += *hits;
        main +=
            next_link("/suche", {{"q", text}, {"ort", place.in_links()}}, found->answer, language);
    }
    web::PageOptions options;
    options.title = title;
    options.has_errors = place.is_unknown();
    options.no_index = true;
    return web::page_response(web::page(request, options, main), place.is_unknown() ? 422 : 200);
}

web::Response topics_page(const Rooms& rooms, const web::Request& request) {
    const auto language = request.language;
    const auto place = asked_place(rooms.catalogue.areas(), request.query.get("ort"));
    if (!place.choices.empty()) return place_question(request, place, "/themen", {});
    const auto area = place.area != nullptr ? std::optional(place.area->ars) : std::nullopt;
    const auto topics = rooms.search.topics(area, language, rooms.today());
    if (!topics) return web::error_response(request, topics.error());
    const auto title = texts::topics_title.in(language);
    auto main = web::heading(1, title);
    if (topics->empty()) {
        main += web::paragraph(texts::topics_none.in(language));
    } else {
        main +=
            web::lead(texts::topics_lead.in(language)) + topic_cards(*topics, place, 2, language);
    }
    main += web::bullet_list({web::link("/a-z", texts::start_all_services.in(language))});
    return answer(request, "/themen", title, main);
}

web::Response topic_page(const Rooms& rooms, const web::Request& request) {
    const auto language = request.language;
    const std::string code(request.parameter("code"));
    const auto path = "/themen/" + web::percent_encode(code);
    const auto place = asked_place(rooms.catalogue.areas(), request.query.get("ort"));
    if (!place.choices.empty()) return place_question(request, place, path, {});
    const auto topics = rooms.search.topics({}, language, rooms.today());
    if (!topics) return web::error_response(request, topics.error());
    const auto topic = std::find_if(topics->begin(), topics->end(),
                                    [&](const Topic& one) { return one.code == code; });
    if (topic == topics->end()) return web::error_page(request, 404);

    auto query = query_of(rooms, request, place);
    query.topic = code;
    const auto found = listed(rooms.search, query);
    if (!found) return web::error_response(request, found.error());
    const auto title = format(texts::topic_title, language, {topic->name});
    auto main =
        web::heading(1, title) + place_form(path, place, texts::place_show_services, language);
    main += found->answer.hits.empty() ? web::paragraph(texts::topic_empty.in(language))
                                       : hit_sections(*found, place, {}, language);
    main += next_link(path, {{"ort", place.in_links()}}, found->answer, language);
    main += web::bullet_list({web::link("/themen", texts::start_all_topics.in(language))});
    return answer(request, path, title, main);
}

namespace {

std::string letter_name(std::string_view initial, Language language) {
    if (initial == "#") return std::string(texts::a_to_z_digits.in(language));
    return {static_cast<char>(std::toupper(static_cast<unsigned char>(initial.front())))};
}

web::Html letters(const std::vector<std::string>& initials, const AskedPlace& place,
                  std::string_view current, Language language) {
    std::vector<web::Tab> tabs;
    for (const auto& initial : initials) {
        const auto path = path_with("/a-z", {{"buchstabe", initial}, {"ort", place.in_links()}});
        tabs.push_back({path, letter_name(initial, language), initial == current});
    }
    return web::tabs(texts::a_to_z_letters.in(language), tabs);
}

}  // namespace

web::Response a_to_z_page(const Rooms& rooms, const web::Request& request) {
    const auto language = request.language;
    const auto place = asked_place(rooms.catalogue.areas(), request.query.get("ort"));
    std::string initial = lower(request.query.get("buchstabe"));
    if (!place.choices.empty()) {
        return place_question(request, place, "/a-z", {{"buchstabe", initial}});
    }
    const auto area = place.area != nullptr ? std::optional(place.area->ars) : std::nullopt;
    const auto initials = rooms.search.initials(area, rooms.today());
    if (!initials) return web::error_response(request, initials.error());
    const auto title = texts::a_to_z_title.in(language);
    if (initials->empty()) {
        return answer(request, "/a-z", title,
                      web::heading(1, title) + search_form("", place, language) +
                          web::paragraph(texts::a_to_z_empty.in(language)));
    }
    const bool known = std::find(initials->begin(), initials->end(), initial) != initials->end();
    if (!known) initial = initials->front();

    auto query = query_of(rooms, request, place);
    query.initial = initial;
    const auto found = listed(rooms.search, query);
    if (!found) return web::error_response(request, found.error());
    std::vector<web::Html> links;
    for (const auto& hit : found->answer.hits) {
        links.push_back(service_link(hit, place, language));
    }
    const auto main =
        web::heading(1, title) + letters(*initials, place, initial, language) +
        web::heading(2, format(texts::a_to_z_of, language, {letter_name(initial, language)})) +
        web::bullet_list(links) +
        next_link("/a-z", {{"buchstabe", initial}, {"ort", place.in_links()}}, found->answer,
                  language);
    return answer(request, path_with("/a-z", {{"buchstabe", initial}}), title, main);
}

}  // namespace dw::catalogue
