#include "forms/question_view.h"

#include <algorithm>

#include "base/money.h"
#include "forms/asked_page.h"
#include "forms/finding_text.h"
#include "forms/texts.h"
#include "terms/berlin.h"
#include "terms/written_date.h"

namespace dw::forms {

using web::html;
using web::Html;

namespace {

std::string sent_value(const SentFields& sent, const std::string& name) {
    for (const auto& [its_name, value] : sent) {
        if (its_name == name) return value;
    }
    return {};
}

// The answer as it stands in a field.
std::string as_typed(const FormField& field, const Json& answer, Language language) {
    if (const auto flag = answer.as_bool()) return *flag ? "yes" : "no";
    if (const auto number = answer.as_integer()) {
        if (field.type != FieldType::Money) return std::to_string(*number);
        std::string amount = Money::from_cents(*number).to_string();
        if (language == Language::German) amount[amount.size() - 3] = ',';
        return amount;
    }
    return std::string(answer.text_or(""));
}

bool has(const SentFields& fields, const std::string& name) {
    return std::any_of(fields.begin(), fields.end(),
                       [&](const auto& each) { return each.first == name; });
}

std::string value_of(const FormField& field, const Shown& shown, Language language) {
    if (shown.sent) return sent_value(*shown.sent, field.id);
    if (has(shown.draft.typed, field.id)) return sent_value(shown.draft.typed, field.id);
    const Json& answer = shown.draft.answers[field.id];
    if (answer.is_null()) return sent_value(shown.prefilled, field.id);
    return as_typed(field, answer, language);
}

web::DateValue date_of(const FormField& field, const Shown& shown) {
    const bool kept = has(shown.draft.typed, field.id + "-day");
    if (shown.sent || kept) {
        const SentFields& typed = shown.sent ? *shown.sent : shown.draft.typed;
        return {sent_value(typed, field.id + "-day"), sent_value(typed, field.id + "-month"),
                sent_value(typed, field.id + "-year")};
    }
    const auto date = parse_date(shown.draft.answers[field.id].text_or(""));
    if (!date) return {};
    return {std::to_string(static_cast<unsigned>(date->day())),
            std::to_string(static_cast<unsigned>(date->month())),
            std::to_string(static_cast<int>(date->year()))};
}

std::vector<std::string> choices_of(const FormField& field, const Shown& shown) {
    std::vector<std::string> chosen;
    if (shown.sent) {
        for (const auto& [name, value] : *shown.sent) {
            if (name == field.id) chosen.push_back(value);
        }
        return chosen;
    }
    for (const Json& item : shown.draft.answers[field.id].items()) {
        chosen.emplace_back(item.text_or(""));
    }
    return chosen;
}

std::vector<web::Option> options_of(const FormField& field, Language language) {
    if (field.type == FieldType::YesNo) {
        return {{"yes", std::string(texts::answer_yes.in(language)), ""},
                {"no", std::string(texts::answer_no.in(language)), ""}};
    }
    std::vector<web::Option> options;
    for (const Choice& choice : field.choices) {
        options.push_back({choice.value, choice.label.in(language), ""});
    }
    return options;
}

web::Field described(const FormField& field, const Package& package, const Shown& shown,
                     Language language) {
    web::Field view;
    view.id = field.id;
    view.label = field.label.in(language);
    view.hint = field.hint.in(language);
    view.optional = !field.required;
    view.autocomplete = field.autocomplete;
    view.value = value_of(field, shown, language);
    for (const Finding& finding : shown.findings) {
        if (finding.place == field.id) view.error = sentence_at_field(finding, package, language);
    }
    return view;
}

Html text_like(const FormField& field, web::Field view, Language language) {
    if (field.type == FieldType::Email) {
        view.type = "email";
        view.left_to_right = true;
    } else if (field.type == FieldType::Phone) {
        view.type = "tel";
        view.left_to_right = true;
    } else if (field.type == FieldType::Number || field.type == FieldType::Money) {
        view.input_mode = field.type == FieldType::Number ? "numeric" : "decimal";
        view.left_to_right = true;
        view.width = 10;
    } else if (field.check == "postcode") {
        view.input_mode = "numeric";
        view.left_to_right = true;
        view.width = 5;
    } else if (field.check == "chip_number") {
        view.input_mode = "numeric";
        view.left_to_right = true;
        view.width = 20;
    } else if (field.check == "iban") {
        view.left_to_right = true;
    }
    return web::text_field(view, language);
}

Html control(const FormField& field, const Package& package, const Shown& shown,
             Language language) {
    const web::Field view = described(field, package, shown, language);
    switch (field.type) {
        case FieldType::LongText:
            return web::text_area(view, 6, language);
        case FieldType::Date:
            return web::date_field(view, date_of(field, shown), language);
        case FieldType::YesNo:
        case FieldType::Choice:
            return web::radio_field(view, options_of(field, language), language);
        case FieldType::MultiChoice:
            return web::checkbox_field(view, options_of(field, language), choices_of(field, shown),
                                       language);
        case FieldType::File:
            return web::file_field(view, ".pdf,.jpg,.jpeg,.png", language);
        case FieldType::Text:
        case FieldType::Email:
        case FieldType::Phone:
        case FieldType::Number:
        case FieldType::Money:
            return text_like(field, view, language);
    }
    return {};
}

}  // namespace

// "Why" in a plain <details>: KERN's accordion would be as loud as a heading.
Html question(const FormField& field, const Package& package, const Shown& shown,
              Language language) {
    const Html asked = control(field, package, shown, language);
    if (field.why.de.empty()) return asked;
    return asked +
           html<
               "<details class=\"dw-why\"><summary>{}<span class=\"kern-sr-only\">: {}</span>"
               "</summary><p class=\"kern-body\">{}</p></details>">(
               texts::why_asked.in(language), field.label.in(language), field.why.in(language));
}

Html uploaded_files(const Draft& draft, const FormField& field, int level, Language language) {
    Html items;
    for (const Upload& each : draft.uploads) {
        if (each.field != field.id) continue;
        const std::string words = format(texts::uploaded_size, language,
                                         {each.file_name, std::to_string(each.size / 1024 + 1)});
        const web::NamedButton button{
            std::string(button_field), std::string(pressed::remove_prefix) + each.blob.to_string(),
            format(texts::button_remove, language, {each.file_name}), web::Weight::Tertiary};
        items += html<"<li>{} {}</li>">(words, web::named_button(button));
    }
    if (items.empty()) return {};
    return web::heading(level, texts::uploaded_title.in(language)) +
           html<"<ul class=\"kern-list\">{}</ul>">(items);
}

Html saved_note(const Draft& draft, Language language) {
    return web::muted(format(texts::saved_until, language,
                             {written_date(berlin_date(draft.expires_at), language)}));
}

std::vector<web::SummaryError> summary_errors(const Findings& findings, const Package& package,
                                              Language language) {
    std::vector<web::SummaryError> errors;
    for (const Finding& finding : findings) {
        errors.push_back({finding.place, sentence(finding, package, language)});
    }
    return errors;
}

}  // namespace dw::forms
