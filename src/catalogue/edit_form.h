// The form for one part in an editor's own words: German, English, lines of links or the like, and
// why it is changed. Shared by the texts of services and the fields of offices.
#pragma once

#include "catalogue/edit_visit.h"

namespace dw::catalogue {

struct EditForm {
    EditTarget target;
    std::string german = {}, english = {}, lines = {}, note = {};
    std::optional<EditId> draft = {};  // the one it goes on with
    bool ask_if_empty = false;         // whether nothing is meant to stand there
    std::vector<web::SummaryError> errors = {};
    void refuse(const EditVisit& visit, std::string field, Text why);
    void refuse_line(const EditVisit& visit, std::string field, const WrongLine& wrong);
};

// Plain words stay as they are written; others have the signs of edit_markup.h for HTML.
enum class Words { Plain, Markup };
std::string words_in(const Localized& text, Words kind, Language language);
// Empty words are none.
void put_words(Localized& text, Words kind, Language language, std::string_view written);

// Who takes away all words is asked; `before` and `now` are what is compared.
void ask_if_empty(const EditVisit& visit, EditForm& form, std::string_view before,
                  std::string_view now);

// As it was sent; `lines_name` is the name of its field with lines.
EditForm sent_form(const EditVisit& visit, const EditTarget& target, std::string_view lines_name);
// What is too long or not plain text, for each field, and a note that is.
void check_sizes(const EditVisit& visit, EditForm& form, std::string_view lines_name);

// A field with its error.
web::Field field_of(const EditForm& form, std::string_view id, std::string label,
                    std::string value);
struct WordRows {
    int german, english;
};
web::Html words_fields(const EditVisit& visit, const EditForm& form, Words kind, WordRows rows);
// Why it is changed, and the button.
web::Html end_of_form(const EditVisit& visit, const EditForm& form);

// Keeps it as a draft and shows that.
web::Response write_draft(const EditVisit& visit, const EditForm& form, Bytes content);

// A table of the parts of an object: name, words, who says so.
web::Table parts_table(const EditVisit& visit, Text caption);
// Who says a part; nothing where no administration does.
std::optional<std::string> own_speaker(const EditVisit& visit, const std::vector<OwnWords>& own,
                                       std::string_view part);

}  // namespace dw::catalogue
