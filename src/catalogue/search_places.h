// Which documents somebody is in charge of at a place, remembered per place.
#pragma once

#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "catalogue/search_snapshot.h"
#include "catalogue/search_source.h"

namespace dw::catalogue {

// Marks per layer of a snapshot; null: no place was asked for.
using Offered = std::shared_ptr<const std::vector<Marks>>;

// May be used from any thread. Many who ask for the same new place at once cause one reading.
class OfferedAtPlaces {
  public:
    Result<Offered> at(const SearchSource& source, const std::shared_ptr<const Snapshot>& snapshot,
                       const Ars& area);

  private:
    using Answer = std::shared_future<Result<Offered>>;

    std::mutex mutex_;
    std::map<std::string, Answer, std::less<>> answers_;
    std::weak_ptr<const Snapshot> computed_for_;
};

}  // namespace dw::catalogue
