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
    void clear() { std::ranges::fill(words_, 0); }
    bool any() const {
        return std::ranges::any_of(words_, [](std::uint64_t word) { return word != 0; });
    }
    // Whether of the sixty-four documents around this one, it and all after it have no mark.
    bool none_near(std::size_t document) const {
        return words_[document / 64] >> (document % 64) == 0;
    }
    // The next marked one from here on; at least the number of documents when there is none.
    std::size_t next_from(std::size_t document) const {
        std::size_t at = document / 64;
        if (at >= words_.size()) return document;
        std::uint64_t word = words_[at] >> (document % 64) << (document % 64);
        while (word == 0 && ++at < words_.size()) word = words_[at];
        return at * 64 + (word == 0 ? 0 : static_cast<std::size_t>(std::countr_zero(word)));
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
