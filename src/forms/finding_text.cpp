#include "forms/finding_text.h"

#include "forms/texts.h"
#include "terms/written_date.h"

namespace dw::forms {

namespace {

Text text_of(std::string_view key) {
    for (const auto& named : texts::all) {
        if (named.key == key) return named.text;
    }
    return texts::answer_other;
}

// "12.50": as rules write money.
bool is_amount(std::string_view argument) {
    if (argument.size() < 4 || argument[argument.size() - 3] != '.') return false;
    return argument.find_first_not_of("0123456789.") == argument.npos;
}

// Rules write dates as ISO and money with a point.
std::string argument_in_words(const std::string& argument, Language language) {
    const auto date = parse_date(argument);
    if (!date && language == Language::German && is_amount(argument)) {
        std::string amount = argument;
        amount[amount.size() - 3] = ',';
        return amount;
    }
    return date ? written_date(*date, language) : argument;
}

}  // namespace

std::string sentence(const Finding& finding, const Package& package, Language language) {
    const std::string words = sentence_at_field(finding, package, language);
    const FormField* field = package.field(finding.place);
    if (!field) return words;
    const std::string& label = field->label.in(language);
    const bool closed = label.ends_with('?') || label.ends_with('.') || label.ends_with('!');
    return label + (closed ? " " : ": ") + words;
}

std::string sentence_at_field(const Finding& finding, const Package& package, Language language) {
    std::vector<std::string> arguments = {finding.place};
    for (const std::string& argument : finding.arguments) {
        arguments.push_back(argument_in_words(argument, language));
    }
    if (finding.code == "answer_date_order") {  // its argument is another field
        const FormField* other = package.field(arguments.back());
        if (other) arguments.back() = other->label.in(language);
    }
    return format(text_of(finding.code), language, arguments);
}

std::string package_sentence(const Finding& finding, Language language) {
    return finding.place + ": " + format(text_of(finding.code), language, finding.arguments);
}

}  // namespace dw::forms
