// BM25 over one segment, with fields: a word counts by where it stands (weights of the builder).
// S. Robertson, H. Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, 2009,
// section 3.
#pragma once

#include <cstdint>
#include <vector>

#include "catalogue/marks.h"
#include "catalogue/search_clauses.h"

namespace dw::catalogue {

struct Collection {
    std::uint64_t documents = 0;
    double average_length = 1;
};

// Which clauses a document has, a bit each.
struct Matched {
    std::uint16_t any = 0, in_title = 0, as_typed = 0;
};
struct Ranked {
    std::uint32_t document;
    float score;
    Matched matched;
};

// A clause with what each of its terms is worth in this collection.
struct WeighedClause {
    std::vector<Alternative> alternatives;  // weight: times inverse document frequency
    float worth = 0;                        // what a document lacks that has none of them
};
std::vector<WeighedClause> weigh(const std::vector<Clause>& clauses, const Vocabulary& vocabulary,
                                 const Collection& collection);

// Those of `may_be_found` that match a good part of what was asked, by worth; unsorted. Strong:
// only those that are about one of the words, which costs nothing for the many that mention it. At
// most 16 clauses are told apart in Matched.
std::vector<Ranked> rank(const Segment& segment, const std::vector<WeighedClause>& clauses,
                         const Collection& collection, Depth depth, const Marks& may_be_found);

}  // namespace dw::catalogue
