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

    // Stems to look for as well, for the words of a query from `at` on; `words` is how many of them
    // the phrase has (0: no entry). The longest phrase wins.
    struct Match {
        std::size_t words = 0;
        std::vector<std::string> stems;
    };
    Match match(const std::vector<std::string>& stems, std::size_t at) const;
    std::size_t size() const { return entries_.size(); }

  private:
    struct Entry {
        std::vector<std::string> phrase;
        std::vector<std::string> stems;
    };
    std::vector<Entry> entries_;  // sorted by phrase
};

}  // namespace dw::catalogue
