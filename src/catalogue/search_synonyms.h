// Everyday words for the words services are described with (data/search/synonyms.txt).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalogue/search_words.h"

namespace dw::catalogue {

// Read once, then used by any thread.
class Synonyms {
  public:
    // Lines "phrase, phrase = words"; what is no such line is left out.
    static Synonyms parse(std::string_view text);
    static const Synonyms& built_in();

    // A word to look for as well.
    struct Other {
        std::string stem;
        WordKind kind;
    };
    // A phrase whose words are all among those of a query, in any order.
    struct Match {
        std::vector<std::size_t> words;  // places in the query
        std::vector<Other> others;
    };
    // Longest phrases first; a phrase within a longer one that matched is left out.
    std::vector<Match> matches(const std::vector<std::string>& stems) const;

    struct Word {
        std::string folded, written;
    };
    // All words on both sides, sorted by their folded form: what a misspelt one may have been.
    const std::vector<Word>& words() const { return words_; }
    bool has_stem(std::string_view stem) const;
    std::size_t size() const { return entries_.size(); }

  private:
    struct Entry {
        std::vector<std::string> phrase;
        std::vector<Other> others;
    };
    void add_words(std::string_view phrase, const Stemmer& stemmer);

    std::vector<Entry> entries_;  // sorted by phrase
    std::vector<Word> words_;
    std::vector<std::string> stems_;  // of phrases, sorted
};

}  // namespace dw::catalogue
