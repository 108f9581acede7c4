#include "catalogue/page_parts.h"

#include "base/limits.h"
#include "catalogue/localized_view.h"
#include "catalogue/texts.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

web::Field place_field(const AskedPlace& place, Language language) {
    web::Field field;
    field.id = "ort";
    field.label = texts::search_place.in(language);
    field.hint = texts::search_place_hint.in(language);
    field.value = place.in_field();
    field.autocomplete = "address-level2";
    field.max_length = limits::query_bytes;
    field.optional = true;
    if (place.is_unknown()) field.error = format(texts::place_unknown, language, {place.written});
    return field;
}

std::string reason_text(const HitReason& reason, Language language) {
    switch (reason.kind) {
        case HitReason::Kind::Listed:
            return {};
        case HitReason::Kind::Title:
            return std::string(texts::search_reason_title.in(language));
        case HitReason::Kind::OtherWord:
            return format(texts::search_reason_other_word, language, {reason.word});
        case HitReason::Kind::Text:
            return format(texts::search_reason_text, language, {reason.word});
    }
    return {};
}

}  // namespace

std::string path_with(std::string_view path, const Parameters& parameters) {
    std::string out(path);
    char separator = '?';
    for (const auto& [name, value] : parameters) {
        if (value.empty()) continue;
        out += separator + std::string(name) + '=' + web::percent_encode(value);
        separator = '&';
    }
    return out;
}

std::string service_path(const SourceId& id, const AskedPlace& place) {
    return path_with("/leistung/" + web::percent_encode(id.to_string()),
                     {{"ort", place.in_links()}});
}

std::string organisation_path(const SourceId& id) {
    return "/stelle/" + web::percent_encode(id.to_string());
}

std::string organisation_path(const SourceId& id, const SourceId& service,
                              const AskedPlace& place) {
    return path_with(organisation_path(id),
                     {{"leistung", service.to_string()}, {"ort", place.in_links()}});
}

web::Html search_form(std::string_view text, const AskedPlace& place, Language language) {
    web::Field query;
    query.id = "q";
    query.type = "search";
    query.label = texts::search_query.in(language);
    query.hint = texts::search_query_hint.in(language);
    query.value = text;
    query.max_length = limits::query_bytes;
    auto body = web::text_field(query, language) +
                web::text_field(place_field(place, language), language) +
                web::button(texts::search_button.in(language));
    return web::get_form("/suche", body, texts::search_label.in(language));
}

web::Html place_form(std::string_view action, const AskedPlace& place, Text button,
                     Language language) {
    auto field = place_field(place, language);
    field.optional = false;
    const auto body = web::text_field(field, language) + web::button(button.in(language));
    return web::get_form(action, body, texts::place_choose.in(language));
}

web::Html chosen_place(const AskedPlace& place, std::string_view change_path, Language language) {
    const auto text = format(texts::place_chosen, language, {place.name});
    return web::html<"<p class=\"kern-body\"><strong>{}</strong> · {}</p>">(
        text, web::link(change_path, texts::place_change.in(language)));
}

web::Response place_question(const web::Request& request, const AskedPlace& place,
                             std::string_view path, const Parameters& kept) {
    const auto language = request.language;
    std::vector<web::Html> choices;
    for (const auto& choice : place.choices) {
        auto parameters = kept;
        parameters.emplace_back("ort", choice.area->ars.padded());
        auto item = web::link(path_with(path, parameters), choice.area->short_name);
        if (!choice.explanation.empty()) {
            item += web::html<" <span class=\"kern-body--muted\">({})</span>">(choice.explanation);
        }
        choices.push_back(std::move(item));
    }
    const auto title = texts::place_question.in(language);
    auto main = web::heading(1, title) +
                web::paragraph(format(texts::place_question_text, language, {place.written})) +
                web::bullet_list(choices) + web::paragraph(texts::place_other.in(language));
    AskedPlace other;
    web::Html hidden;
    for (const auto& [name, value] : kept) {
        hidden += web::html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(name, value);
    }
    const auto field = web::text_field(place_field(other, language), language);
    main += web::get_form(path, hidden + field + web::button(texts::place_choose.in(language)),
                          texts::place_choose.in(language));
    web::PageOptions options;
    options.title = title;
    options.no_index = true;
    return web::page_response(web::page(request, options, main));
}

namespace {

std::string title_of(const SearchHit& hit, Language language) {
    return hit.title.empty() ? std::string(texts::service_untitled.in(language)) : hit.title;
}

web::Html badge_of(const SearchHit& hit, Language language) {
    return hit.title.empty() ? web::Html{} : language_badge(hit.title_language, language);
}

}  // namespace

web::Html language_badge(Language has, Language wanted) {
    if (has == wanted) return {};
    const auto only = wanted == Language::English ? texts::only_in_german : texts::only_in_english;
    return web::badge(web::Tone::Neutral, only.in(wanted));
}

web::Html service_link(const SearchHit& hit, const AskedPlace& place, Language language) {
    const auto path = service_path(hit.service, place);
    const auto badge = badge_of(hit, language);
    if (badge.empty()) return web::link(path, title_of(hit, language));
    return web::html<"<span lang=\"{}\">{}</span> {}">(
        code_of(hit.title_language), web::link(path, title_of(hit, language)), badge);
}

web::Html sharing(std::string_view path, std::string_view title, Language language) {
    const auto address = web::site().public_url + std::string(path);
    const auto mail =
        "mailto:?subject=" + web::percent_encode(title) + "&body=" + web::percent_encode(address);
    const auto items =
        web::bullet_list({web::escape(texts::share_address.in(language)) +
                              web::html<" <a class=\"dw-link\" dir=\"ltr\" href=\"{}\">{}</a>">(
                                  web::url(path), address),
                          web::link(mail, texts::share_mail.in(language)),
                          web::escape(texts::share_print.in(language))});
    return web::html<"<section class=\"dw-no-print\">{}{}</section>">(
        web::heading(2, texts::share_title.in(language)), items);
}

web::Html result_list(const std::vector<SearchHit>& hits, const AskedPlace& place,
                      const std::map<SourceId, std::string>& offices, Language language) {
    std::vector<web::Html> items;
    for (const auto& hit : hits) {
        web::Card card;
        card.title = title_of(hit, language);
        card.path = service_path(hit.service, place);
        if (!hit.teaser.empty()) card.body = web::paragraph(hit.teaser);
        auto reason = reason_text(hit.reason, language);
        if (const auto office = offices.find(hit.service); office != offices.end()) {
            if (!reason.empty()) reason += " · ";
            reason += format(texts::search_reason_here, language, {office->second});
        }
        if (!reason.empty()) {
            card.body += web::html<"<p class=\"kern-body kern-body--muted\">{}</p>">(reason);
        }
        if (!hit.offered_here) {
            card.footer = web::badge(web::Tone::Neutral, texts::search_not_here.in(language));
        }
        card.footer += badge_of(hit, language);
        items.push_back(in_language(code_of(hit.title_language), language, web::card(card)));
    }
    return web::html<"<div class=\"dw-stack\">{}</div>">(web::join(items));
}

web::Html way_for_editors(const std::string& path, const AskedPlace& place, Language language) {
    const auto with_place = path_with(path, {{"ort", place.in_links()}});
    return web::html<"<p class=\"kern-body\">{}</p>">(
        web::link(with_place, texts::service_for_editors.in(language)));
}

}  // namespace dw::catalogue
