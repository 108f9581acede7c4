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

// Documents are gone through so many at a time: their sums stay in the fastest memory.
constexpr std::uint32_t documents_at_once = 4096;

// One kind of postings of a term, and how far they have been read.
struct Reading {
    Postings postings;
    float weight;
    bool as_typed;
    Posting next{};
    bool more = false;

    void go_on() { more = postings.next(next); }
};

// What is about one of the words that matter.
Marks strong_documents(const Segment& segment, const std::vector<WeighedClause>& clauses) {
    Marks strong(segment.documents());
    float most = 0;
    for (const auto& clause : clauses) most = std::max(most, clause.worth);
    for (const auto& clause : clauses) {
        if (clause.worth < most * telling_share) continue;
        for (const auto& term : clause.alternatives) {
            const auto number = segment.find_term(term.term);
            if (!number) continue;
            auto postings = segment.postings(*number, Depth::Strong);
            for (Posting posting{}; postings.next(posting);) strong.set(posting.document);
        }
    }
    return strong;
}

// Goes once through the documents of a segment.
class Ranking {
  public:
    Ranking(const Segment& segment, const std::vector<WeighedClause>& clauses,
            const Collection& collection, const Marks& wanted)
        : segment_(segment),
          clauses_(clauses),
          wanted_(wanted),
          per_length_(saturation * length_share / static_cast<float>(collection.average_length)),
          readings_(clauses.size()),
          sums_(std::min(documents_at_once, segment.documents())) {
        for (const auto& clause : clauses) worth_ += clause.worth;
    }

    std::vector<Ranked> rank(Depth depth) {
        for (std::size_t i = 0; i < clauses_.size(); ++i) begin_reading(i, depth);
        for (first_ = 0; first_ < segment_.documents(); first_ += documents_at_once) {
            for (std::size_t i = 0; i < clauses_.size(); ++i) {
                for (Reading& reading : readings_[i]) add(reading);
                close_clause(i);
            }
            take_documents();
        }
        return std::move(ranked_);
    }

  private:
    void begin_reading(std::size_t clause, Depth depth) {
        for (const auto& term : clauses_[clause].alternatives) {
            const auto number = segment_.find_term(term.term);
            if (!number) continue;
            const auto begin = [&](Postings postings) {
                readings_[clause].push_back({.postings = postings,
                                             .weight = term.weight,
                                             .as_typed = term.likeness != Likeness::OtherWord});
                readings_[clause].back().go_on();
            };
            begin(segment_.postings(*number, Depth::Strong));
            if (depth == Depth::All) begin(segment_.mentions(*number));
        }
    }

    // What a term says about the documents at hand.
    void add(Reading& reading) {
        const std::uint32_t end = first_ + documents_at_once;
        for (; reading.more && reading.next.document < end; reading.go_on()) {
            const Posting& posting = reading.next;
            if (!wanted_[posting.document]) continue;
            const auto length = static_cast<float>(segment_.length(posting.document));
            const float weight = posting.weight;
            const float damping = saturation * (1 - length_share) + per_length_ * length;
            const float value = reading.weight * weight * (saturation + 1) / (weight + damping);
            Sum& sum = sums_[posting.document - first_];
            if (sum.clause == 0) in_clause_.push_back(posting.document - first_);
            if (value > sum.clause) {
                sum.clause = value;
                sum.as_typed = reading.as_typed;
            }
            sum.in_title |= posting.in_title;
        }
    }

    void close_clause(std::size_t number) {
        const float worth = clauses_[number].worth;
        const auto bit = static_cast<std::uint16_t>(number < 16 && worth > 0 ? 1U << number : 0U);
        for (const auto at : in_clause_) {
            Sum& sum = sums_[at];
            if (!sum.touched) touched_.push_back(at);
            sum.touched = true;
            sum.score += sum.clause;
            sum.matched += worth;
            if (worth > 0 && sum.in_title) ++sum.titles;
            sum.which.any |= bit;
            if (sum.in_title) sum.which.in_title |= bit;
            if (sum.as_typed) sum.which.as_typed |= bit;
            sum.clause = 0;
            sum.in_title = sum.as_typed = false;
        }
        in_clause_.clear();
    }

    void take_documents() {
        for (const auto at : touched_) {
            const Sum sum = std::exchange(sums_[at], Sum{});
            if (sum.matched == 0 || sum.matched < worth_ * least_share) continue;
            const std::uint32_t document = first_ + at;
            const float share = sum.matched / worth_;
            const auto words = static_cast<float>(std::max(1U, segment_.title_words(document)));
            const float in_title = std::min(1.0F, static_cast<float>(sum.titles) / words);
            ranked_.push_back(
                {document, sum.score * share * share * (1 + title_bonus * in_title), sum.which});
        }
        touched_.clear();
    }

    const Segment& segment_;
    const std::vector<WeighedClause>& clauses_;
    const Marks& wanted_;
    const float per_length_;
    float worth_ = 0;
    std::vector<std::vector<Reading>> readings_;  // by clause
    std::uint32_t first_ = 0;                     // of the documents at hand
    std::vector<Sum> sums_;                       // of these; all zero before and after
    std::vector<std::uint32_t> in_clause_, touched_;
    std::vector<Ranked> ranked_;
};

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
                         const Collection& collection, Depth depth, const Marks& may_be_found) {
    if (!may_be_found.any()) return {};
    Marks wanted = may_be_found;
    // With one word there is nothing else a strong document could have.
    const bool several = clauses.size() > 1;
    if (depth == Depth::Strong && several) wanted.keep(strong_documents(segment, clauses));
    return Ranking(segment, clauses, collection, wanted).rank(several ? Depth::All : depth);
}

}  // namespace dw::catalogue
