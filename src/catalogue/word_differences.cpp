#include "catalogue/word_differences.h"

#include <algorithm>
#include <cstdint>
#include <span>

namespace dw::catalogue {

namespace {

constexpr std::size_t most_cells = 4'000'000;  // of the table below: 8 MB for a moment

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

// Words with the blanks behind them; a line end is a word of its own.
std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        if (text[end] == '\n') {
            ++end;
        } else {
            while (end < text.size() && !is_blank(text[end]) && text[end] != '\n') ++end;
            while (end < text.size() && is_blank(text[end])) ++end;
        }
        words.push_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

using Words = std::span<const std::string_view>;

std::string_view trimmed(std::string_view word) {
    while (!word.empty() && is_blank(word.back())) word.remove_suffix(1);
    return word;
}
// The last word of a line is the same with and without the blank behind it.
bool same(std::string_view a, std::string_view b) {
    return trimmed(a) == trimmed(b);
}

class Pieces {
  public:
    void add(WordChange change, Words words) {
        for (const std::string_view word : words) {
            if (all_.empty() || all_.back().change != change) all_.push_back({change, {}});
            all_.back().text += word;
        }
    }
    std::vector<TextPiece> take() { return std::move(all_); }

  private:
    std::vector<TextPiece> all_;
};

// The longest common subsequence of what is left between equal beginnings and ends.
void compare(Words before, Words after, Pieces& pieces) {
    const std::size_t rows = before.size() + 1, columns = after.size() + 1;
    if (before.empty() || after.empty() || rows * columns > most_cells) {
        pieces.add(WordChange::Removed, before);
        pieces.add(WordChange::Added, after);
        return;
    }
    std::vector<std::uint16_t> longest(rows * columns, 0);  // of the words from (row, column) on
    for (std::size_t row = rows - 1; row-- > 0;) {
        for (std::size_t column = columns - 1; column-- > 0;) {
            const std::size_t at = row * columns + column;
            longest[at] = same(before[row], after[column])
                              ? static_cast<std::uint16_t>(longest[at + columns + 1] + 1)
                              : std::max(longest[at + 1], longest[at + columns]);
        }
    }
    std::size_t row = 0, column = 0;
    while (row < before.size() && column < after.size()) {
        const std::size_t at = row * columns + column;
        if (same(before[row], after[column])) {
            pieces.add(WordChange::Same, after.subspan(column++, 1));
            ++row;
        } else if (longest[at + columns] >= longest[at + 1]) {
            pieces.add(WordChange::Removed, before.subspan(row++, 1));
        } else {
            pieces.add(WordChange::Added, after.subspan(column++, 1));
        }
    }
    pieces.add(WordChange::Removed, before.subspan(row));
    pieces.add(WordChange::Added, after.subspan(column));
}

}  // namespace

std::vector<TextPiece> word_differences(std::string_view before, std::string_view after) {
    const auto old_words = words_of(before), new_words = words_of(after);
    const std::size_t shorter = std::min(old_words.size(), new_words.size());
    std::size_t start = 0, end = 0;
    while (start < shorter && same(old_words[start], new_words[start])) ++start;
    while (end < shorter - start &&
           same(old_words[old_words.size() - 1 - end], new_words[new_words.size() - 1 - end])) {
        ++end;
    }
    const Words olds(old_words), news(new_words);
    Pieces pieces;
    pieces.add(WordChange::Same, news.first(start));
    compare(olds.subspan(start, olds.size() - start - end),
            news.subspan(start, news.size() - start - end), pieces);
    pieces.add(WordChange::Same, news.last(end));
    return pieces.take();
}

}  // namespace dw::catalogue
