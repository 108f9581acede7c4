#include "rules/fault.h"

#include <algorithm>
#include <charconv>

#include "rules/texts.h"

namespace dw::rules {

namespace {

// The number behind a word of a place, e.g. of "line" in "line 12, column 3".
std::int64_t number_behind(std::string_view place, std::string_view word) {
    const std::size_t at = place.find(word);
    std::int64_t number = 0;
    if (at == place.npos) return number;
    const std::string_view rest = place.substr(at + word.size());
    std::from_chars(rest.data(), rest.data() + rest.size(), number);
    return number;
}

std::string quoted(const std::string& text, Language language) {
    return format(texts::feel_quoted, language, {text});
}

// What the parser expected, and what it found instead.
std::vector<std::string> in_words(const std::vector<std::string>& expected, Language language) {
    const auto is = [&](std::string_view what) { return expected[0] == what; };
    std::string wanted = is("expression")
                             ? std::string(texts::feel_expected_expression.in(language))
                         : is("operator") ? std::string(texts::feel_expected_operator.in(language))
                         : is("name")     ? std::string(texts::feel_expected_name.in(language))
                         : is("type")     ? std::string(texts::feel_expected_type.in(language))
                                          : quoted(expected[0], language);
    return {std::move(wanted), expected[1].empty() ? std::string(texts::feel_end.in(language))
                                                   : quoted(expected[1], language)};
}

}  // namespace

std::string words_for(std::string_view code, const std::vector<std::string>& arguments,
                      Language language) {
    if (code == "feel.expected" && arguments.size() == 2)
        return format(texts::feel_expected, language, in_words(arguments, language));
    std::string key(code);
    std::ranges::replace(key, '.', '_');
    for (const auto& named : texts::all) {
        if (named.key == key) return format(named.text, language, arguments);
    }
    std::string words(code);
    for (const std::string& argument : arguments) {
        if (!argument.empty()) words += " (" + argument + ")";
    }
    return words;
}

std::string reason_of(const Fault& fault, Language language) {
    return words_for(fault.code, fault.arguments, language);
}

std::string sentence_of(const Fault& fault, Language language) {
    std::string place = fault.file;
    if (fault.position.line > 0) {
        const auto line = std::to_string(fault.position.line);
        const auto column = std::to_string(fault.position.column);
        place = fault.file.empty() ? format(texts::place_in_text, language, {line, column})
                                   : format(texts::place, language, {fault.file, line, column});
    }
    if (!fault.element.empty()) {
        place = format(texts::place_element, language, {place, fault.element});
    }
    return place + ": " + reason_of(fault, language);
}

Fault fault_of(const Finding& finding, const dmn::Position& text) {
    Fault fault{.file = {},
                .element = {},
                .position = text,
                .code = finding.code,
                .arguments = finding.arguments};
    const std::int64_t line = number_behind(finding.place, "line ");
    const std::int64_t column = number_behind(finding.place, "column ");
    if (line > 1) {
        fault.position = {text.line + line - 1, column};
    } else if (line == 1) {
        fault.position.column += column - 1;
    }
    return fault;
}

}  // namespace dw::rules
