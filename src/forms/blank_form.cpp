#include "forms/blank_form.h"

#include "forms/pdf_document.h"
#include "forms/texts.h"
#include "web/page.h"

namespace dw::forms {

namespace {

// U+2610, an empty box to tick, and U+00A0: an empty line that is not dropped.
constexpr std::string_view box = "\u2610 ";
constexpr std::string_view line = "______________________________________________________";

std::string boxes(const std::vector<std::string>& labels) {
    std::string text;
    for (const auto& label : labels) {
        if (!text.empty()) text += '\n';
        text += std::string(box) + label;
    }
    return text;
}

std::string room_for(const FormField& field, Language language) {
    switch (field.type) {
        case FieldType::YesNo:
            return boxes({std::string(texts::answer_yes.in(language)),
                          std::string(texts::answer_no.in(language))});
        case FieldType::Choice:
        case FieldType::MultiChoice: {
            std::vector<std::string> labels;
            for (const Choice& choice : field.choices) labels.push_back(choice.label.in(language));
            return boxes(labels);
        }
        case FieldType::File:
            return boxes({std::string(texts::blank_enclosed.in(language))});
        case FieldType::Date:
            return std::string(texts::blank_date.in(language));
        case FieldType::LongText:
            return std::string(line) + "\n" + std::string(line) + "\n" + std::string(line);
        default:
            return std::string(line);
    }
}

// "only if …", with the question and the answers it depends on.
std::string condition_of(const Package& package, const FormField& field, Language language) {
    const FormField* asked = package.field(field.shown_if_field);
    if (!asked) return {};
    std::string answers;
    for (const auto& value : field.shown_if_values) {
        std::string words = value;
        for (const Choice& choice : asked->choices)
            if (choice.value == value) words = choice.label.in(language);
        if (asked->type == FieldType::YesNo)
            words = (value == "true" || value == "yes" ? texts::answer_yes : texts::answer_no)
                        .in(language);
        answers += (answers.empty() ? "" : ", ") + words;
    }
    return format(texts::blank_only_if, language, {asked->label.in(language), answers});
}

ReadableAnswer question_on_paper(const Package& package, const FormField& field,
                                 Language language) {
    std::string label = field.label.in(language);
    if (!field.required) label += " " + std::string(texts::blank_optional.in(language));
    std::string below;
    for (const auto& words : {condition_of(package, field, language), field.hint.in(language)})
        if (!words.empty()) below += words + "\n";
    return {label, below + room_for(field, language)};
}

}  // namespace

Result<Bytes> blank_form_pdf(const Package& package, Language language, Instant now) {
    PdfText text;
    text.title = package.title.in(language);
    text.language = language;
    text.created_at = now;
    if (web::site().example) text.banner = texts::copy_example.in(language);
    const auto row = [&](Text label, const PackageText& value) {
        return ReadableAnswer{std::string(label.in(language)), value.in(language)};
    };
    text.sections.push_back(
        {"",
         {{"", std::string(texts::blank_lead.in(language))},
          {std::string(texts::blank_received.in(language)), std::string(line)},
          {std::string(texts::blank_received_by.in(language)), std::string(line)}}});
    for (const QuestionGroup& group : package.groups) {
        ReadableSection section{group.title.in(language), {}};
        if (!group.intro.in(language).empty())
            section.answers.push_back({"", group.intro.in(language)});
        for (const FormField& field : group.fields)
            section.answers.push_back(question_on_paper(package, field, language));
        text.sections.push_back(std::move(section));
    }
    const DataProtection& data = package.data_protection;
    text.sections.push_back({std::string(texts::privacy_title.in(language)),
                             {row(texts::privacy_purpose, data.purpose),
                              row(texts::privacy_legal_basis, data.legal_basis),
                              row(texts::privacy_recipients, data.recipients),
                              row(texts::privacy_retention, data.retention)}});
    text.sections.push_back(
        {std::string(texts::copy_declaration.in(language)),
         {{"", package.declaration.in(language)},
          {std::string(texts::blank_signature.in(language)), std::string(line)}}});
    return pdf_document(text);
}

}  // namespace dw::forms
