#include "catalogue/search_synonyms.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "catalogue/assets.h"

namespace dw::catalogue {

namespace {

std::vector<std::string> stems_of(std::string_view text, const Stemmer& stemmer) {
    std::vector<std::string> stems;
    for (const auto& word : folded_words(text)) {
        if (is_stop_word(word)) continue;
        auto stem = stemmer.stem(word);
        if (std::find(stems.begin(), stems.end(), stem) == stems.end()) {
            stems.push_back(std::move(stem));
        }
    }
    return stems;
}

std::vector<Synonyms::Other> others_in(std::string_view text, const Stemmer& stemmer) {
    std::vector<Synonyms::Other> others;
    for (const auto& word : folded_words(text)) {
        if (!is_stop_word(word)) others.push_back({stemmer.stem(word), kind_of(word)});
    }
    return others;
}

std::string_view built_in_text() {
    for (const auto& file : assets::files) {
        if (file.path == "data/search/synonyms.txt") return file.bytes;
    }
    return {};
}

// Where the words of the phrase stand; nothing when one is missing.
std::optional<std::vector<std::size_t>> places_of(const std::vector<std::string>& phrase,
                                                  const std::vector<std::string>& stems) {
    std::vector<std::size_t> places;
    for (const auto& word : phrase) {
        const auto found = std::find(stems.begin(), stems.end(), word);
        if (found == stems.end()) return std::nullopt;
        places.push_back(static_cast<std::size_t>(found - stems.begin()));
    }
    return places;
}

}  // namespace

void Synonyms::add_words(std::string_view phrase, const Stemmer& stemmer) {
    for (const auto& [written, folded] : written_words(phrase)) {
        if (is_stop_word(folded)) continue;
        words_.push_back({folded, std::string(written)});
        stems_.push_back(stemmer.stem(folded));
    }
}

Synonyms Synonyms::parse(std::string_view text) {
    const Stemmer stemmer(Language::German);
    Synonyms synonyms;
    for (const auto line : split(text, '\n')) {
        const auto equals = line.find('=');
        if (line.starts_with('#') || equals == line.npos) continue;
        const auto others = others_in(line.substr(equals + 1), stemmer);
        for (const auto phrase : split(line.substr(0, equals), ',')) {
            auto words = stems_of(phrase, stemmer);
            if (words.empty() || others.empty()) continue;
            synonyms.entries_.push_back({std::move(words), others});
            synonyms.add_words(phrase, stemmer);
        }
        for (const auto& word : written_words(line.substr(equals + 1))) {
            synonyms.words_.push_back({word.folded, std::string(word.written)});
        }
    }
    std::sort(synonyms.entries_.begin(), synonyms.entries_.end(),
              [](const Entry& a, const Entry& b) { return a.phrase < b.phrase; });
    auto& words = synonyms.words_;
    std::sort(words.begin(), words.end(),
              [](const Word& a, const Word& b) { return a.folded < b.folded; });
    const auto same = [](const Word& a, const Word& b) { return a.folded == b.folded; };
    words.erase(std::unique(words.begin(), words.end(), same), words.end());
    std::sort(synonyms.stems_.begin(), synonyms.stems_.end());
    return synonyms;
}

const Synonyms& Synonyms::built_in() {
    static const Synonyms synonyms = parse(built_in_text());
    return synonyms;
}

bool Synonyms::has_stem(std::string_view stem) const {
    return std::binary_search(stems_.begin(), stems_.end(), stem);
}

std::vector<Synonyms::Match> Synonyms::matches(const std::vector<std::string>& stems) const {
    std::vector<Match> found;
    for (const auto& stem : stems) {
        auto entry = std::partition_point(entries_.begin(), entries_.end(), [&](const Entry& one) {
            return one.phrase.front() < stem;
        });
        for (; entry != entries_.end() && entry->phrase.front() == stem; ++entry) {
            if (auto places = places_of(entry->phrase, stems)) {
                std::sort(places->begin(), places->end());
                found.push_back({*std::move(places), entry->others});
            }
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Match& a, const Match& b) {
        return a.words.size() > b.words.size();
    });
    std::vector<Match> kept;
    for (auto& match : found) {
        const bool within = std::any_of(kept.begin(), kept.end(), [&](const Match& longer) {
            return longer.words.size() > match.words.size() &&
                   std::includes(longer.words.begin(), longer.words.end(), match.words.begin(),
                                 match.words.end());
        });
        if (!within) kept.push_back(std::move(match));
    }
    return kept;
}

}  // namespace dw::catalogue
