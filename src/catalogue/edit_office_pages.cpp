// An office at the editors' desk: name, description, opening hours, addresses, contacts.
#include <algorithm>

#include "base/plain_text.h"
#include "base/text.h"
#include "catalogue/edit_markup.h"
#include "catalogue/edit_pages.h"
#include "catalogue/localized_view.h"
#include "catalogue/office_view.h"
#include "catalogue/page_parts.h"
#include "catalogue/texts.h"
#include "terms/written_date.h"

namespace dw::catalogue {

namespace {

using web::Html;

bool is_list(std::string_view field) {
    return field == "addresses" || field == "contacts";
}

std::string who_says(const EditVisit& visit, const Organisation& office, std::string_view field) {
    const auto own = std::ranges::find(office.own_words, field, &OwnWords::part);
    if (own == office.own_words.end()) return visit.say(texts::edit_source_says);
    return visit.say(texts::own_words_value,
                     {own->by, written_date(own->checked_on, visit.language())});
}

Localized& words_of(Organisation& fields, std::string_view field) {
    if (field == "name") return fields.name;
    return field == "description" ? fields.description : fields.opening_hours;
}

struct FieldForm {
    EditTarget target;
    std::string german, english, lines, note;
    std::vector<web::SummaryError> errors = {};
};

std::string words_in(const Localized& text, std::string_view field, Language language) {
    const auto found = text.find(code_of(language));
    if (found == text.end()) return {};
    return field == "name" ? found->second : markup_of_html(found->second);
}

FieldForm form_of(const EditTarget& target, Organisation fields) {
    FieldForm form{.target = target, .german = {}, .english = {}, .lines = {}, .note = {}};
    if (target.part == "addresses") form.lines = lines_of(fields.addresses);
    if (target.part == "contacts") form.lines = lines_of(fields.contacts);
    if (is_list(target.part)) return form;
    const Localized& words = words_of(fields, target.part);
    form.german = words_in(words, target.part, Language::German);
    form.english = words_in(words, target.part, Language::English);
    return form;
}

web::Field field_of(const FieldForm& form, std::string_view id, std::string label,
                    std::string value) {
    web::Field field;
    field.id = id;
    field.label = std::move(label);
    field.value = std::move(value);
    const auto wrong = std::ranges::find(form.errors, field.id, &web::SummaryError::field_id);
    if (wrong != form.errors.end()) field.error = wrong->sentence;
    return field;
}

Html fields_of(const EditVisit& visit, const FieldForm& form) {
    const Language language = visit.language();
    auto note = field_of(form, "grund", visit.say(texts::edit_note), form.note);
    note.hint = visit.say(texts::edit_note_hint);
    note.optional = true;
    Html fields;
    if (is_list(form.target.part)) {
        auto lines = field_of(form, "zeilen", part_name(form.target, language), form.lines);
        lines.hint = visit.say(form.target.part == "addresses" ? texts::edit_addresses_hint
                                                               : texts::edit_contacts_hint);
        fields = web::text_area(lines, 5, language);
    } else {
        auto german = field_of(form, "deutsch", visit.say(texts::edit_german), form.german);
        auto english = field_of(form, "englisch", visit.say(texts::edit_english), form.english);
        english.optional = true;
        const bool name = form.target.part == "name";
        if (!name) german.hint = visit.say(texts::edit_signs);
        fields = name ? web::text_field(german, language) + web::text_field(english, language)
                      : web::text_area(german, 10, language) + web::text_area(english, 5, language);
    }
    return fields + web::text_area(note, 2, language) +
           web::button(visit.say(texts::edit_save_draft));
}

web::Response field_form(const EditVisit& visit, const FieldForm& form) {
    auto versions = versions_of(visit, form.target);
    if (!versions) return web::error_response(visit.request, versions.error());
    const Html main = web::paragraph(object_name(visit, form.target)) +
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

Result<Organisation> fields_now(const EditVisit& visit, const EditTarget& target) {
    DW_TRY(const Bytes part, visit.desk.editing.part_now(visit.editor.tenant, target));
    return fields_from(part);
}

std::string lines_sent(const EditVisit& visit, std::string_view field) {
    std::string lines(visit.request.form.get(field));
    std::erase(lines, '\r');
    return lines;
}

void put_words(Localized& text, std::string_view field, Language language,
               const std::string& written) {
    const std::string words =
        field == "name" ? std::string(trim(written)) : html_of_markup(written);
    const std::string code(code_of(language));
    if (words.empty()) {
        text.erase(code);
    } else {
        text[code] = words;
    }
}

// Reads the form into the field; what is wrong goes into its errors.
void read_form(const EditVisit& visit, FieldForm& form, Organisation& fields) {
    const auto add = [&](std::string id, const Text& text) {
        form.errors.push_back({std::move(id), visit.say(text)});
    };
    const bool long_or_odd =
        std::max({form.german.size(), form.english.size(), form.lines.size()}) > edit_text_bytes ||
        !is_plain_text(form.german + form.english + form.lines);
    if (long_or_odd)
        add(is_list(form.target.part) ? "zeilen" : "deutsch", texts::edit_refused_text);
    if (form.note.size() > edit_note_bytes || !is_plain_text(form.note))
        add("grund", texts::edit_refused_note);
    if (form.target.part == "addresses") {
        auto addresses = addresses_from(form.lines, fields.addresses);
        if (!addresses) return add("zeilen", texts::edit_refused_address);
        fields.addresses = *std::move(addresses);
    } else if (form.target.part == "contacts") {
        auto contacts = contacts_from(form.lines);
        if (!contacts) return add("zeilen", texts::edit_refused_contact);
        fields.contacts = *std::move(contacts);
    } else {
        Localized& words = words_of(fields, form.target.part);
        put_words(words, form.target.part, Language::German, form.german);
        put_words(words, form.target.part, Language::English, form.english);
        if (form.target.part == "name" && trim(form.german).empty())
            add("deutsch", texts::edit_title_missing);
    }
}

}  // namespace

web::Response edit_organisation_page(const EditVisit& visit) {
    const auto id = SourceId::parse(visit.request.parameter("id"));
    if (!id) return web::error_page(visit.request, 404, visit.say(texts::office_missing));
    const auto office = visit.desk.catalogue.organisation(*id);
    if (!office) return web::error_response(visit.request, office.error());
    web::Table table;
    table.caption = visit.say(texts::edit_fields);
    table.hide_caption = true;
    for (const auto& label : {texts::edit_text, texts::edit_words, texts::edit_from})
        table.columns.push_back({.label = visit.say(label)});
    for (const std::string_view field : organisation_fields) {
        const EditTarget target{EditKind::Organisation, *id, std::string(field), {}};
        const auto words =
            lines_of(visit.desk.catalogue, target, part_of(*office, field), visit.language());
        table.rows.push_back(
            {web::link(path_of(target), part_name(target, visit.language())),
             web::html<"<span class=\"dw-written\">{}</span>">(words ? *words : std::string()),
             web::escape(who_says(visit, *office, field))});
    }
    Html main;
    const EditTarget name{EditKind::Organisation, *id, "name", {}};
    if (const auto may = visit.desk.editing.may_edit(visit.editor, name); !may) {
        if (may.error().kind != ErrorKind::Denied)
            return web::error_response(visit.request, may.error());
        main += web::alert(web::Tone::Info, visit.say(texts::edit_refused_reach), {});
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
    const auto part = words_to_begin_with(visit, *target);
    if (!part) return web::error_response(visit.request, part.error());
    auto fields = fields_from(*part);
    if (!fields) return web::error_response(visit.request, fields.error());
    return field_form(visit, form_of(*target, *std::move(fields)));
}

web::Response write_field(const EditVisit& visit) {
    const auto target = asked_target(visit);
    if (!target) return web::error_page(visit.request, 404, visit.say(texts::office_missing));
    auto fields = fields_now(visit, *target);
    if (!fields) return web::error_response(visit.request, fields.error());
    FieldForm form{.target = *target,
                   .german = lines_sent(visit, "deutsch"),
                   .english = lines_sent(visit, "englisch"),
                   .lines = lines_sent(visit, "zeilen"),
                   .note = lines_sent(visit, "grund")};
    read_form(visit, form, *fields);
    if (!form.errors.empty()) return field_form(visit, form);
    const auto draft =
        visit.desk.editing.write(visit.editor, {.target = *target,
                                                .content = part_of(*fields, target->part),
                                                .note = std::string(trim(form.note))});
    return draft ? web::see_other(path_of(*draft)) : refused(visit, draft.error());
}

}  // namespace dw::catalogue
