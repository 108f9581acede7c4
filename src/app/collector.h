// Fetches the catalogues that sources.json names, each when it is due.
#pragma once

#include <string>
#include <vector>

#include "catalogue/collection.h"

namespace dw::app {

// sources.json in the folder; none when there is no such file. Invalid "catalogue.sources".
Result<std::vector<catalogue::CollectionSource>> read_collection_sources(
    const std::string& data_dir);

// Used by one background thread.
class Collector {
  public:
    Collector(store::Store& store, const catalogue::AreaRegister& areas, std::string cache_dir,
              std::vector<catalogue::CollectionSource> sources)
        : store_(store),
          areas_(areas),
          cache_dir_(std::move(cache_dir)),
          sources_(std::move(sources)) {}

    // Fetches and imports what is due. A source that fails leaves the others and the stored state
    // alone. The first error, after all were tried.
    Outcome collect();

  private:
    Outcome collect(const catalogue::CollectionSource& source);

    store::Store& store_;
    const catalogue::AreaRegister& areas_;
    std::string cache_dir_;
    std::vector<catalogue::CollectionSource> sources_;
};

}  // namespace dw::app
