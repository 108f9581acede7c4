// What was taken out of a text and what was put in, word by word. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dw::catalogue {

enum class WordChange { Same, Removed, Added };
struct TextPiece {
    WordChange change;
    std::string text;
    bool operator==(const TextPiece&) const = default;
};

// The pieces in order; `before` is what is the same or removed, `after` what is the same or added.
// Where both texts differ in so many words that comparing would take long, the middle is one piece
// each.
std::vector<TextPiece> word_differences(std::string_view before, std::string_view after);

}  // namespace dw::catalogue
