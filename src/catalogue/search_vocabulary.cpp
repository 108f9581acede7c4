// What words there are, over all layers of the index.
#include <algorithm>
#include <map>

#include "catalogue/search_clauses.h"
#include "catalogue/search_spelling.h"

namespace dw::catalogue {

namespace {

WordList list_of(const Segment& segment) {
    return {segment.words(), [&segment](std::uint32_t number) { return segment.word(number); }};
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

std::vector<NearWord> Vocabulary::near(std::string_view folded, int slips) const {
    std::map<std::string, NearWord, std::less<>> found;
    for (const auto* segment : segments_) {
        for (const auto& similar : similar_words(folded, slips, list_of(*segment))) {
            const std::string word(segment->word(similar.number));
            auto& near = found[word];
            near.folded = word;
            if (near.written.empty()) near.written = segment->written_word(similar.number);
            near.documents += segment->documents_with_word(similar.number);
            near.slips = similar.slips;
        }
    }
    std::vector<NearWord> words;
    for (auto& [word, near] : found) words.push_back(std::move(near));
    return words;
}

bool Vocabulary::has_prominent(std::string_view folded) const {
    return std::any_of(segments_.begin(), segments_.end(), [&](const Segment* segment) {
        std::uint32_t low = 0, high = segment->words();
        while (low < high) {
            const auto middle = low + (high - low) / 2;
            if (segment->word(middle) < folded) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < segment->words() && segment->word(low) == folded;
    });
}

}  // namespace dw::catalogue
