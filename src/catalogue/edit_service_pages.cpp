// A service at the editors' desk: its texts, who is in charge, and the form for one text.
#include <algorithm>

#include "base/plain_text.h"
#include "base/text.h"
#include "catalogue/asked_place.h"
#include "catalogue/edit_markup.h"
#include "catalogue/edit_pages.h"
#include "catalogue/html_reduction.h"
#include "catalogue/localized_view.h"
#include "catalogue/office_view.h"
#include "catalogue/page_parts.h"
#include "catalogue/reasons.h"
#include "catalogue/texts.h"
#include "terms/written_date.h"

namespace dw::catalogue {

namespace {

using web::Html;

// In the order of the service's page.
constexpr std::string_view module_codes[] = {"03", "24", "05", "06", "09", "08", "10", "12", "13",
                                             "11", "14", "16", "07", "25", "15", "22", "23"};
constexpr std::size_t shown_bytes = 160;

bool is_title(std::string_view code) {
    return code == "03";
}

std::string begin_of(const Service& service, std::string_view code, Language language) {
    const TextModule* module = service.module(code);
    if (module == nullptr) return {};
    std::string text = text_of_html(in(module->content, language)).html;
    if (text.size() <= shown_bytes) return text;
    return std::string(cut(text, shown_bytes)) + " …";
}

std::string who_says(const EditVisit& visit, const Service& service, std::string_view code) {
    const auto own = std::ranges::find(service.own_words, code, &OwnWords::part);
    if (own != service.own_words.end()) {
        return visit.say(texts::own_words_value,
                         {own->by, written_date(own->checked_on, visit.language())});
    }
    return service.module(code) == nullptr ? visit.say(texts::edit_nobody_says)
                                           : visit.say(texts::edit_source_says);
}

Html texts_of(const EditVisit& visit, const Service& service, const Ars& area) {
    web::Table table;
    table.caption = visit.say(texts::edit_texts);
    table.hide_caption = true;
    for (const auto& label : {texts::edit_text, texts::edit_words, texts::edit_from})
        table.columns.push_back({.label = visit.say(label)});
    for (const std::string_view code : module_codes) {
        const EditTarget target{EditKind::Text, service.id, std::string(code), area};
        table.rows.push_back({web::link(path_of(target), part_name(target, visit.language())),
                              web::escape(begin_of(service, code, visit.language())),
                              web::escape(who_says(visit, service, code))});
    }
    return web::heading(2, visit.say(texts::edit_texts)) + web::table(table);
}

Result<Html> in_charge(const EditVisit& visit, const Service& service, const Ars& area) {
    const Catalogue& catalogue = visit.desk.catalogue;
    DW_TRY(auto competence, catalogue.competent(service, area, visit.desk.today()));
    DW_TRY(const auto named, with_names(catalogue, std::move(competence)));
    std::vector<Html> offices;
    for (const Organisation& office : named.organisations)
        offices.push_back(
            web::link(path_of_organisation(office.id), name_of(office, visit.language())));
    const EditTarget target{EditKind::Responsibility, service.id, "", area};
    return web::heading(2, visit.say(texts::edit_in_charge, {area_name(visit, area)})) +
           (offices.empty() ? web::paragraph(visit.say(texts::edit_nobody_in_charge))
                            : web::bullet_list(offices)) +
           web::link_button(path_of(target), visit.say(texts::edit_correct_responsibility),
                            web::Weight::Secondary);
}

// Only who reaches several areas has to choose.
Html area_choice(const EditVisit& visit, const SourceId& id, const Ars& area) {
    const Html where = web::paragraph(visit.say(texts::edit_holds_in, {area_name(visit, area)}));
    const AskedPlace place = asked_place(visit.desk.catalogue.areas(), area.padded());
    return where + web::details(visit.say(texts::edit_other_area),
                                place_form(path_of_service(id, {}), place, texts::edit_other_area,
                                           visit.language()));
}

}  // namespace

web::Response edit_service_page(const EditVisit& visit) {
    const auto id = SourceId::parse(visit.request.parameter("id"));
    if (!id) return web::error_page(visit.request, 404, visit.say(texts::service_missing));
    const auto asked = asked_place(visit.desk.catalogue.areas(), visit.request.query.get("ort"));
    const auto area = chosen_area(visit, asked.area ? asked.area->ars.padded() : "");
    const Ars place = area.value_or(Ars{});
    const auto service = visit.desk.catalogue.service_for(*id, place, visit.desk.today());
    if (!service) return web::error_response(visit.request, service.error());
    const auto title = std::string(in(service->title(), visit.language()));
    Html main;
    if (!area) {
        main += web::alert(web::Tone::Warning, visit.say(texts::edit_no_area),
                           web::paragraph(visit.say(texts::edit_no_area_text)));
    } else {
        if (asked.area && !visit.editor.reaches(asked.area->ars)) {
            main += web::alert(web::Tone::Info,
                               visit.say(texts::edit_other_place, {asked.area->short_name}), {});
        }
        main += area_choice(visit, *id, place);
        auto responsibility = in_charge(visit, *service, place);
        if (!responsibility) return web::error_response(visit.request, responsibility.error());
        main += *responsibility;
    }
    main += texts_of(visit, *service, place);
    const auto public_page = asked_place(visit.desk.catalogue.areas(), place.padded());
    main += web::html<"<p class=\"kern-body\">{}</p>">(
        web::link(service_path(*id, public_page), visit.say(texts::edit_public_page)));
    return show(visit, {.title = title.empty() ? id->to_string() : title,
                        .back_path = std::string(edit_path),
                        .main = main});
}

namespace {

struct TextForm {
    EditTarget target;
    std::string german, english, links, note;
    std::vector<web::SummaryError> errors = {};
};

std::string words_of(const TextModule& module, Language language) {
    const auto found = module.content.find(code_of(language));
    if (found == module.content.end()) return {};
    return is_title(module.code) ? found->second : markup_of_html(found->second);
}

std::optional<EditTarget> asked_target(const EditVisit& visit, std::string_view area) {
    const auto id = SourceId::parse(visit.request.parameter("id"));
    const auto code = visit.request.parameter("code");
    const auto where = chosen_area(visit, area);
    const bool known = std::ranges::find(module_codes, code) != std::end(module_codes);
    if (!id || !known || !where) return std::nullopt;
    return EditTarget{EditKind::Text, *id, std::string(code), *where};
}

web::Field field_of(const TextForm& form, std::string_view id, std::string label,
                    std::string value) {
    web::Field field;
    field.id = id;
    field.label = std::move(label);
    field.value = std::move(value);
    const auto wrong = std::ranges::find(form.errors, field.id, &web::SummaryError::field_id);
    if (wrong != form.errors.end()) field.error = wrong->sentence;
    return field;
}

Html fields_of(const EditVisit& visit, const TextForm& form) {
    const Language language = visit.language();
    auto german = field_of(form, "deutsch", visit.say(texts::edit_german), form.german);
    auto english = field_of(form, "englisch", visit.say(texts::edit_english), form.english);
    auto links = field_of(form, "links", visit.say(texts::edit_links), form.links);
    auto note = field_of(form, "grund", visit.say(texts::edit_note), form.note);
    english.optional = links.optional = note.optional = true;
    links.hint = visit.say(texts::edit_links_hint);
    links.left_to_right = true;
    note.hint = visit.say(texts::edit_note_hint);
    Html fields = hidden_field("gebiet", form.target.area.key());
    if (is_title(form.target.part)) {
        fields += web::text_field(german, language) + web::text_field(english, language);
    } else {
        german.hint = visit.say(texts::edit_signs);
        fields += web::text_area(german, 12, language) + web::text_area(english, 6, language) +
                  web::text_area(links, 3, language);
    }
    return fields + web::text_area(note, 2, language) +
           web::button(visit.say(texts::edit_save_draft));
}

web::Response text_form(const EditVisit& visit, const TextForm& form) {
    const auto source = visit.desk.editing.source_part(form.target);
    if (!source) return web::error_response(visit.request, source.error());
    const auto said = lines_of(visit.desk.catalogue, form.target, *source, Language::German);
    if (!said) return web::error_response(visit.request, said.error());
    const auto title = part_name(form.target, visit.language());
    Html main =
        web::paragraph(visit.say(texts::edit_text_of, {object_name(visit, form.target),
                                                       area_name(visit, form.target.area)}));
    main +=
        web::details(visit.say(texts::edit_source_text),
                     said->empty() ? web::paragraph(visit.say(texts::edit_source_empty))
                                   : web::html<"<p class=\"kern-body dw-written\">{}</p>">(*said));
    main += web::post_form(visit.request, path_of(form.target), fields_of(visit, form));
    auto versions = versions_of(visit, form.target);
    if (!versions) return web::error_response(visit.request, versions.error());
    return show(visit, {.title = title,
                        .back_path = path_of_service(form.target.object, form.target.area),
                        .main = main + *versions,
                        .errors = form.errors});
}

std::string lines_sent(const EditVisit& visit, std::string_view field) {
    std::string lines(visit.request.form.get(field));
    std::erase(lines, '\r');
    return lines;
}

void check(const EditVisit& visit, TextForm& form) {
    const auto add = [&](std::string id, const Text& text) {
        form.errors.push_back({std::move(id), visit.say(text)});
    };
    for (const auto& [id, text] : {std::pair{"deutsch", &form.german}, {"englisch", &form.english}})
        if (text->size() > edit_text_bytes || !is_plain_text(*text))
            add(id, texts::edit_refused_text);
    if (is_title(form.target.part) && trim(form.german).empty())
        add("deutsch", texts::edit_title_missing);
    if (!links_from(form.links)) add("links", texts::edit_refused_link);
    if (form.note.size() > edit_note_bytes || !is_plain_text(form.note))
        add("grund", texts::edit_refused_note);
}

// What the form does not show, other languages and notes at links, stays.
Bytes part_of_form(TextModule module, const TextForm& form) {
    const bool title = is_title(form.target.part);
    module.code = form.target.part;
    const auto set = [&](std::string_view code, const std::string& words) {
        const std::string text = title ? std::string(trim(words)) : html_of_markup(words);
        if (text.empty()) {
            module.content.erase(std::string(code));
        } else {
            module.content[std::string(code)] = text;
        }
    };
    set("de", form.german);
    set("en", form.english);
    const auto before = std::exchange(module.links, *links_from(form.links));
    for (Link& link : module.links) {
        const auto known = std::ranges::find(before, link.address, &Link::address);
        if (known == before.end()) continue;
        link.description = known->description;
        link.language = known->language;
    }
    return part_from(module);
}

}  // namespace

web::Response edit_text_form(const EditVisit& visit) {
    const auto target = asked_target(visit, visit.request.query.get("gebiet"));
    if (!target) return web::error_page(visit.request, 404, visit.say(texts::service_missing));
    const auto part = words_to_begin_with(visit, *target);
    if (!part) return web::error_response(visit.request, part.error());
    const auto module = module_from(*part, target->part);
    if (!module) return web::error_response(visit.request, module.error());
    return text_form(visit, {.target = *target,
                             .german = words_of(*module, Language::German),
                             .english = words_of(*module, Language::English),
                             .links = lines_of(module->links),
                             .note = ""});
}

web::Response write_text(const EditVisit& visit) {
    const auto target = asked_target(visit, visit.request.form.get("gebiet"));
    if (!target) return web::error_page(visit.request, 404, visit.say(texts::service_missing));
    TextForm form{.target = *target,
                  .german = lines_sent(visit, "deutsch"),
                  .english = lines_sent(visit, "englisch"),
                  .links = lines_sent(visit, "links"),
                  .note = lines_sent(visit, "grund")};
    check(visit, form);
    if (!form.errors.empty()) return text_form(visit, form);
    const auto now = visit.desk.editing.part_now(visit.editor.tenant, *target);
    if (!now) return web::error_response(visit.request, now.error());
    auto module = module_from(*now, target->part);
    if (!module) return web::error_response(visit.request, module.error());
    const auto draft =
        visit.desk.editing.write(visit.editor, {.target = *target,
                                                .content = part_of_form(*std::move(module), form),
                                                .note = std::string(trim(form.note))});
    return draft ? web::see_other(path_of(*draft)) : refused(visit, draft.error());
}

}  // namespace dw::catalogue
