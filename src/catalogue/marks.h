// A mark for each document of a segment, sixty-four of them in a word.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace dw::catalogue {

class Marks {
  public:
    explicit Marks(std::size_t documents) : words_((documents + 63) / 64) {}
    static Marks all(std::size_t documents) {
        Marks marks(documents);
        for (std::uint64_t& word : marks.words_) word = ~std::uint64_t{0};
        if (documents % 64 != 0) marks.words_.back() >>= 64 - documents % 64;
        return marks;
    }

    bool operator[](std::size_t document) const {
        return (words_[document / 64] >> (document % 64) & 1U) != 0;
    }
    void set(std::size_t document) { words_[document / 64] |= std::uint64_t{1} << (document % 64); }
    bool any() const {
        return std::ranges::any_of(words_, [](std::uint64_t word) { return word != 0; });
    }
    std::size_t count() const {
        std::size_t sum = 0;
        for (const std::uint64_t word : words_)
            sum += static_cast<std::size_t>(std::popcount(word));
        return sum;
    }

    // With marks of the same segment.
    Marks& add(const Marks& others) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= others.words_[i];
        return *this;
    }
    Marks& keep(const Marks& others) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= others.words_[i];
        return *this;
    }
    Marks& remove(const Marks& others) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~others.words_[i];
        return *this;
    }

  private:
    std::vector<std::uint64_t> words_;
};

}  // namespace dw::catalogue
