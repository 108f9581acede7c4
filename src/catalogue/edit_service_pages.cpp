// A service at the editors' desk: its texts, who is in charge, and the form for one text.
#include <algorithm>

#include "base/text.h"
#include "catalogue/asked_place.h"
#include "catalogue/edit_form.h"
#include "catalogue/edit_markup.h"
#include "catalogue/edit_pages.h"
#include "catalogue/html_reduction.h"
#include "catalogue/localized_view.h"
#include "catalogue/office_view.h"
#include "catalogue/page_parts.h"
#include "catalogue/reasons.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

using web::Html;

constexpr std::size_t shown_bytes = 160;
constexpr std::string_view links_name = "links", lines_name = "zeilen";

bool is_title(std::string_view code) {
    return code == "03";
}

std::string begin_of(const Service& service, std::string_view code, Language language) {
    std::string text;
    if (is_service_list(code)) {
        text = lines_of_list(service, code);
    } else if (const TextModule* module = service.module(code)) {
        text = text_of_html(in(module->content, language)).html;
    }
    if (text.size() <= shown_bytes) return text;
    return std::string(cut(text, shown_bytes)) + " …";
}

std::string who_says(const EditVisit& visit, const Service& service, std::string_view code) {
    if (const auto own = own_speaker(visit, service.own_words, code)) return *own;
    const bool missing = is_service_list(code) ? lines_of_list(service, code).empty()
                                               : service.module(code) == nullptr;
    return visit.say(missing ? texts::edit_nobody_says : texts::edit_source_says);
}

Html texts_of(const EditVisit& visit, const Service& service, const Ars& area) {
    web::Table table = parts_table(visit, texts::edit_texts);
    for (const std::string_view code : service_parts) {
        const EditTarget target{EditKind::Text, service.id, std::string(code), area};
        table.rows.push_back({web::link(path_of(target), part_name(target, visit.language())),
                              web::html<"<span class=\"dw-written\">{}</span>">(
                                  begin_of(service, code, visit.language())),
                              web::escape(who_says(visit, service, code))});
    }
    return web::heading(2, visit.say(texts::edit_texts)) + web::table(table);
}

Result<Html> in_charge(const EditVisit& visit, const Service& service, const Ars& area) {
    const Catalogue& catalogue = visit.desk.catalogue;
    DW_TRY(auto competence, catalogue.competent(service, area, visit.desk.today()));
    DW_TRY(const auto named,
           with_names(catalogue, std::move(competence), visit.desk.today(), &service.id));
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

Words kind_of(std::string_view code) {
    return is_title(code) ? Words::Plain : Words::Markup;
}

std::optional<EditTarget> asked_target(const EditVisit& visit, std::string_view area) {
    const auto id = SourceId::parse(visit.request.parameter("id"));
    const auto code = visit.request.parameter("code");
    const auto where = chosen_area(visit, area);
    const bool known = std::ranges::find(service_parts, code) != std::end(service_parts);
    if (!id || !known || !where) return std::nullopt;
    return EditTarget{EditKind::Text, *id, std::string(code), *where};
}

Text hint_of_list(std::string_view list) {
    if (list == "costs") return texts::edit_costs_hint;
    if (list == "keywords") return texts::edit_keywords_hint;
    return list == "documents" ? texts::edit_documents_hint : texts::edit_periods_hint;
}

Html fields_of(const EditVisit& visit, const EditForm& form) {
    const Html area = hidden_field("gebiet", form.target.area.key());
    if (is_service_list(form.target.part)) {
        auto lines =
            field_of(form, lines_name, part_name(form.target, visit.language()), form.lines);
        lines.hint = visit.say(hint_of_list(form.target.part));
        return area + web::text_area(lines, 8, visit.language()) + end_of_form(visit, form);
    }
    Html fields = area + words_fields(visit, form, kind_of(form.target.part), {12, 6});
    if (!is_title(form.target.part)) {
        auto links = field_of(form, links_name, visit.say(texts::edit_links), form.lines);
        links.optional = true;
        links.hint = visit.say(texts::edit_links_hint);
        links.left_to_right = true;
        fields += web::text_area(links, 3, visit.language());
    }
    return fields + end_of_form(visit, form);
}

web::Response text_form(const EditVisit& visit, const EditForm& form) {
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
    if (!form.draft) main += open_draft_hint(visit, form.target);
    main += web::post_form(visit.request, path_of(form.target), fields_of(visit, form));
    auto versions = versions_of(visit, form.target);
    if (!versions) return web::error_response(visit.request, versions.error());
    return show(visit, {.title = title,
                        .back_path = path_of_service(form.target.object, form.target.area),
                        .main = main + *versions,
                        .errors = form.errors});
}

// Reads the form into the module; what is wrong goes into its errors. What the form does not show,
// other languages and notes at links, stays.
void read_module(const EditVisit& visit, EditForm& form, TextModule& module) {
    check_sizes(visit, form, links_name);
    module.code = form.target.part;
    const auto kind = kind_of(module.code);
    const std::string before = words_in(module.content, kind, Language::German);
    put_words(module.content, kind, Language::German, form.german);
    put_words(module.content, kind, Language::English, form.english);
    auto links = links_from(form.lines, module.links);
    if (const auto* wrong = std::get_if<WrongLine>(&links))
        return form.refuse_line(visit, std::string(links_name), *wrong);
    const auto links_before =
        std::exchange(module.links, std::get<std::vector<Link>>(std::move(links)));
    for (Link& link : module.links) {
        const auto known = std::ranges::find(links_before, link.address, &Link::address);
        if (known == links_before.end()) continue;
        link.description = known->description;
        link.language = known->language;
    }
    if (is_title(module.code) && trim(form.german).empty())
        return form.refuse(visit, "deutsch", texts::edit_title_missing);
    ask_if_empty(visit, form, before, form.german);
}

template <class Item>
void read_lines(const EditVisit& visit, EditForm& form, Lines<Item> read, std::vector<Item>& into) {
    if (const auto* wrong = std::get_if<WrongLine>(&read))
        return form.refuse_line(visit, std::string(lines_name), *wrong);
    const std::string before = lines_of(into);
    into = std::get<std::vector<Item>>(std::move(read));
    ask_if_empty(visit, form, before, lines_of(into));
}

void read_list(const EditVisit& visit, EditForm& form, Service& lists) {
    check_sizes(visit, form, lines_name);
    const std::string& part = form.target.part;
    if (part == "costs")
        return read_lines(visit, form, costs_from(form.lines, lists.costs), lists.costs);
    if (part == "keywords")
        return read_lines(visit, form, keywords_from(form.lines, lists.keywords), lists.keywords);
    if (part == "documents")
        return read_lines(visit, form, documents_from(form.lines, lists.documents),
                          lists.documents);
    auto& periods = part == "deadlines" ? lists.deadlines : lists.processing_times;
    read_lines(visit, form, periods_from(form.lines, periods), periods);
}

// The part with what the form says.
Result<Bytes> part_of_form(const EditVisit& visit, EditForm& form, BytesView now) {
    if (is_service_list(form.target.part)) {
        DW_TRY(Service lists, lists_from(now));
        read_list(visit, form, lists);
        return part_of(lists, form.target.part);
    }
    DW_TRY(TextModule module, module_from(now, form.target.part));
    read_module(visit, form, module);
    return part_from(module);
}

Result<EditForm> form_of(const EditTarget& target, const Beginning& begin) {
    EditForm form{.target = target, .note = begin.note, .draft = begin.draft};
    if (is_service_list(target.part)) {
        DW_TRY(const Service lists, lists_from(begin.words));
        form.lines = lines_of_list(lists, target.part);
        return form;
    }
    DW_TRY(const TextModule module, module_from(begin.words, target.part));
    const auto kind = kind_of(target.part);
    form.german = words_in(module.content, kind, Language::German);
    form.english = words_in(module.content, kind, Language::English);
    form.lines = lines_of(module.links);
    return form;
}

}  // namespace

web::Response edit_text_form(const EditVisit& visit) {
    const auto target = asked_target(visit, visit.request.query.get("gebiet"));
    if (!target) return web::error_page(visit.request, 404, visit.say(texts::service_missing));
    const auto begin = beginning_of(visit, *target);
    if (!begin) return web::error_response(visit.request, begin.error());
    const auto form = form_of(*target, *begin);
    return form ? text_form(visit, *form) : web::error_response(visit.request, form.error());
}

web::Response write_text(const EditVisit& visit) {
    const auto target = asked_target(visit, visit.request.form.get("gebiet"));
    if (!target) return web::error_page(visit.request, 404, visit.say(texts::service_missing));
    EditForm form =
        sent_form(visit, *target, is_service_list(target->part) ? lines_name : links_name);
    const auto now = visit.desk.editing.part_now(visit.editor.tenant, *target);
    if (!now) return web::error_response(visit.request, now.error());
    auto content = part_of_form(visit, form, *now);
    if (!content) return web::error_response(visit.request, content.error());
    if (!form.errors.empty()) return text_form(visit, form);
    return write_draft(visit, form, *std::move(content));
}

}  // namespace dw::catalogue
