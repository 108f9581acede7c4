#include "cases/desk_filter_bar.h"

#include <algorithm>

#include "base/text.h"
#include "cases/desk_inbox_page.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr const char* filters_path = "/desk/filters";
constexpr std::size_t name_length = 60;

using Choices = std::vector<web::Option>;

Choices services(const Visit& visit) {
    Choices all{{"", visit.say(texts::filter_all), {}}};
    for (const auto& package : visit.cases.neighbours().forms.packages())
        all.push_back({package.name, std::string(package.title.in(visit.language)), {}});
    return all;
}
Choices dues(const Visit& visit) {
    return {{"", visit.say(texts::filter_all), {}},
            {"ueberfaellig", visit.say(texts::filter_overdue), {}},
            {"woche", visit.say(texts::filter_week), {}}};
}
Choices progresses(const Visit& visit) {
    return {{"", visit.say(texts::filter_all), {}},
            {"neu", visit.say(texts::filter_new), {}},
            {"arbeit", visit.say(texts::filter_in_work), {}},
            {"wartet", visit.say(texts::filter_waiting), {}}};
}

Choices standings(const Visit& visit) {
    return {{"", visit.say(texts::filter_all), {}},
            {"angefochten", visit.say(texts::filter_contested), {}}};
}

// The fields of a filter as its address writes them, in the order of the form.
struct Part {
    std::string_view name;
    Text label;
    Choices choices;
    std::string chosen;
};
std::vector<Part> parts(const Visit& visit, const InboxFilter& filter) {
    web::Fields written;
    for (const auto& [name, value] : fields_of(filter)) written.add(name, value);
    const auto chosen = [&](std::string_view name) { return std::string(written.get(name)); };
    return {{"leistung", texts::desk_column_service, services(visit), chosen("leistung")},
            {"frist", texts::desk_column_due, dues(visit), chosen("frist")},
            {"stand", texts::desk_column_state, progresses(visit), chosen("stand")},
            {"bestand", texts::desk_standing_title, standings(visit), chosen("bestand")}};
}

Html hidden(std::string_view name, std::string_view value) {
    return web::html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(name, value);
}

Html fields_again(const FilterPlace& place) {
    Html fields = hidden("sicht", place.shelf);
    for (const auto& [name, value] : fields_of(place.filter)) fields += hidden(name, value);
    return fields;
}

// "Hund anmelden, überfällig".
std::string described(const Visit& visit, const InboxFilter& filter) {
    std::string words;
    for (const auto& part : parts(visit, filter)) {
        const auto found = std::ranges::find(part.choices, part.chosen, &web::Option::value);
        if (part.chosen.empty() || found == part.choices.end()) continue;
        words += (words.empty() ? "" : ", ") + found->label;
    }
    return words;
}

// What is done has no due date and no progress; what is not done, nobody has contested.
bool is_asked(const FilterPlace& place, std::string_view part) {
    if (part == "leistung") return true;
    return place.is_done == (part == "bestand");
}

Html choose_form(const Visit& visit, const FilterPlace& place) {
    Html fields;
    for (const auto& part : parts(visit, place.filter)) {
        if (!is_asked(place, part.name)) continue;
        web::Field field;
        field.id = part.name;
        field.label = visit.say(part.label);
        field.value = part.chosen;
        fields += web::select_field(field, part.choices, visit.language);
    }
    Html body = hidden("sicht", place.shelf);
    if (place.compact) body += hidden("dicht", "ja");
    body += web::html<"<div class=\"dw-filter\">{}{}</div>">(
        fields, web::button(visit.say(texts::filter_apply), web::Weight::Secondary));
    return web::details(visit.say(texts::filter_title),
                        web::get_form("/desk", body, visit.say(texts::filter_title)));
}

// What the list is narrowed to now, the way out, and keeping it or forgetting it.
Html in_force(const Visit& visit, const FilterPlace& place, const NamedFilter* kept, bool full) {
    Html out = web::html<"<p class=\"kern-body\">{} {}</p>">(
        visit.say(texts::filter_in_force, {described(visit, place.filter)}),
        web::link(shelf_path(place.shelf), visit.say(texts::filter_off)));
    if (kept != nullptr)
        return out + web::post_form(visit.request, filters_path,
                                    fields_again(place) + hidden("filter", kept->id.to_string()) +
                                        web::button(visit.say(texts::filter_forget, {kept->name}),
                                                    web::Weight::Tertiary));
    if (full) return out + web::paragraph(visit.say(texts::filter_full));
    web::Field name;
    name.id = "name";
    name.label = visit.say(texts::filter_name);
    name.value = described(visit, place.filter);
    name.max_length = name_length;
    return out + web::post_form(
                     visit.request, filters_path,
                     fields_again(place) +
                         web::html<"<div class=\"dw-filter\">{}{}</div>">(
                             web::text_field(name, visit.language),
                             web::button(visit.say(texts::filter_keep), web::Weight::Secondary)));
}

std::string query_of(const FilterPlace& place) {
    return shelf_path(place.shelf) + to_query(place.filter);
}

FilterPlace place_in(const web::Fields& fields) {
    return {std::string(fields.get("sicht")), false, filter_in(fields)};
}

}  // namespace

Result<Html> filter_bar(const Visit& visit, const FilterPlace& place) {
    DW_TRY(const auto kept, named_filters(visit.cases.neighbours().store, visit.principal));
    const std::string here = query_of(place);
    Html links;
    const NamedFilter* current = nullptr;
    for (const auto& filter : kept) {
        if (filter.query == here) current = &filter;
        links += web::html<"<li>{}</li>">(web::link(filter.query, filter.name));
    }
    Html bar;
    if (!kept.empty())
        bar += web::html<
            "<nav aria-label=\"{}\"><p class=\"kern-body\">{}</p><ul "
            "class=\"dw-kept\">{}</ul></nav>">(visit.say(texts::filter_kept),
                                               visit.say(texts::filter_kept), links);
    bar += choose_form(visit, place);
    if (!place.filter.is_empty())
        bar += in_force(visit, place, current, kept.size() >= named_filters_most);
    return bar;
}

web::Response filters_route(const Visit& visit) {
    auto& store = visit.cases.neighbours().store;
    const auto& form = visit.request.form;
    const auto place = place_in(form);
    if (const auto written = form.get("filter"); !written.empty()) {
        const auto id = InboxFilterId::parse(written);
        const auto gone = id ? remove_filter(store, visit.principal, *id) : Outcome(Nothing{});
        if (!gone) return web::error_response(visit.request, gone.error());
        return web::see_other(query_of(place));
    }
    if (place.filter.is_empty()) return web::see_other(query_of(place));
    std::string name(trim(cut(form.get("name"), 4 * name_length)));
    if (name.empty() || code_points(name) > name_length) name = described(visit, place.filter);
    const auto id = InboxFilterId::make(store.clock(), store.random());
    const auto done = save_filter(store, visit.principal, {id, name, query_of(place)});
    if (!done) return web::error_response(visit.request, done.error());
    return web::see_other(query_of(place));
}

}  // namespace dw::cases
