// How a query is understood. Each word is looked for as its German and its English stem, as the
// beginning of longer words (the last word only: people stop typing), and as its synonyms. A word
// the catalogue does not have is taken apart as a compound; failing that, as a word with one
// mistyped letter.
#include "catalogue/search_clauses.h"

#include <algorithm>
#include <map>

#include "base/limits.h"
#include "base/text.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t most_words = 12;
constexpr std::size_t shortest_beginning = 3;
constexpr std::size_t most_longer_words = 24;
constexpr std::size_t most_corrections = 3;
constexpr std::size_t shortest_corrected = 4;  // one letter of three is too much of a word
constexpr float longer_weight = 0.5F, synonym_weight = 0.6F, corrected_weight = 0.6F;
constexpr std::size_t key_digits = 14;

void add(Clause& clause, std::string term, float weight) {
    for (auto& known : clause.alternatives) {
        if (known.term != term) continue;
        known.weight = std::max(known.weight, weight);
        return;
    }
    clause.alternatives.push_back({std::move(term), weight});
}

bool is_found(const Clause& clause, const Vocabulary& vocabulary) {
    return std::any_of(
        clause.alternatives.begin(), clause.alternatives.end(),
        [&](const Alternative& one) { return vocabulary.documents_with(one.term) > 0; });
}

struct Stemmers {
    Stemmer german{Language::German};
    Stemmer english{Language::English};
};

Clause clause_of(const std::string& word, const Stemmers& stemmers) {
    Clause clause;
    add(clause, stemmers.german.stem(word), 1);
    add(clause, stemmers.english.stem(word), 1);
    const bool digits = word.find_first_not_of("0123456789") == word.npos;
    if (digits && word.size() == key_digits) add(clause, key_term + word, 1);
    return clause;
}

// All words at Damerau-Levenshtein distance 1, letters a to z.
std::vector<std::string> mistyped(const std::string& word) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < word.size(); ++i) {
        words.push_back(word.substr(0, i) + word.substr(i + 1));
        if (i + 1 < word.size()) {
            auto swapped = word;
            std::swap(swapped[i], swapped[i + 1]);
            words.push_back(std::move(swapped));
        }
        for (char letter = 'a'; letter <= 'z'; ++letter) {
            auto replaced = word;
            replaced[i] = letter;
            words.push_back(std::move(replaced));
        }
    }
    for (std::size_t i = 0; i <= word.size(); ++i) {
        for (char letter = 'a'; letter <= 'z'; ++letter) {
            words.push_back(word.substr(0, i) + letter + word.substr(i));
        }
    }
    return words;
}

Clause corrected(const std::string& word, const Vocabulary& vocabulary, const Stemmer& stemmer) {
    std::map<std::string, std::uint64_t> found;
    for (const auto& other : mistyped(word)) {
        if (other.size() < shortest_corrected) continue;
        auto stem = stemmer.stem(other);
        if (stem.size() < shortest_corrected) continue;
        if (const auto documents = vocabulary.documents_with(stem); documents > 0) {
            found.emplace(std::move(stem), documents);
        }
    }
    std::vector<std::pair<std::uint64_t, std::string>> best;
    for (const auto& [stem, documents] : found) best.emplace_back(documents, stem);
    std::sort(best.rbegin(), best.rend());
    Clause clause;
    for (std::size_t i = 0; i < std::min(best.size(), most_corrections); ++i) {
        add(clause, best[i].second, corrected_weight);
    }
    return clause;
}

// What stands in for a word nobody wrote: its parts, or what it may have been meant to be.
std::vector<Clause> instead_of(const std::string& word, const Vocabulary& vocabulary,
                               const Stemmers& stemmers) {
    const auto known = [&](std::string_view part) {
        return vocabulary.documents_with(stemmers.german.stem(part)) > 0;
    };
    std::vector<Clause> clauses;
    for (const auto& part : compound_parts(word, known)) {
        clauses.push_back(clause_of(part, stemmers));
    }
    if (clauses.empty() && word.size() >= shortest_corrected) {
        auto clause = corrected(word, vocabulary, stemmers.german);
        if (!clause.alternatives.empty()) clauses.push_back(std::move(clause));
    }
    return clauses;
}

std::vector<std::string> words_of(std::string_view text) {
    auto all = folded_words(cut(text, limits::query_bytes));
    std::vector<std::string> telling;
    for (const auto& word : all) {
        if (!is_stop_word(word)) telling.push_back(word);
    }
    if (telling.empty()) telling = std::move(all);
    if (telling.size() > most_words) telling.resize(most_words);
    return telling;
}

}  // namespace

std::uint64_t Vocabulary::documents_with(std::string_view term) const {
    std::uint64_t sum = 0;
    for (const auto* segment : segments_) {
        if (const auto number = segment->find_term(term)) sum += segment->documents_with(*number);
    }
    return sum;
}

std::vector<std::string> Vocabulary::starting_with(std::string_view prefix,
                                                   std::size_t limit) const {
    std::map<std::string, std::uint64_t, std::less<>> found;
    for (const auto* segment : segments_) {
        const auto first = segment->first_term_from(prefix);
        for (auto number = first; number < segment->terms(); ++number) {
            const auto term = segment->term(number);
            if (!term.starts_with(prefix) || number - first > 64 * limit) break;
            found[std::string(term)] += segment->documents_with(number);
        }
    }
    std::vector<std::pair<std::uint64_t, std::string>> sorted;
    for (auto& [term, documents] : found) sorted.emplace_back(documents, term);
    std::sort(sorted.rbegin(), sorted.rend());
    std::vector<std::string> terms;
    for (auto& [documents, term] : sorted) {
        if (terms.size() == limit) break;
        terms.push_back(std::move(term));
    }
    return terms;
}

std::vector<Clause> clauses_of(std::string_view text, const Vocabulary& vocabulary,
                               const Synonyms& synonyms) {
    const Stemmers stemmers;
    const auto words = words_of(text);
    std::vector<std::string> stems;
    for (const auto& word : words) stems.push_back(stemmers.german.stem(word));

    std::vector<Clause> typed;
    for (const auto& word : words) typed.push_back(clause_of(word, stemmers));
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto match = synonyms.match(stems, i);
        for (std::size_t k = i; k < i + match.words; ++k) {
            for (const auto& stem : match.stems) add(typed[k], stem, synonym_weight);
        }
    }
    if (!words.empty() && words.back().size() >= shortest_beginning) {
        for (auto& longer : vocabulary.starting_with(words.back(), most_longer_words)) {
            add(typed.back(), std::move(longer), longer_weight);
        }
    }

    std::vector<Clause> clauses;
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto instead = is_found(typed[i], vocabulary) ? std::vector<Clause>{}
                                                      : instead_of(words[i], vocabulary, stemmers);
        if (instead.empty()) instead.push_back(std::move(typed[i]));
        for (auto& clause : instead) clauses.push_back(std::move(clause));
    }
    return clauses;
}

}  // namespace dw::catalogue
