#include "terms/language.h"

namespace dw {

std::string format(Text text, Language language, const std::vector<std::string>& arguments) {
    const std::string_view pattern = text.in(language);
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool placeholder = pattern[i] == '{' && i + 2 < pattern.size() &&
                                 pattern[i + 2] == '}' && pattern[i + 1] >= '0' &&
                                 pattern[i + 1] <= '9';
        const auto number = placeholder ? static_cast<std::size_t>(pattern[i + 1] - '0') : 0;
        if (placeholder && number < arguments.size()) {
            out += arguments[number];
            i += 2;
        } else {
            out += pattern[i];
        }
    }
    return out;
}

}  // namespace dw
