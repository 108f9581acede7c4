// Words that differ from a written one by a slip or two of the fingers.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace dw::catalogue {

// A sorted list of folded words.
struct WordList {
    std::uint32_t words = 0;
    std::function<std::string_view(std::uint32_t)> at;
};
struct SimilarWord {
    std::uint32_t number;
    int slips;
    bool operator==(const SimilarWord&) const = default;
};

// How many slips a word of this length is forgiven.
int forgiven_slips(std::size_t letters);

// The words within `most` slips (0 to 2), in order. A slip is a letter too few, too many, another
// one, or two exchanged. Work is bounded, whatever the list.
std::vector<SimilarWord> similar_words(std::string_view written, int most, const WordList& list);

}  // namespace dw::catalogue
