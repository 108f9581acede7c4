// The languages of the program's own texts, and a text in both of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dw {

enum class Language { German, English };

inline std::string_view code_of(Language language) {
    return language == Language::German ? "de" : "en";
}
inline std::optional<Language> language_from_code(std::string_view code) {
    if (code == "de") return Language::German;
    if (code == "en") return Language::English;
    return std::nullopt;
}

// One text of a catalogue (src/<module>/<module>_texts.txt), in all languages.
struct Text {
    std::string_view de;
    std::string_view en;
    std::string_view in(Language language) const { return language == Language::German ? de : en; }
};

// The text with {0}, {1} … replaced. An argument that is missing leaves its placeholder.
std::string format(Text text, Language language, const std::vector<std::string>& arguments);

}  // namespace dw
