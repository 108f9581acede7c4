// An office at the editors' desk: name, description, opening hours, addresses, contacts.
#include <algorithm>

#include "base/text.h"
#include "catalogue/edit_form.h"
#include "catalogue/edit_markup.h"
#include "catalogue/edit_pages.h"
#include "catalogue/localized_view.h"
#include "catalogue/office_view.h"
#include "catalogue/page_parts.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

using web::Html;

constexpr std::string_view lines_name = "zeilen";

bool is_list(std::string_view field) {
    return field == "addresses" || field == "contacts";
}

std::string who_says(const EditVisit& visit, const Organisation& office, std::string_view field) {
    const auto own = own_speaker(visit, office.own_words, field);
    return own ? *own : visit.say(texts::edit_source_says);
}

Localized& words_of(Organisation& fields, std::string_view field) {
    if (field == "name") return fields.name;
    return field == "description" ? fields.description : fields.opening_hours;
}

Words kind_of(std::string_view field) {
    return field == "name" ? Words::Plain : Words::Markup;
}

EditForm form_of(const EditTarget& target, Organisation fields) {
    EditForm form{.target = target};
    if (target.part == "addresses") form.lines = lines_of(fields.addresses);
    if (target.part == "contacts") form.lines = lines_of(fields.contacts);
    if (is_list(target.part)) return form;
    const Localized& words = words_of(fields, target.part);
    form.german = words_in(words, kind_of(target.part), Language::German);
    form.english = words_in(words, kind_of(target.part), Language::English);
    return form;
}

Html fields_of(const EditVisit& visit, const EditForm& form) {
    const Language language = visit.language();
    if (!is_list(form.target.part))
        return words_fields(visit, form, kind_of(form.target.part), {10, 5}) +
               end_of_form(visit, form);
    auto lines = field_of(form, lines_name, part_name(form.target, language), form.lines);
    lines.hint = visit.say(form.target.part == "addresses" ? texts::edit_addresses_hint
                                                           : texts::edit_contacts_hint);
    return web::text_area(lines, 5, language) + end_of_form(visit, form);
}

web::Response field_form(const EditVisit& visit, const EditForm& form) {
    auto versions = versions_of(visit, form.target);
    if (!versions) return web::error_response(visit.request, versions.error());
    const Html hint = form.draft ? Html{} : open_draft_hint(visit, form.target);
    const Html main = web::paragraph(object_name(visit, form.target)) + hint +
                      web::post_form(visit.request, path_of(form.target), fields_of(visit, form));
    return show(visit, {.title = part_name(form.target, visit.language()),
                        .back_path = path_of_organisation(form.target.object),
                        .main = main + *versions,
                        .errors = form.errors});
}

std::optional<EditTarget> asked_target(const EditVisit& visit) {
    const auto id = SourceId::parse(visit.request.parameter("id"));
    const auto field = visit.request.parameter("field");
    const bool known =
        std::ranges::find(organisation_fields, field) != std::end(organisation_fields);
    if (!id || !known) return std::nullopt;
    return EditTarget{EditKind::Organisation, *id, std::string(field), {}};
}

// The answer when there is no such office, or others speak for it.
std::optional<web::Response> refused_here(const EditVisit& visit, const EditTarget& target) {
    const auto office = visit.desk.catalogue.organisation(target.object);
    if (!office) return web::error_response(visit.request, office.error());
    const auto may = visit.desk.editing.may_edit(visit.editor, target);
    if (!may) return refused(visit, may.error());
    return std::nullopt;
}

Result<Organisation> fields_now(const EditVisit& visit, const EditTarget& target) {
    DW_TRY(const Bytes part, visit.desk.editing.part_now(visit.editor.tenant, target));
    return fields_from(part);
}

template <class Item>
void read_lines(const EditVisit& visit, EditForm& form, Lines<Item> read, std::vector<Item>& into) {
    if (const auto* wrong = std::get_if<WrongLine>(&read))
        return form.refuse_line(visit, std::string(lines_name), *wrong);
    const std::string before = lines_of(into);
    into = std::get<std::vector<Item>>(std::move(read));
    ask_if_empty(visit, form, before, lines_of(into));
}

// Reads the form into the field; what is wrong goes into its errors.
void read_form(const EditVisit& visit, EditForm& form, Organisation& fields) {
    check_sizes(visit, form, lines_name);
    const std::string& part = form.target.part;
    if (part == "addresses")
        return read_lines(visit, form, addresses_from(form.lines, fields.addresses),
                          fields.addresses);
    if (part == "contacts")
        return read_lines(visit, form, contacts_from(form.lines, fields.contacts), fields.contacts);
    Localized& words = words_of(fields, part);
    const std::string before = words_in(words, kind_of(part), Language::German);
    put_words(words, kind_of(part), Language::German, form.german);
    put_words(words, kind_of(part), Language::English, form.english);
    if (part == "name" && trim(form.german).empty())
        return form.refuse(visit, "deutsch", texts::edit_title_missing);
    ask_if_empty(visit, form, before, form.german);
}

}  // namespace

web::Response edit_organisation_page(const EditVisit& visit) {
    const auto id = SourceId::parse(visit.request.parameter("id"));
    if (!id) return web::error_page(visit.request, 404, visit.say(texts::office_missing));
    const auto office = visit.desk.catalogue.organisation(*id);
    if (!office) return web::error_response(visit.request, office.error());
    const EditTarget name{EditKind::Organisation, *id, "name", {}};
    const auto may = visit.desk.editing.may_edit(visit.editor, name);
    if (!may && may.error().kind != ErrorKind::Denied)
        return web::error_response(visit.request, may.error());
    Html main;
    if (!may) main += web::alert(web::Tone::Info, visit.say(texts::edit_refused_reach), {});
    web::Table table = parts_table(visit, texts::edit_fields);
    for (const std::string_view field : organisation_fields) {
        const EditTarget target{EditKind::Organisation, *id, std::string(field), {}};
        const auto words =
            lines_of(visit.desk.catalogue, target, part_of(*office, field), visit.language());
        const auto label = part_name(target, visit.language());
        table.rows.push_back(
            {may ? web::link(path_of(target), label) : web::escape(label),
             web::html<"<span class=\"dw-written\">{}</span>">(words ? *words : std::string()),
             web::escape(who_says(visit, *office, field))});
    }
    main += web::table(table) + web::html<"<p class=\"kern-body\">{}</p>">(web::link(
                                    organisation_path(*id), visit.say(texts::edit_public_page)));
    return show(visit, {.title = name_of(*office, visit.language()),
                        .back_path = std::string(edit_path),
                        .main = main});
}

web::Response edit_field_form(const EditVisit& visit) {
    const auto target = asked_target(visit);
    if (!target) return web::error_page(visit.request, 404, visit.say(texts::office_missing));
    // Who may not say anything here learns it before writing.
    if (const auto instead = refused_here(visit, *target)) return *instead;
    const auto begin = beginning_of(visit, *target);
    if (!begin) return web::error_response(visit.request, begin.error());
    auto fields = fields_from(begin->words);
    if (!fields) return web::error_response(visit.request, fields.error());
    EditForm form = form_of(*target, *std::move(fields));
    form.note = begin->note;
    form.draft = begin->draft;
    return field_form(visit, form);
}

web::Response write_field(const EditVisit& visit) {
    const auto target = asked_target(visit);
    if (!target) return web::error_page(visit.request, 404, visit.say(texts::office_missing));
    if (const auto instead = refused_here(visit, *target)) return *instead;
    auto fields = fields_now(visit, *target);
    if (!fields) return web::error_response(visit.request, fields.error());
    EditForm form = sent_form(visit, *target, lines_name);
    read_form(visit, form, *fields);
    if (!form.errors.empty()) return field_form(visit, form);
    return write_draft(visit, form, part_of(*fields, target->part));
}

}  // namespace dw::catalogue
