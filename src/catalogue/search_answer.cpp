#include "catalogue/search_answer.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
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

// Smaller is better, in steps that survive being written into a cursor.
std::uint32_t rank_number(float score) {
    constexpr float steps = 1000;
    const float scaled = std::min(score * steps, 4.0e9F);
    return UINT32_MAX - static_cast<std::uint32_t>(scaled + 0.5F);
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
        if (!large || found_.size() < enough_strong) {
            found_.clear();
            best_ = {};
            collect(Depth::All);
        }
    }

    // Takes out what only mentions the words far down in its text when others are about them, puts
    // what many look for before its equals, and forgets the pages before.
    void settle() {
        const auto best = best_;
        const auto best_of = [&](const Candidate& candidate) {
            return best[static_cast<std::size_t>(candidate.tier)];
        };
        for (Candidate& candidate : found_) {
            const bool close =
                candidate.score > 0 && candidate.score * popular_bonus >= best_of(candidate);
            if (close) candidate.score *= bonus_of(candidate.place);
            candidate.rank = query_.text.empty() ? 0 : rank_number(candidate.score);
        }
        std::erase_if(found_, [&](const Candidate& candidate) {
            return candidate.score < best_of(candidate) * tail_share || !is_after_cursor(candidate);
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
        for (std::uint32_t i = 0; i < snapshot_.layers().size(); ++i) {
            const auto& segment = *snapshot_.layers()[i].segment;
            const auto& may_be_found = selection_.may_be_found(i);
            for (const auto& found : rank(segment, weighed, collection, depth, may_be_found)) {
                add({i, found.document}, found.score, found.matched);
            }
        }
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
        auto& best = best_[static_cast<std::size_t>(*tier)];
        best = std::max(best, score);
        found_.push_back({*tier, 0, place, score, matched});
    }

    const Snapshot& snapshot_;
    const SearchQuery& query_;
    const Selection& selection_;
    std::optional<Standing> after_;
    std::vector<Candidate> found_;
    Understanding understood_;
    std::array<float, 2> best_{};  // score by tier, of all that was found
};

}  // namespace

SearchAnswer answer_of(const Snapshot& snapshot, const SearchQuery& query,
                       const Selection& selection, std::optional<Standing> after) {
    Candidates candidates(snapshot, query, selection, std::move(after));
    candidates.collect();
    candidates.settle();
    const std::size_t limit = std::clamp<std::size_t>(query.limit, 1, limits::list_items);
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
