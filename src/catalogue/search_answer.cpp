#include "catalogue/search_answer.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "base/limits.h"
#include "base/text.h"

namespace dw::catalogue {

namespace {

struct Candidate {
    Tier tier;
    std::uint32_t rank;
    Snapshot::Place place;
    float score;
    Matched matched;
};

std::vector<ServiceKey> keys_of(std::string_view lines) {
    std::vector<ServiceKey> keys;
    for (const auto line : split(lines, '\n')) {
        if (auto key = ServiceKey::parse(line)) keys.push_back(std::move(*key));
    }
    return keys;
}

SearchHit hit_of(const Candidate& candidate, const DocumentView& document, Language language) {
    const bool english = language == Language::English;
    const auto wanted = english ? document.title_en : document.title_de;
    const auto other = english ? document.title_de : document.title_en;
    SearchHit hit;
    hit.service = SourceId::parse(document.id).value_or(SourceId{});
    hit.title = wanted.empty() ? other : wanted;
    const auto otherwise = english ? Language::German : Language::English;
    hit.title_language = wanted.empty() ? otherwise : language;
    const bool english_teaser = hit.title_language == Language::English;
    hit.teaser = english_teaser ? document.teaser_en : document.teaser_de;
    hit.keys = keys_of(document.keys);
    hit.score = candidate.score;
    hit.offered_here = candidate.tier == Tier::Offered;
    return hit;
}

constexpr std::size_t large_catalogue = 10'000, enough_strong = 25;  // services
constexpr float tail_share = 0.4F;                                   // of the best score
constexpr float popular_bonus = 1.5F;  // what many look for comes first among equals
constexpr float named_bonus = 1.08F;   // and before what else is done with the same object

// What is done with many services is a reason only where nothing else was asked for.
HitReason reason_of(Matched matched, const std::vector<Clause>& clauses) {
    HitReason reason;
    const bool what = std::any_of(clauses.begin(), clauses.end(), [](const Clause& clause) {
        return clause.says_what && clause.importance > 0;
    });
    for (std::size_t i = 0; i < clauses.size() && i < 16; ++i) {
        const auto bit = 1U << i;
        const bool counts = clauses[i].importance > 0 && (clauses[i].says_what || !what);
        if (!counts || (matched.any & bit) == 0) continue;
        auto kind = (matched.in_title & bit) != 0 ? HitReason::Kind::Title : HitReason::Kind::Text;
        if ((matched.as_typed & bit) == 0) kind = HitReason::Kind::OtherWord;
        if (reason.kind != HitReason::Kind::Listed && kind <= reason.kind) continue;
        reason = {kind, kind == HitReason::Kind::Title ? std::string() : clauses[i].typed};
    }
    return reason;
}

constexpr float ranks = 1000;  // to a score of one

// Smaller is better, in steps that survive being written into a cursor.
std::uint32_t rank_number(float score) {
    const float scaled = std::min(score * ranks, 4.0e9F);
    return UINT32_MAX - static_cast<std::uint32_t>(scaled + 0.5F);
}

// No score below gets this rank or a better one.
float least_of_rank(std::uint32_t rank) {
    constexpr double rounding = 1 - 1e-6;
    return static_cast<float>((UINT32_MAX - rank - 0.5) / ranks * rounding);
}

std::size_t page_of(const SearchQuery& query) {
    return std::clamp<std::size_t>(query.limit, 1, limits::list_items);
}

Standing standing_of(const Snapshot& snapshot, const Candidate& candidate) {
    const auto document = snapshot.document(candidate.place);
    return {candidate.tier, candidate.rank, std::string(document.sort_key),
            std::string(document.id)};
}

class Candidates {
  public:
    Candidates(const Snapshot& snapshot, const SearchQuery& query, const Selection& selection,
               std::optional<Standing> after)
        : snapshot_(snapshot), query_(query), selection_(selection), after_(std::move(after)) {}

    void collect() {
        understood_ = understand(query_.text, snapshot_.vocabulary(), Synonyms::built_in());
        if (query_.text.empty()) return collect_all();
        // In a large catalogue a common word is mentioned everywhere: what is about it comes first,
        // and the others only where that is little.
        const bool large = snapshot_.collection().documents > large_catalogue;
        if (large) collect(Depth::Strong);
        if (!large || seen_ < enough_strong) {
            found_.clear();
            kept_.clear();
            best_ = {};
            seen_ = 0;
            collect(Depth::All);
        }
    }

    // Takes out what only mentions the words far down in its text when others are about them, puts
    // what many look for before its equals, and forgets the pages before.
    void settle() {
        for (Candidate& candidate : found_) {
            const bool close =
                candidate.score > 0 && candidate.score * popular_bonus >= best_of(candidate.tier);
            if (close) candidate.score *= bonus_of(candidate.place);
            candidate.rank = query_.text.empty() ? 0 : rank_number(candidate.score);
        }
        std::erase_if(found_, [&](const Candidate& candidate) {
            return candidate.score < best_of(candidate.tier) * tail_share ||
                   !is_after_cursor(candidate);
        });
    }

    // The best ones in order, without doubles; one more than a page, to know of a next. A heap,
    // because a page is short and a common word is in thousands of services.
    std::vector<Candidate> best(std::size_t count) {
        const auto worse = [this](const Candidate& a, const Candidate& b) { return before(b, a); };
        std::make_heap(found_.begin(), found_.end(), worse);
        std::vector<Candidate> kept;
        while (!found_.empty() && kept.size() < count) {
            std::pop_heap(found_.begin(), found_.end(), worse);
            const Candidate candidate = found_.back();
            found_.pop_back();
            const bool described = candidate.tier == Tier::Described;
            const auto document = snapshot_.document(candidate.place);
            if (described && selection_.is_offered_otherwise(document)) continue;
            kept.push_back(candidate);
        }
        return kept;
    }

    const Understanding& understood() const { return understood_; }

  private:
    void collect_all() {
        for (std::uint32_t i = 0; i < snapshot_.layers().size(); ++i) {
            const auto documents = snapshot_.layers()[i].segment->documents();
            for (std::uint32_t number = 0; number < documents; ++number) add({i, number}, 0, {});
        }
    }

    void collect(Depth depth) {
        const auto collection = snapshot_.collection();
        const auto weighed = weigh(understood_.clauses, snapshot_.vocabulary(), collection);
        for (const Tier tier : {Tier::Offered, Tier::Described}) {
            if (tier == Tier::Described && is_full()) return;
            for (std::uint32_t i = 0; i < snapshot_.layers().size(); ++i) {
                const auto take = [&](std::span<const Ranked> some) {
                    for (const auto& one : some) add({i, one.document}, one.score, one.matched);
                    return least(tier, i);
                };
                rank(*snapshot_.layers()[i].segment, weighed, collection, depth,
                     selection_.may_be_found(tier, i), least(tier, i), take);
            }
        }
    }

    // Whether the first page is sure to be full of what is offered, so that nothing else is on it.
    bool is_full() const {
        return !after_ && kept_.size() == enough_kept() &&
               kept_.front().score >= best_of(Tier::Offered) * tail_share;
    }
    std::size_t enough_kept() const { return std::max(page_of(query_) + 1, enough_strong); }

    // What has less cannot be in the answer. Nothing is left out before it is known that there is
    // enough, and nothing for the pages behind the first. `layer`: of what comes next.
    Least least(Tier tier, std::uint32_t layer) const {
        if (after_ || seen_ < enough_strong) return {};
        const float tail = best_of(tier) * tail_share;
        if (tier == Tier::Described || !is_full()) return {tail, tail};
        const Candidate& last = kept_.front();
        // The same rank is enough to be before the last, but not for a later one of its segment.
        const float same = least_of_rank(last.rank);
        const float better = least_of_rank(last.rank - 1);
        return {.popular = std::max(tail, same / (popular_bonus * named_bonus)),
                .other = std::max(tail, layer == last.place.layer ? better : same)};
    }

    bool before(const Candidate& a, const Candidate& b) const {
        if (a.tier != b.tier) return a.tier < b.tier;
        if (a.rank != b.rank) return a.rank < b.rank;
        // Documents of one segment are numbered in this order.
        if (a.place.layer == b.place.layer) return a.place.document < b.place.document;
        const auto first = snapshot_.document(a.place), second = snapshot_.document(b.place);
        return std::tie(first.sort_key, first.id) < std::tie(second.sort_key, second.id);
    }

    // What a service many look for is worth more than its equals.
    float bonus_of(Snapshot::Place place) const {
        const auto traits = snapshot_.layers()[place.layer].segment->traits(place.document);
        if (!traits.is_popular) return 1;
        return traits.is_best_known ? popular_bonus * named_bonus : popular_bonus;
    }

    bool is_after_cursor(const Candidate& candidate) const {
        if (!after_) return true;
        if (candidate.tier != after_->tier) return candidate.tier > after_->tier;
        if (candidate.rank != after_->rank) return candidate.rank > after_->rank;
        return standing_of(snapshot_, candidate) > *after_;
    }

    void add(Snapshot::Place place, float score, Matched matched) {
        const auto tier = selection_.tier_of(place);
        if (!tier) return;
        ++seen_;
        auto& best = best_[static_cast<std::size_t>(*tier)];
        best = std::max(best, score);
        const Candidate candidate{*tier, rank_number(score), place, score, matched};
        if (*tier == Tier::Offered && !after_ && !keep(candidate)) return;
        found_.push_back(candidate);
    }

    // Holds on to the best that were seen, each at its worst: with no bonus. Says whether this one
    // at its best can be before the last of them.
    bool keep(const Candidate& candidate) {
        const auto in_order = [this](const Candidate& a, const Candidate& b) {
            return before(a, b);
        };
        if (kept_.size() < enough_kept()) {
            kept_.push_back(candidate);
            std::ranges::push_heap(kept_, in_order);
            return true;
        }
        if (before(candidate, kept_.front())) {
            std::ranges::pop_heap(kept_, in_order);
            kept_.back() = candidate;
            std::ranges::push_heap(kept_, in_order);
            return true;
        }
        Candidate at_best = candidate;
        at_best.rank = rank_number(candidate.score * bonus_of(candidate.place));
        return before(at_best, kept_.front());
    }

    float best_of(Tier tier) const { return best_[static_cast<std::size_t>(tier)]; }

    const Snapshot& snapshot_;
    const SearchQuery& query_;
    const Selection& selection_;
    std::optional<Standing> after_;
    std::vector<Candidate> found_;
    std::vector<Candidate> kept_;  // a heap, the last of them first
    std::size_t seen_ = 0;         // whether they were found good enough or not
    Understanding understood_;
    std::array<float, 2> best_{};  // score by tier, of all that was seen
};

}  // namespace

SearchAnswer answer_of(const Snapshot& snapshot, const SearchQuery& query,
                       const Selection& selection, std::optional<Standing> after) {
    Candidates candidates(snapshot, query, selection, std::move(after));
    candidates.collect();
    candidates.settle();
    const std::size_t limit = page_of(query);
    auto best = candidates.best(limit + 1);
    SearchAnswer answer;
    if (best.size() > limit) {
        best.pop_back();
        answer.next = cursor_of(standing_of(snapshot, best.back()));
    }
    const auto& understood = candidates.understood();
    for (const auto& candidate : best) {
        auto hit = hit_of(candidate, snapshot.document(candidate.place), query.language);
        hit.reason = reason_of(candidate.matched, understood.clauses);
        answer.hits.push_back(std::move(hit));
    }
    answer.corrections = understood.corrections;
    answer.suggestion = understood.suggestion;
    return answer;
}

std::vector<Topic> topics_of(const Snapshot& snapshot, const Selection& selection,
                             Language language) {
    std::map<std::string, Topic, std::less<>> by_code;
    for (std::uint32_t i = 0; i < snapshot.layers().size(); ++i) {
        for (std::uint32_t k = 0; k < snapshot.layers()[i].segment->documents(); ++k) {
            const auto document = snapshot.document({i, k});
            if (document.topics.empty() || !selection.tier_of({i, k})) continue;
            for (const auto line : split(document.topics, '\n')) {
                const auto fields = split(line, '\t');
                if (fields.size() != 3) continue;
                auto& topic = by_code[std::string(fields[0])];
                const bool english = language == Language::English && !fields[2].empty();
                // One source may have the English name, another one not.
                if (topic.name.empty() || (english && topic.language != language)) {
                    topic.name = english ? fields[2] : fields[1];
                    topic.language = english ? Language::English : Language::German;
                }
                ++topic.services;
            }
        }
    }
    std::vector<Topic> topics;
    for (auto& [code, topic] : by_code) {
        topic.code = code;
        topics.push_back(std::move(topic));
    }
    std::sort(topics.begin(), topics.end(), [](const Topic& a, const Topic& b) {
        return std::pair(sort_key(a.name), a.code) < std::pair(sort_key(b.name), b.code);
    });
    return topics;
}

std::vector<std::string> initials_of(const Snapshot& snapshot, const Selection& selection) {
    std::set<std::string> found;
    for (std::uint32_t i = 0; i < snapshot.layers().size(); ++i) {
        for (std::uint32_t k = 0; k < snapshot.layers()[i].segment->documents(); ++k) {
            if (!selection.tier_of({i, k})) continue;
            found.insert(initial_of(snapshot.document({i, k}).sort_key));
        }
    }
    return {found.begin(), found.end()};
}

}  // namespace dw::catalogue
