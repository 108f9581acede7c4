#include "catalogue/search_selection.h"

#include "base/bytes.h"
#include "base/text.h"

namespace dw::catalogue {

std::string cursor_of(const Standing& standing) {
    const std::string text = std::to_string(static_cast<int>(standing.tier)) + '\n' +
                             std::to_string(standing.rank) + '\n' + standing.key + '\n' +
                             standing.id;
    return to_base64url(as_bytes(text));
}

std::optional<Standing> standing_of(std::string_view cursor) {
    const auto bytes = from_base64url(cursor);
    if (!bytes) return std::nullopt;
    const auto parts = split(as_text(*bytes), '\n');
    if (parts.size() != 4) return std::nullopt;
    const auto rank = parse_integer(parts[1]);
    const bool tier_fits = parts[0] == "0" || parts[0] == "1";
    if (!tier_fits || !rank || *rank < 0 || *rank > UINT32_MAX) return std::nullopt;
    return Standing{parts[0] == "0" ? Tier::Offered : Tier::Described,
                    static_cast<std::uint32_t>(*rank), std::string(parts[2]),
                    std::string(parts[3])};
}

Selection::Selection(const Snapshot& snapshot, const SearchQuery& query,
                     std::shared_ptr<const std::vector<Marks>> offered)
    : snapshot_(snapshot), query_(query), offered_(std::move(offered)) {
    for (std::size_t i = 0; i < snapshot.layers().size(); ++i) {
        const auto& layer = snapshot.layers()[i];
        const auto documents = layer.segment->documents();
        Marks offered_here = offered_ ? (*offered_)[i] : Marks::all(documents);
        Marks described = offered_ ? Marks(*layer.nobodys).remove(offered_here) : Marks(documents);
        may_be_found_[0].push_back(std::move(offered_here.remove(layer.dead)));
        may_be_found_[1].push_back(std::move(described.remove(layer.dead)));
    }
    const auto keep = [this](const std::vector<Marks>& wanted) {
        for (auto& tier : may_be_found_)
            for (std::size_t i = 0; i < wanted.size(); ++i) tier[i].keep(wanted[i]);
    };
    if (!query.topic.empty()) keep(snapshot.with_term(topic_term + query.topic));
    if (!query.key_starts.empty()) keep(snapshot.with_keys(query.key_starts));
}

std::optional<Tier> Selection::tier_of(Snapshot::Place place) const {
    const bool is_offered = may_be_found(Tier::Offered, place.layer)[place.document];
    const bool is_described = may_be_found(Tier::Described, place.layer)[place.document];
    if (!is_offered && !is_described) return std::nullopt;
    const auto traits = snapshot_.layers()[place.layer].segment->traits(place.document);
    if (traits.has_validity && !snapshot_.document(place).holds_on(query_.day)) {
        return std::nullopt;
    }
    const bool any_initial = query_.initial.empty();
    if (!any_initial && initial_of(snapshot_.document(place).sort_key) != query_.initial) {
        return std::nullopt;
    }
    if (is_offered) return Tier::Offered;
    const bool here = !traits.has_areas || snapshot_.document(place).valid_in(query_.area->key());
    return here ? std::optional(Tier::Described) : std::nullopt;
}

bool Selection::is_offered_otherwise(const DocumentView& document) const {
    if (!offered_) return false;
    for (const auto key : split(document.keys, '\n')) {
        if (!key.empty() && is_offered_key(key)) return true;
    }
    return false;
}

bool Selection::is_offered_key(std::string_view key) const {
    const auto term = key_term + std::string(key);
    bool found = false;
    for (std::size_t layer = 0; layer < snapshot_.layers().size(); ++layer) {
        const auto& here = snapshot_.layers()[layer];
        const auto number = here.segment->find_term(term);
        if (!number) continue;
        for (auto postings : here.segment->postings(*number))
            for (Posting posting{}; postings.next(posting);) {
                found |= !here.dead[posting.document] && (*offered_)[layer][posting.document];
            }
    }
    return found;
}

std::string initial_of(std::string_view sort_key) {
    const bool letter = !sort_key.empty() && sort_key.front() >= 'a' && sort_key.front() <= 'z';
    return letter ? std::string(1, sort_key.front()) : "#";
}

}  // namespace dw::catalogue
