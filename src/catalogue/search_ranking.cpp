#include "catalogue/search_ranking.h"

#include <algorithm>
#include <cmath>
#include <optional>
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
    Matched which;
};

// Documents are gone through so many at a time: their sums stay in the fastest memory.
constexpr std::uint32_t documents_at_once = 4096;

// One kind of postings of a term, and how far they have been read.
struct Reading {
    Postings postings;
    float weight = 0;
    bool as_typed = false;
    Posting next{};
    bool more = false;

    void go_on() { more = postings.next(next); }
    void go_to(std::size_t document) {
        if (!more || next.document >= document) return;
        postings.skip_to(static_cast<std::uint32_t>(document));
        do go_on();
        while (more && next.document < document);
    }
};

// Each posting of a wanted document before `end`, in order. Where few are wanted, most of the
// postings are skipped.
template <class Take>
void read_wanted(Reading& reading, const Marks& wanted, std::uint32_t begin, std::uint32_t end,
                 const Take& take) {
    reading.go_to(begin);
    while (reading.more && reading.next.document < end) {
        const std::uint32_t document = reading.next.document;
        if (wanted[document]) {
            take(reading.next);
            reading.go_on();
        } else if (wanted.none_near(document)) {
            reading.go_to(std::min<std::size_t>(wanted.next_from(document), end));
        } else {
            reading.go_on();
        }
    }
}

Reading begun(Reading reading) {
    reading.go_on();
    return reading;
}

// What is wanted and about one of the words that matter.
Marks strong_documents(const Segment& segment, const std::vector<WeighedClause>& clauses,
                       const Marks& wanted) {
    Marks strong(segment.documents());
    float most = 0;
    for (const auto& clause : clauses) most = std::max(most, clause.worth);
    for (const auto& clause : clauses) {
        if (clause.worth < most * telling_share) continue;
        for (const auto& term : clause.alternatives) {
            const auto number = segment.find_term(term.term);
            if (!number) continue;
            auto reading = begun({.postings = segment.strong(*number)});
            read_wanted(reading, wanted, 0, segment.documents(),
                        [&](const Posting& posting) { strong.set(posting.document); });
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
          wanted_(wanted),
          per_length_(saturation * length_share / static_cast<float>(collection.average_length)),
          sums_(std::min(documents_at_once, segment.documents())),
          touched_(sums_.size()) {
        for (const auto& clause : clauses) worth_ += clause.worth;
        for (std::size_t i = 0; i < clauses.size(); ++i) add_clause(clauses[i], i);
    }

    void rank(Depth depth, Least least, const TakeRanked& take) {
        for (Asked& asked : asked_) begin_reading(asked, depth);
        bound();
        least_ = least;
        const auto documents = segment_.documents();
        std::size_t next = wanted_.next_from(0);
        for (; next < documents;
             next = wanted_.next_from(std::size_t{first_} + documents_at_once)) {
            first_ = static_cast<std::uint32_t>(next) / documents_at_once * documents_at_once;
            for (Asked& asked : asked_) {
                const bool finds =
                    asked.most > 0 && asked.most >= std::min(least_.popular, least_.other);
                for (Reading& reading : asked.readings) add(reading, finds);
                close_clause(asked);
            }
            take_documents();
            least_ = take(ranked_);
        }
    }

  private:
    // A clause, and what is read for it.
    struct Asked {
        const WeighedClause* clause;
        std::uint16_t bit;  // in Matched
        std::vector<Reading> readings = {};
        float most = 0;  // no document with this clause and those behind it alone comes to more
    };

    void add_clause(const WeighedClause& clause, std::size_t number) {
        const bool counts = number < 16 && clause.worth > 0;
        asked_.push_back({&clause, static_cast<std::uint16_t>(counts ? 1U << number : 0U)});
    }

    void begin_reading(Asked& asked, Depth depth) {
        for (const auto& term : asked.clause->alternatives) {
            const auto number = segment_.find_term(term.term);
            if (!number) continue;
            const auto begin = [&](Postings postings) {
                asked.readings.push_back(begun({.postings = postings,
                                                .weight = term.weight,
                                                .as_typed = term.likeness != Likeness::OtherWord}));
            };
            begin(segment_.strong(*number));
            if (depth == Depth::All) begin(segment_.mentions(*number));
        }
    }

    // The most telling clauses first: most documents have only the others.
    void bound() {
        constexpr float rounding = 1.001F;
        const auto most_of = [](const Asked& asked) {
            float most = 0;
            for (const Reading& reading : asked.readings) most = std::max(most, reading.weight);
            return most * (saturation + 1);  // however often the word stands there
        };
        std::ranges::stable_sort(asked_, std::greater{}, most_of);
        float score = 0, worth = 0;
        for (auto asked = asked_.rbegin(); asked != asked_.rend(); ++asked) {
            score += most_of(*asked);
            worth += asked->clause->worth;
            asked->most =
                share_of(worth) ? score * *share_of(worth) * (1 + title_bonus) * rounding : 0;
        }
    }

    // How much a document counts with clauses of that worth; nothing: it does not.
    std::optional<float> share_of(float matched) const {
        if (matched == 0 || matched < worth_ * least_share) return std::nullopt;
        const float share = matched / worth_;
        return share * share;
    }

    // What a term says about the documents at hand; or only about those another clause has found.
    void add(Reading& reading, bool finds) {
        const std::uint32_t end = std::min(first_ + documents_at_once, segment_.documents());
        if (!finds && !touched_any_) return;
        read_wanted(reading, wanted_, first_, end, [&](const Posting& posting) {
            const std::uint32_t at = posting.document - first_;
            if (!finds && !touched_[at]) return;
            Sum& sum = sums_[at];
            const auto length = static_cast<float>(segment_.length(posting.document));
            const float weight = posting.weight;
            const float damping = saturation * (1 - length_share) + per_length_ * length;
            const float value = reading.weight * weight * (saturation + 1) / (weight + damping);
            if (sum.clause == 0) in_clause_.push_back(at);
            if (value > sum.clause) {
                sum.clause = value;
                sum.as_typed = reading.as_typed;
            }
            sum.in_title |= posting.in_title;
        });
    }

    void close_clause(const Asked& asked) {
        const float worth = asked.clause->worth;
        for (const auto at : in_clause_) {
            Sum& sum = sums_[at];
            touched_.set(at);
            sum.score += sum.clause;
            sum.matched += worth;
            if (worth > 0 && sum.in_title) ++sum.titles;
            sum.which.any |= asked.bit;
            if (sum.in_title) sum.which.in_title |= asked.bit;
            if (sum.as_typed) sum.which.as_typed |= asked.bit;
            sum.clause = 0;
            sum.in_title = sum.as_typed = false;
        }
        touched_any_ |= !in_clause_.empty();
        in_clause_.clear();
    }

    void take_documents() {
        ranked_.clear();
        if (!touched_any_) return;
        for (auto at = touched_.next_from(0); at < sums_.size(); at = touched_.next_from(at + 1)) {
            const Sum sum = std::exchange(sums_[at], Sum{});
            const auto share = share_of(sum.matched);
            if (!share) continue;
            const auto document = first_ + static_cast<std::uint32_t>(at);
            const auto words = static_cast<float>(std::max(1U, segment_.title_words(document)));
            const float in_title = std::min(1.0F, static_cast<float>(sum.titles) / words);
            const float score = sum.score * *share * (1 + title_bonus * in_title);
            const bool is_popular = segment_.traits(document).is_popular;
            if (score >= (is_popular ? least_.popular : least_.other))
                ranked_.push_back({document, score, sum.which});
        }
        touched_.clear();
        touched_any_ = false;
    }

    const Segment& segment_;
    const Marks& wanted_;
    const float per_length_;
    float worth_ = 0;
    Least least_;
    std::vector<Asked> asked_;
    std::uint32_t first_ = 0;  // of the documents at hand
    std::vector<Sum> sums_;    // of these; all zero before and after
    Marks touched_;            // of these
    bool touched_any_ = false;
    std::vector<std::uint32_t> in_clause_;
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

void rank(const Segment& segment, const std::vector<WeighedClause>& clauses,
          const Collection& collection, Depth depth, const Marks& wanted, Least least,
          const TakeRanked& take) {
    // With one word there is nothing else a strong document could have.
    const bool several = clauses.size() > 1;
    if (depth == Depth::Strong && several) {
        const Marks strong = strong_documents(segment, clauses, wanted);
        return Ranking(segment, clauses, collection, strong).rank(Depth::All, least, take);
    }
    Ranking(segment, clauses, collection, wanted).rank(depth, least, take);
}

}  // namespace dw::catalogue
