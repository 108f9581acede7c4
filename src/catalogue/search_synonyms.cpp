#include "catalogue/search_synonyms.h"

#include <algorithm>

#include "base/text.h"
#include "catalogue/assets.h"

namespace dw::catalogue {

namespace {

std::vector<std::string> stems_of(std::string_view text, const Stemmer& stemmer) {
    std::vector<std::string> stems;
    for (const auto& word : folded_words(text)) {
        if (!is_stop_word(word)) stems.push_back(stemmer.stem(word));
    }
    return stems;
}

std::string_view built_in_text() {
    for (const auto& file : assets::files) {
        if (file.path == "data/search/synonyms.txt") return file.bytes;
    }
    return {};
}

}  // namespace

Synonyms Synonyms::parse(std::string_view text) {
    const Stemmer stemmer(Language::German);
    Synonyms synonyms;
    for (const auto line : split(text, '\n')) {
        const auto equals = line.find('=');
        if (line.starts_with('#') || equals == line.npos) continue;
        const auto stems = stems_of(line.substr(equals + 1), stemmer);
        for (const auto phrase : split(line.substr(0, equals), ',')) {
            auto words = stems_of(phrase, stemmer);
            if (!words.empty() && !stems.empty()) {
                synonyms.entries_.push_back({std::move(words), stems});
            }
        }
    }
    std::sort(synonyms.entries_.begin(), synonyms.entries_.end(),
              [](const Entry& a, const Entry& b) { return a.phrase < b.phrase; });
    return synonyms;
}

const Synonyms& Synonyms::built_in() {
    static const Synonyms synonyms = parse(built_in_text());
    return synonyms;
}

Synonyms::Match Synonyms::match(const std::vector<std::string>& stems, std::size_t at) const {
    Match best;
    const auto first =
        std::partition_point(entries_.begin(), entries_.end(),
                             [&](const Entry& entry) { return entry.phrase.front() < stems[at]; });
    for (auto entry = first; entry != entries_.end() && entry->phrase.front() == stems[at];
         ++entry) {
        const auto& phrase = entry->phrase;
        if (phrase.size() <= best.words || phrase.size() > stems.size() - at) continue;
        const auto here = stems.begin() + static_cast<std::ptrdiff_t>(at);
        if (std::equal(phrase.begin(), phrase.end(), here)) best = {phrase.size(), entry->stems};
    }
    return best;
}

}  // namespace dw::catalogue
