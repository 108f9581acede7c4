// From what somebody typed to what the index is asked: one clause per word, with alternatives.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/search_segment.h"
#include "catalogue/search_synonyms.h"

namespace dw::catalogue {

struct Alternative {
    std::string term;
    float weight = 1;  // 1: as typed; less: a synonym, a longer word, a corrected one
    bool operator==(const Alternative&) const = default;
};
struct Clause {
    std::vector<Alternative> alternatives;
    bool operator==(const Clause&) const = default;
};

// All words of the segments that are searched.
class Vocabulary {
  public:
    explicit Vocabulary(std::vector<const Segment*> segments) : segments_(std::move(segments)) {}
    std::uint64_t documents_with(std::string_view term) const;
    // The commonest words that start so, at most `limit`.
    std::vector<std::string> starting_with(std::string_view prefix, std::size_t limit) const;

  private:
    std::vector<const Segment*> segments_;
};

// At most limits::query_bytes of the text are looked at. Empty: nothing in it can be looked for.
std::vector<Clause> clauses_of(std::string_view text, const Vocabulary& vocabulary,
                               const Synonyms& synonyms);

}  // namespace dw::catalogue
