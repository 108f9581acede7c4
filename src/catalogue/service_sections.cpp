#include "catalogue/service_sections.h"

#include <algorithm>

#include "catalogue/html_reduction.h"
#include "catalogue/key_sources.h"
#include "catalogue/localized_view.h"
#include "catalogue/service_wording.h"
#include "catalogue/texts.h"
#include "terms/berlin.h"
#include "web/components.h"

namespace dw::catalogue {

namespace {

// XZuFi Leistungstextmodul.
struct Section {
    std::string_view code;
    Text title;
};

const Section before_facts[] = {{"06", texts::service_what}, {"09", texts::service_who}};
const Section after_facts[] = {
    {"11", texts::service_steps},          {"14", texts::service_forms},
    {"16", texts::service_notes},          {"07", texts::service_legal},
    {"25", texts::service_remedy},         {"15", texts::service_more},
    {"22", texts::service_competent_text}, {"23", texts::service_contact_text}};

web::Html links_of(const TextModule& module) {
    std::vector<web::Html> links;
    for (const auto& link : module.links) {
        const auto address = safe_address(link.address);
        if (address.empty()) continue;
        links.push_back(web::link(address, link.title.empty() ? address : link.title));
    }
    return links.empty() ? web::Html{} : web::bullet_list(links);
}

// Whose words they are, where they are not the source's.
web::Html own_words_note(const Service& service, std::string_view code, Language language) {
    const auto own = std::ranges::find(service.own_words, code, &OwnWords::part);
    if (own == service.own_words.end()) return {};
    return web::muted(
        format(texts::own_words_note, language, {own->by, written(own->checked_on, language)}));
}

web::Html titled(Text title, Language language, const web::Html& content) {
    if (content.empty()) return {};
    return web::heading(2, title.in(language)) + content;
}

web::Html module_content(const Service& service, std::string_view code, Language language) {
    const auto* module = service.module(code);
    if (module == nullptr) return {};
    return shown_content(module->content, language) + links_of(*module) +
           own_words_note(service, code, language);
}

web::Html cost_item(const Cost& cost, Language language) {
    const auto amount = written(cost, language);
    web::Html item;
    if (!amount.empty()) item += web::html<"<strong>{}</strong>">(amount);
    return item + shown_content(cost.description, language);
}

web::Html period_item(const Period& period, Language language) {
    const auto length = written(period, language);
    web::Html item;
    if (!length.empty()) item += web::html<"<strong>{}</strong>">(length);
    return item + shown_content(period.description, language);
}

template <class Items, class View>
web::Html list_of(const Items& items, Language language, View view) {
    std::vector<web::Html> shown;
    for (const auto& item : items) {
        auto one = view(item, language);
        if (!one.empty()) shown.push_back(std::move(one));
    }
    if (shown.empty()) return {};
    return shown.size() == 1 ? web::html<"<div>{}</div>">(shown.front()) : web::bullet_list(shown);
}

web::Html needed(const Service& service, Language language) {
    std::vector<web::Html> items;
    for (const auto& document : service.documents) {
        auto item = shown(document.name, language);
        item += shown_content(document.description, language);
        if (!item.empty()) items.push_back(std::move(item));
    }
    auto content = items.empty() ? web::Html{} : web::bullet_list(items);
    content += own_words_note(service, "documents", language);
    return content + module_content(service, "08", language);
}

// The first amount or length there is, for the facts at the top.
template <class Items>
std::string in_short(const Items& items, Language language) {
    std::string sum;
    for (const auto& item : items) {
        const auto one = written(item, language);
        if (one.empty() || sum == one || sum.find(one + ",") != std::string::npos) continue;
        if (!sum.empty()) sum += ", ";
        sum += one;
        if (sum.size() > 60) break;
    }
    return sum;
}

}  // namespace

web::Html key_facts(const Service& service, Language language) {
    std::vector<web::ListRow> rows;
    const auto add = [&](Text title, const std::string& text) {
        if (!text.empty()) rows.push_back({std::string(title.in(language)), web::escape(text)});
    };
    auto cost = in_short(service.costs, language);
    const bool described = !service.costs.empty() || service.module("10") != nullptr;
    if (cost.empty() && !described) cost = texts::service_cost_unknown.in(language);
    add(texts::service_cost, cost);
    add(texts::service_duration, in_short(service.processing_times, language));
    add(texts::service_deadline, in_short(service.deadlines, language));
    return rows.empty() ? web::Html{} : web::description_list(rows);
}

web::Html service_sections(const Service& service, Language language) {
    web::Html sections;
    for (const auto& [code, title] : before_facts) {
        sections += titled(title, language, module_content(service, code, language));
    }
    sections += titled(texts::service_needed, language, needed(service, language));
    sections += titled(texts::service_cost, language,
                       list_of(service.costs, language, cost_item) +
                           own_words_note(service, "costs", language) +
                           module_content(service, "10", language));
    sections += titled(texts::service_duration, language,
                       list_of(service.processing_times, language, period_item) +
                           own_words_note(service, "processing_times", language) +
                           module_content(service, "12", language));
    sections += titled(texts::service_deadline, language,
                       list_of(service.deadlines, language, period_item) +
                           own_words_note(service, "deadlines", language) +
                           module_content(service, "13", language));
    for (const auto& [code, title] : after_facts) {
        sections += titled(title, language, module_content(service, code, language));
    }
    return sections;
}

namespace {

// "99102013104000 (ungeprüft: an einer Stelle gefunden, zuletzt gesehen am 1. November 2026)"
web::Html written_key(const ServiceKey& key, Language language) {
    auto shown = web::html<"<span dir=\"ltr\">{}</span>">(key.digits());
    const auto source = key_source(key);
    if (!source) return shown;
    const Text where = source->is_checked()      ? texts::service_key_checked
                       : source->in_list_of_2019 ? texts::service_key_from_list
                                                 : texts::service_key_from_programs;
    const auto day = written(source->seen_on, language);
    return shown + web::html<" ({})">(format(where, language, {day}));
}

web::Html keys_of(const Service& service, Language language) {
    if (service.keys.empty()) return web::escape(texts::service_key_none.in(language));
    web::Html keys;
    for (const auto& key : service.keys) {
        if (&key != &service.keys.front()) keys += web::html<"<br>">();
        keys += written_key(key, language);
    }
    return keys;
}

}  // namespace

web::Html about_description(const Service& service, Language language) {
    std::vector<web::ListRow> rows;
    rows.push_back({std::string(texts::service_key.in(language)), keys_of(service, language)});
    rows.push_back({std::string(texts::service_source.in(language)),
                    web::escape(format(texts::service_source_value, language,
                                       {service.id.agency, service.id.value}))});
    std::string own;
    for (const auto& words : service.own_words) {
        if (words.part == "keywords") continue;  // they are not shown
        const auto one = format(texts::own_words_value, language,
                                {words.by, written(words.checked_on, language)});
        if (own.find(one) == std::string::npos) own += (own.empty() ? "" : "; ") + one;
    }
    if (!own.empty()) {
        rows.push_back({std::string(texts::own_words.in(language)), web::escape(own)});
    }
    if (service.changed_at) {
        rows.push_back({std::string(texts::service_changed.in(language)),
                        web::escape(written(berlin_date(*service.changed_at), language))});
    }
    if (service.approved_on) {
        const auto by = std::string(in(service.approved_by, language));
        const auto on = written(*service.approved_on, language);
        const auto text =
            by.empty() ? on : format(texts::service_approved_value, language, {on, by});
        rows.push_back({std::string(texts::service_approved.in(language)), web::escape(text)});
    } else {
        rows.push_back({std::string(texts::service_approved.in(language)),
                        web::escape(texts::service_approved_unknown.in(language))});
    }
    return web::heading(2, texts::service_about.in(language)) + web::description_list(rows);
}

}  // namespace dw::catalogue
