// One state of the index: segments from old to new. A service is found in the newest that has it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "catalogue/marks.h"
#include "catalogue/search.h"
#include "catalogue/search_clauses.h"
#include "catalogue/search_ranking.h"

namespace dw::catalogue {

// Numbers of the services (source_ids.h) with the document of each, sorted.
using Refs = std::vector<std::pair<std::int64_t, std::uint32_t>>;

// Unchanging; shared by all threads.
class Snapshot {
  public:
    struct Layer {
        std::shared_ptr<const Segment> segment;
        Marks dead;  // a newer segment has them, or they were deleted
        std::shared_ptr<const Refs> refs;
        std::shared_ptr<const Marks> nobodys;  // nobody anywhere is known to be in charge of them
    };
    // Where a document is.
    struct Place {
        std::uint32_t layer, document;
    };

    Snapshot(std::vector<std::shared_ptr<const Segment>> segments);
    // This one and a newer segment.
    std::shared_ptr<const Snapshot> with(std::shared_ptr<const Segment> segment) const;

    const std::vector<Layer>& layers() const { return layers_; }
    std::int64_t change() const;
    std::size_t documents() const;  // the living ones
    std::size_t edits() const;      // in all layers but the first
    Collection collection() const;
    Vocabulary vocabulary() const;
    std::optional<Place> find(std::string_view id) const;
    DocumentView document(Place place) const;
    bool is_alive(Place place) const { return !layers_[place.layer].dead[place.document]; }
    // Living documents with the term, as marks per layer.
    std::vector<Marks> with_term(std::string_view term) const;
    std::vector<Marks> with_keys(const std::vector<std::string_view>& starts) const;

  private:
    Snapshot() = default;
    std::vector<Layer> layers_;
};

}  // namespace dw::catalogue
