#include "catalogue/edit_form.h"

#include <algorithm>

#include "base/plain_text.h"
#include "base/text.h"
#include "catalogue/edit_markup.h"
#include "catalogue/texts.h"
#include "terms/written_date.h"

namespace dw::catalogue {

using web::Html;

namespace {

std::string sent(const EditVisit& visit, std::string_view field) {
    std::string lines(visit.request.form.get(field));
    std::erase(lines, '\r');
    return lines;
}

}  // namespace

void EditForm::refuse(const EditVisit& visit, std::string field, Text why) {
    errors.push_back({std::move(field), visit.say(why)});
}

void EditForm::refuse_line(const EditVisit& visit, std::string field, const WrongLine& wrong) {
    errors.push_back(
        {std::move(field),
         visit.say(texts::edit_wrong_line, {std::to_string(wrong.number), visit.say(wrong.why)})});
}

void ask_if_empty(const EditVisit& visit, EditForm& form, std::string_view before,
                  std::string_view now) {
    if (trim(before).empty() || !trim(now).empty()) return;
    form.ask_if_empty = true;
    if (visit.request.form.get("leer") != "ja") form.refuse(visit, "leer", texts::edit_ask_empty);
}

std::string words_in(const Localized& text, Words kind, Language language) {
    const auto found = text.find(code_of(language));
    if (found == text.end()) return {};
    return kind == Words::Plain ? found->second : markup_of_html(found->second);
}

void put_words(Localized& text, Words kind, Language language, std::string_view written) {
    const std::string words =
        kind == Words::Plain ? std::string(trim(written)) : html_of_markup(written);
    const std::string code(code_of(language));
    if (words.empty()) {
        text.erase(code);
    } else {
        text[code] = words;
    }
}

EditForm sent_form(const EditVisit& visit, const EditTarget& target, std::string_view lines_name) {
    return {.target = target,
            .german = sent(visit, "deutsch"),
            .english = sent(visit, "englisch"),
            .lines = sent(visit, lines_name),
            .note = sent(visit, "grund"),
            .draft = sent_draft(visit)};
}

void check_sizes(const EditVisit& visit, EditForm& form, std::string_view lines_name) {
    const std::pair<std::string_view, const std::string*> texts[] = {
        {"deutsch", &form.german}, {"englisch", &form.english}, {lines_name, &form.lines}};
    for (const auto& [id, text] : texts) {
        if (text->size() > edit_text_bytes || !is_plain_text(*text))
            form.refuse(visit, std::string(id), texts::edit_refused_text);
    }
    if (form.note.size() > edit_note_bytes || !is_plain_text(form.note))
        form.refuse(visit, "grund", texts::edit_refused_note);
}

web::Field field_of(const EditForm& form, std::string_view id, std::string label,
                    std::string value) {
    web::Field field;
    field.id = id;
    field.label = std::move(label);
    field.value = std::move(value);
    const auto wrong = std::ranges::find(form.errors, field.id, &web::SummaryError::field_id);
    if (wrong != form.errors.end()) field.error = wrong->sentence;
    return field;
}

Html words_fields(const EditVisit& visit, const EditForm& form, Words kind, WordRows rows) {
    const Language language = visit.language();
    auto german = field_of(form, "deutsch", visit.say(texts::edit_german), form.german);
    auto english = field_of(form, "englisch", visit.say(texts::edit_english), form.english);
    english.optional = true;
    if (kind == Words::Plain)
        return web::text_field(german, language) + web::text_field(english, language);
    german.hint = visit.say(texts::edit_signs);
    return web::text_area(german, rows.german, language) +
           web::text_area(english, rows.english, language);
}

Html end_of_form(const EditVisit& visit, const EditForm& form) {
    auto note = field_of(form, "grund", visit.say(texts::edit_note), form.note);
    note.hint = visit.say(texts::edit_note_hint);
    note.optional = true;
    Html question;
    if (form.ask_if_empty) {
        auto empty = field_of(form, "leer", visit.say(texts::edit_empty), "");
        question = web::checkbox_field(empty, {{"ja", visit.say(texts::edit_empty_yes), ""}}, {},
                                       visit.language());
    }
    return question + draft_field(form.draft) + web::text_area(note, 2, visit.language()) +
           web::button(visit.say(texts::edit_save_draft));
}

web::Response write_draft(const EditVisit& visit, const EditForm& form, Bytes content) {
    return keep_draft(visit, form.draft,
                      {.target = form.target,
                       .content = std::move(content),
                       .note = std::string(trim(form.note))});
}

web::Table parts_table(const EditVisit& visit, Text caption) {
    web::Table table;
    table.caption = visit.say(caption);
    table.hide_caption = true;
    for (const auto& label : {texts::edit_text, texts::edit_words, texts::edit_from})
        table.columns.push_back({.label = visit.say(label)});
    return table;
}

std::optional<std::string> own_speaker(const EditVisit& visit, const std::vector<OwnWords>& own,
                                       std::string_view part) {
    const auto found = std::ranges::find(own, part, &OwnWords::part);
    if (found == own.end()) return std::nullopt;
    return visit.say(texts::own_words_value,
                     {found->by, written_date(found->checked_on, visit.language())});
}

}  // namespace dw::catalogue
