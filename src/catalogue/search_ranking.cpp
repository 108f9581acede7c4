#include "catalogue/search_ranking.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dw::catalogue {

namespace {

constexpr float saturation = 1.2F;      // k1
constexpr float length_share = 0.4F;    // b; long descriptions are no worse services
constexpr float title_bonus = 0.6F;     // for a title that is all asked words
constexpr float least_share = 0.4F;     // of what was asked
constexpr float telling_share = 0.5F;   // of the worth of the word that tells most
constexpr float unknown_share = 0.35F;  // of the worth of the rarest word there could be

// What the clauses come to for one document.
struct Sum {
    float score = 0, matched = 0;
    float clause = 0;  // of the clause at hand
    std::uint16_t titles = 0;
    bool in_title = false, as_typed = false;  // of the clause at hand
    bool touched = false;
    Matched which;
};

// One for each thread, as large as the largest segment it ranked; all zero between two uses, so
// that a query costs what its words have postings, not what the catalogue has services.
struct Sums {
    std::vector<Sum> of;
    std::vector<std::uint32_t> touched, in_clause;
    std::vector<bool> wanted;  // empty: all documents
};

// What is about one of the words that matter.
std::vector<bool> strong_documents(const Segment& segment,
                                   const std::vector<WeighedClause>& clauses) {
    std::vector<bool> strong(segment.documents());
    float most = 0;
    for (const auto& clause : clauses) most = std::max(most, clause.worth);
    for (const auto& clause : clauses) {
        if (clause.worth < most * telling_share) continue;
        for (const auto& term : clause.alternatives) {
            const auto number = segment.find_term(term.term);
            if (!number) continue;
            auto postings = segment.postings(*number, Depth::Strong);
            for (Posting posting{}; postings.next(posting);) strong[posting.document] = true;
        }
    }
    return strong;
}

void add_term(const Segment& segment, const Alternative& term, const Collection& collection,
              Depth depth, Sums& sums) {
    const auto number = segment.find_term(term.term);
    if (!number) return;
    const bool as_typed = term.likeness != Likeness::OtherWord;
    const auto average = static_cast<float>(collection.average_length);
    const float per_length = saturation * length_share / average;
    auto postings = segment.postings(*number, depth);
    for (Posting posting{}; postings.next(posting);) {
        if (!sums.wanted.empty() && !sums.wanted[posting.document]) continue;
        const auto length = static_cast<float>(segment.length(posting.document));
        const float weight = posting.weight;
        const float damping = saturation * (1 - length_share) + per_length * length;
        const float value = term.weight * weight * (saturation + 1) / (weight + damping);
        auto& sum = sums.of[posting.document];
        if (sum.clause == 0) sums.in_clause.push_back(posting.document);
        if (value > sum.clause) {
            sum.clause = value;
            sum.as_typed = as_typed;
        }
        sum.in_title |= posting.in_title;
    }
}

void close_clause(std::size_t number, const WeighedClause& clause, Sums& sums) {
    const auto bit =
        static_cast<std::uint16_t>(number < 16 && clause.worth > 0 ? 1U << number : 0U);
    for (const auto document : sums.in_clause) {
        auto& sum = sums.of[document];
        if (!sum.touched) sums.touched.push_back(document);
        sum.touched = true;
        sum.score += sum.clause;
        sum.matched += clause.worth;
        if (clause.worth > 0 && sum.in_title) ++sum.titles;
        sum.which.any |= bit;
        if (sum.in_title) sum.which.in_title |= bit;
        if (sum.as_typed) sum.which.as_typed |= bit;
        sum.clause = 0;
        sum.in_title = sum.as_typed = false;
    }
    sums.in_clause.clear();
}

}  // namespace

std::vector<WeighedClause> weigh(const std::vector<Clause>& clauses, const Vocabulary& vocabulary,
                                 const Collection& collection) {
    std::vector<WeighedClause> weighed;
    for (const auto& clause : clauses) {
        WeighedClause one;
        for (const auto& alternative : clause.alternatives) {
            const auto documents = static_cast<double>(vocabulary.documents_with(alternative.term));
            const auto all = static_cast<double>(collection.documents);
            if (documents == 0) continue;
            // Never nothing: in a small catalogue what a service is about stands in many texts.
            const double idf =
                1 + std::log(1 + std::max(0.0, all - documents + 0.5) / (documents + 0.5));
            const float share = clause.importance == 0 ? 1 : clause.importance;
            const float weight = alternative.weight * share * static_cast<float>(idf);
            one.alternatives.push_back({alternative.term, weight, alternative.likeness});
            one.worth = std::max(one.worth, weight);
        }
        if (clause.importance == 0) one.worth = 0;
        // A word that is nowhere is missed by every document alike.
        if (one.alternatives.empty()) {
            one.worth = clause.importance * unknown_share *
                        std::log(1 + static_cast<float>(collection.documents));
        }
        weighed.push_back(std::move(one));
    }
    return weighed;
}

std::vector<Ranked> rank(const Segment& segment, const std::vector<WeighedClause>& clauses,
                         const Collection& collection, Depth depth) {
    thread_local Sums sums;
    if (sums.of.size() < segment.documents()) sums.of.resize(segment.documents());
    sums.wanted.clear();
    // With one word there is nothing else a strong document could have.
    const bool several = clauses.size() > 1;
    if (depth == Depth::Strong && several) sums.wanted = strong_documents(segment, clauses);
    if (several) depth = Depth::All;
    float worth = 0;
    for (std::size_t i = 0; i < clauses.size(); ++i) {
        for (const auto& term : clauses[i].alternatives) {
            add_term(segment, term, collection, depth, sums);
        }
        close_clause(i, clauses[i], sums);
        worth += clauses[i].worth;
    }
    std::vector<Ranked> ranked;
    for (const auto document : sums.touched) {
        const Sum sum = std::exchange(sums.of[document], Sum{});
        if (sum.matched == 0 || sum.matched < worth * least_share) continue;
        const float share = sum.matched / worth;
        const auto words = static_cast<float>(std::max(1U, segment.title_words(document)));
        const float in_title = std::min(1.0F, static_cast<float>(sum.titles) / words);
        ranked.push_back(
            {document, sum.score * share * share * (1 + title_bonus * in_title), sum.which});
    }
    sums.touched.clear();
    return ranked;
}

}  // namespace dw::catalogue
