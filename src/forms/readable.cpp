// Answers as people read them; the same words on the check page, in the copy and in the case file.
#include <algorithm>

#include "base/money.h"
#include "forms/form_rules.h"
#include "forms/submission.h"
#include "forms/texts.h"
#include "terms/written_date.h"

namespace dw::forms {

namespace {

std::string choice_in_words(const FormField& field, std::string_view value, Language language) {
    for (const Choice& choice : field.choices) {
        if (choice.value == value) return choice.label.in(language);
    }
    return std::string(value);
}

std::string choices_in_words(const FormField& field, const Json& answer, Language language) {
    std::string all;
    for (const Json& item : answer.items()) {
        if (!all.empty()) all += ", ";
        all += choice_in_words(field, item.text_or(""), language);
    }
    return all;
}

}  // namespace

std::string money_in_words(std::int64_t cents, Language language) {
    const bool german = language == Language::German;
    std::string amount = Money::from_cents(cents).to_string();
    const std::size_t point = amount.size() - 3;
    amount[point] = german ? ',' : '.';
    // A long number is read in groups of three.
    for (std::size_t at = point; at > 3 && amount[at - 4] != '-'; at -= 3)
        amount.insert(at - 3, 1, german ? '.' : ',');
    return amount + " €";
}

std::string answer_in_words(const FormField& field, const Json& answer, Language language) {
    if (const auto flag = answer.as_bool()) {
        return std::string((*flag ? texts::answer_yes : texts::answer_no).in(language));
    }
    if (const auto number = answer.as_integer()) {
        if (field.type == FieldType::Money) return money_in_words(*number, language);
        return std::to_string(*number);
    }
    if (answer.as_array()) return choices_in_words(field, answer, language);
    const std::string text(answer.text_or(""));
    if (text.empty()) return std::string(texts::check_not_given.in(language));
    if (field.type == FieldType::Choice) return choice_in_words(field, text, language);
    const auto date = field.type == FieldType::Date ? parse_date(text) : std::nullopt;
    return date ? written_date(*date, language) : text;
}

std::vector<ReadableSection> readable(const Package& package, const Json& answers,
                                      Language language) {
    std::vector<ReadableSection> sections;
    for (const QuestionGroup& group : package.groups) {
        ReadableSection section{group.title.in(language), {}};
        for (const FormField& field : group.fields) {
            if (field.type == FieldType::File || !is_shown(package, field, answers)) continue;
            section.answers.push_back(
                {field.label.in(language), answer_in_words(field, answers[field.id], language)});
        }
        if (!section.answers.empty()) sections.push_back(std::move(section));
    }
    return sections;
}

}  // namespace dw::forms
