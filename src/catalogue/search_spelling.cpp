// The list is walked as if it were a tree of letters: words with a common beginning share the rows
// of the distance table for it, and a beginning that is too far off already is passed by with all
// the words that have it. Distance: optimal string alignment.
#include "catalogue/search_spelling.h"

#include <algorithm>
#include <array>
#include <string>

namespace dw::catalogue {

namespace {

constexpr std::size_t longest = 32;
constexpr int most_rows = 60'000;  // computed for one word
constexpr std::size_t length_with_one = 4, length_with_two = 9;

class Walk {
  public:
    Walk(std::string_view written, int most) : written_(written), most_(most) {
        for (std::size_t i = 0; i <= written.size(); ++i) rows_[0][i] = static_cast<int>(i);
    }

    std::vector<SimilarWord> through(const WordList& list) {
        std::vector<SimilarWord> found;
        for (std::uint32_t number = 0; number < list.words && rows_computed_ < most_rows;) {
            const auto word = list.at(number);
            const auto depth = descend(word);
            if (depth < word.size()) {
                number = first_without(list, number, word.substr(0, depth + 1));
                continue;
            }
            const int slips = rows_[word.size()][written_.size()];
            if (slips <= most_) found.push_back({number, slips});
            ++number;
        }
        return found;
    }

  private:
    // The letters of the word until it is too far off.
    std::size_t descend(std::string_view word) {
        std::size_t depth = 0;
        while (depth < word.size() && depth < known_.size() && word[depth] == known_[depth]) {
            ++depth;
        }
        known_ = word.substr(0, depth);
        for (; depth < word.size(); ++depth) {
            if (depth + 1 >= rows_.size() || !add_row(word, depth + 1)) return depth;
            known_ = word.substr(0, depth + 1);
        }
        return depth;
    }

    // False: no word that begins so can be close enough.
    bool add_row(std::string_view word, std::size_t depth) {
        ++rows_computed_;
        auto& row = rows_[depth];
        const auto& above = rows_[depth - 1];
        row[0] = static_cast<int>(depth);
        int least = row[0];
        for (std::size_t i = 1; i <= written_.size(); ++i) {
            const int other = word[depth - 1] == written_[i - 1] ? 0 : 1;
            row[i] = std::min({above[i] + 1, row[i - 1] + 1, above[i - 1] + other});
            const bool exchanged = depth > 1 && i > 1 && word[depth - 1] == written_[i - 2] &&
                                   word[depth - 2] == written_[i - 1];
            if (exchanged) row[i] = std::min(row[i], rows_[depth - 2][i - 2] + 1);
            least = std::min(least, row[i]);
        }
        const int least_above = *std::min_element(above.begin(), above.begin() + row_size());
        return least <= most_ || least_above < most_;
    }

    std::ptrdiff_t row_size() const { return static_cast<std::ptrdiff_t>(written_.size() + 1); }

    static std::uint32_t first_without(const WordList& list, std::uint32_t from,
                                       std::string_view beginning) {
        const std::string kept(beginning);
        std::uint32_t step = 1, low = from;
        while (low + step < list.words && list.at(low + step).starts_with(kept)) {
            low += step;
            step *= 2;
        }
        std::uint32_t high = std::min(list.words, low + step);
        while (low + 1 < high) {
            const auto middle = low + (high - low) / 2;
            (list.at(middle).starts_with(kept) ? low : high) = middle;
        }
        return low + 1;
    }

    std::string_view written_;
    int most_;
    std::array<std::array<int, longest + 3>, longest + 3> rows_{};
    std::string_view known_;  // the letters rows are computed for
    int rows_computed_ = 0;
};

}  // namespace

int forgiven_slips(std::size_t letters) {
    if (letters < length_with_one) return 0;
    return letters < length_with_two ? 1 : 2;
}

std::vector<SimilarWord> similar_words(std::string_view written, int most, const WordList& list) {
    if (written.empty() || written.size() > longest) return {};
    return Walk(written, std::clamp(most, 0, 2)).through(list);
}

}  // namespace dw::catalogue
