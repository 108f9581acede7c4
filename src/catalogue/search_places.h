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

// May be used from any thread. What was read of a place is kept while only texts change; marks are
// made anew for every state of the index. Many who ask for the same new place at once cause one
// reading.
class OfferedAtPlaces {
  public:
    Result<Offered> at(const SearchSource& source, const std::shared_ptr<const Snapshot>& snapshot,
                       const Ars& area);

  private:
    using Answer = std::shared_future<Result<Offered>>;
    using Services = std::shared_ptr<const std::vector<std::int64_t>>;

    Result<Offered> make(const SearchSource& source, const Snapshot& snapshot, const Ars& area);
    Result<Services> services(const SearchSource& source, const Ars& area);

    std::mutex mutex_;
    std::map<std::string, Services, std::less<>> services_;
    std::int64_t read_at_ = 0;      // the number of change they hold for
    std::size_t kept_numbers_ = 0;  // in all of them
    std::map<std::string, Answer, std::less<>> answers_;
    std::weak_ptr<const Snapshot> computed_for_;
};

}  // namespace dw::catalogue
