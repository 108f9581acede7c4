#include "catalogue/search_ranking.h"

#include <algorithm>
#include <cmath>

namespace dw::catalogue {

namespace {

constexpr float saturation = 1.2F;    // k1
constexpr float length_share = 0.4F;  // b; long descriptions are no worse services
constexpr float title_bonus = 0.6F;   // for a title that is all asked words

struct Sums {
    std::vector<float> score, matched, title;  // per document
    std::vector<float> clause;                 // of the clause at hand
    std::vector<bool> clause_in_title;
    std::vector<std::uint32_t> touched;

    explicit Sums(std::size_t documents)
        : score(documents),
          matched(documents),
          title(documents),
          clause(documents),
          clause_in_title(documents) {}
};

void add_term(const Segment& segment, const Alternative& term, const Collection& collection,
              Sums& sums) {
    const auto number = segment.find_term(term.term);
    if (!number) return;
    segment.for_each_posting(*number, [&](Posting posting) {
        const auto length = static_cast<float>(segment.length(posting.document));
        const float relative = length / static_cast<float>(collection.average_length);
        const float weight = posting.weight;
        const float damping = saturation * (1 - length_share + length_share * relative);
        const float value = term.weight * weight * (saturation + 1) / (weight + damping);
        auto& best = sums.clause[posting.document];
        if (best == 0) sums.touched.push_back(posting.document);
        best = std::max(best, value);
        if (posting.in_title) sums.clause_in_title[posting.document] = true;
    });
}

void close_clause(const WeighedClause& clause, Sums& sums) {
    for (const auto document : sums.touched) {
        sums.score[document] += sums.clause[document];
        sums.matched[document] += clause.worth;
        sums.title[document] += sums.clause_in_title[document] ? 1.0F : 0.0F;
        sums.clause[document] = 0;
        sums.clause_in_title[document] = false;
    }
    sums.touched.clear();
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
            const double idf =
                std::log(1 + std::max(0.0, all - documents + 0.5) / (documents + 0.5));
            const float weight = alternative.weight * static_cast<float>(idf);
            one.alternatives.push_back({alternative.term, weight});
            one.worth = std::max(one.worth, weight);
        }
        // A word that is nowhere is missed by every document alike.
        if (one.alternatives.empty())
            one.worth = std::log(1 + static_cast<float>(collection.documents));
        weighed.push_back(std::move(one));
    }
    return weighed;
}

std::vector<Ranked> rank(const Segment& segment, const std::vector<WeighedClause>& clauses,
                         const Collection& collection) {
    Sums sums(segment.documents());
    float worth = 0;
    for (const auto& clause : clauses) {
        for (const auto& term : clause.alternatives) add_term(segment, term, collection, sums);
        close_clause(clause, sums);
        worth += clause.worth;
    }
    std::vector<Ranked> ranked;
    for (std::uint32_t document = 0; document < segment.documents(); ++document) {
        const float matched = sums.matched[document];
        if (matched == 0 || matched * 2 < worth) continue;
        const float share = matched / worth;
        const auto words = std::max(1U, segment.title_words(document));
        const float in_title = std::min(1.0F, sums.title[document] / static_cast<float>(words));
        ranked.push_back(
            {document, sums.score[document] * share * share * (1 + title_bonus * in_title)});
    }
    return ranked;
}

}  // namespace dw::catalogue
