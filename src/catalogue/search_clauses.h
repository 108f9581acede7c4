// From what somebody typed to what the index is asked: one clause per word, with alternatives.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalogue/search.h"
#include "catalogue/search_segment.h"
#include "catalogue/search_synonyms.h"

namespace dw::catalogue {

// How a word of the index comes to stand for a typed one.
enum class Likeness : std::uint8_t { Same, Longer, Part, OtherWord, Corrected };

struct Alternative {
    std::string term;
    float weight = 1;  // 1: as typed; less: the further away
    Likeness likeness = Likeness::Same;
    bool operator==(const Alternative&) const = default;
};
struct Clause {
    std::vector<Alternative> alternatives;
    std::string typed;      // the word as it was written
    float importance = 1;   // of finding it at all; 0: good to have
    bool says_what = true;  // not only what is to be done with it
    bool operator==(const Clause&) const = default;
};

// A word of titles or keywords that differs from another by some slips.
struct NearWord {
    std::string folded, written;
    std::uint64_t documents = 0;
    int slips = 0;
};

// All words of the segments that are searched.
class Vocabulary {
  public:
    explicit Vocabulary(std::vector<const Segment*> segments) : segments_(std::move(segments)) {}
    std::uint64_t documents_with(std::string_view term) const;
    // The commonest words that start so, at most `limit`.
    std::vector<std::string> starting_with(std::string_view prefix, std::size_t limit) const;
    std::vector<NearWord> near(std::string_view folded, int slips) const;
    // In a title or among keywords, exactly so.
    bool has_prominent(std::string_view folded) const;

  private:
    std::vector<const Segment*> segments_;
};

struct Understanding {
    std::vector<Clause> clauses;  // empty: nothing in it can be looked for
    std::vector<Correction> corrections;
    // The whole text as it may have been meant, where it was looked for as it stands; "" mostly.
    std::string suggestion;
};

// At most limits::query_bytes of the text are looked at.
Understanding understand(std::string_view text, const Vocabulary& vocabulary,
                         const Synonyms& synonyms);

}  // namespace dw::catalogue
