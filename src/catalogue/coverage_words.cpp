#include "catalogue/coverage_words.h"

#include "base/text.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

std::string grouped(std::int64_t number, Language language) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, language == Language::German ? "." : ",");
    }
    return digits;
}

std::string percent_words(std::int64_t permille, Language language) {
    const std::string mark = language == Language::German ? "," : ".";
    const std::string tail = permille % 10 == 0 ? "" : mark + std::to_string(permille % 10);
    return std::to_string(permille / 10) + tail + (language == Language::German ? " %" : "%");
}

std::string share_words(const CoverageCount& count, Language language) {
    const bool some = count.covered_residents > 0 && count.permille() == 0;
    return some ? format(texts::coverage_less_than, language, {percent_words(1, language)})
                : percent_words(count.permille(), language);
}

std::string count_words(const CoverageCount& count, Language language) {
    return format(texts::coverage_count, language,
                  {grouped(count.covered, language), grouped(count.municipalities, language),
                   share_words(count, language)});
}

}  // namespace dw::catalogue
