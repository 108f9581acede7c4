// Which services a query may find, and in what order they are given.
#pragma once

#include <array>
#include <compare>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/search_snapshot.h"

namespace dw::catalogue {

// Offered: somebody is in charge of it at the place, or no place was asked for. Described: it is
// valid there, but nobody anywhere is known to be in charge (base services of a national
// catalogue). Services that only others offer are neither.
enum class Tier : std::uint8_t { Offered, Described };

// Where a service stands in an answer; the next page starts behind it.
struct Standing {
    Tier tier = Tier::Offered;
    std::uint32_t rank = 0;  // smaller is better; 0 for lists
    std::string key;         // sort key of the title
    std::string id;
    auto operator<=>(const Standing&) const = default;
};
std::string cursor_of(const Standing& standing);
std::optional<Standing> standing_of(std::string_view cursor);

// Borrows snapshot and query.
class Selection {
  public:
    // `offered`: documents per layer somebody is in charge of at the query's place; null without
    // one.
    Selection(const Snapshot& snapshot, const SearchQuery& query,
              std::shared_ptr<const std::vector<Marks>> offered);
    // Of a layer: whatever else the query asks, nothing else can be in this tier of its answer.
    const Marks& may_be_found(Tier tier, std::uint32_t layer) const {
        return may_be_found_[static_cast<std::size_t>(tier)][layer];
    }
    // Nothing: the query does not want it.
    std::optional<Tier> tier_of(Snapshot::Place place) const;
    // A described service whose key an offered one carries: the same thing twice.
    bool is_offered_otherwise(const DocumentView& document) const;

  private:
    bool is_offered_key(std::string_view key) const;

    const Snapshot& snapshot_;
    const SearchQuery& query_;
    std::shared_ptr<const std::vector<Marks>> offered_;
    std::array<std::vector<Marks>, 2> may_be_found_;  // by tier
};

// The letter a title stands under in a list; "#" for digits and what has no letter.
std::string initial_of(std::string_view sort_key);

}  // namespace dw::catalogue
