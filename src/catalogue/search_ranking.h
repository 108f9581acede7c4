// BM25 over one segment, with fields: a word counts by where it stands (weights of the builder).
// S. Robertson, H. Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, 2009,
// section 3. What cannot be good enough any more is left out unseen, after H. Turtle, J. Flood:
// Query Evaluation: Strategies and Optimizations, 1995 (MaxScore).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
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

// The least score that is worth finding: of services many look for, and of others.
struct Least {
    float popular = 0, other = 0;
};
// Gets what was found, some documents at a time and in their order; gives what is worth finding
// from now on, which only grows.
using TakeRanked = std::function<Least(std::span<const Ranked>)>;

// Finds those of `wanted` that match a good part of what was asked. Strong: only those that are
// about one of the words, which costs nothing for the many that mention it. At most 16 clauses are
// told apart in Matched.
void rank(const Segment& segment, const std::vector<WeighedClause>& clauses,
          const Collection& collection, Depth depth, const Marks& wanted, Least least,
          const TakeRanked& take);

}  // namespace dw::catalogue
