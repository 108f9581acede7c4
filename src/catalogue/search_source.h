// Where the search index reads the catalogue from. A struct of functions, so that its tests need no
// database.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "catalogue/search_document.h"
#include "terms/ars.h"

namespace dw::catalogue {

class Catalogue;

struct TouchedService {
    SourceId service;
    std::int64_t change;
    std::optional<SearchDocument> document;  // as it stands now; nothing: it was deleted
};

struct SearchSource {
    std::function<Result<std::int64_t>()> change_number;
    std::function<Result<std::string>()> stamp;  // the same for as long as it is the same catalogue
    // Every service; stops at the first error.
    std::function<Outcome(const std::function<Outcome(const SearchDocument&)>&)> each;
    // Services written, deleted or given another responsibility after `change`, in order of change.
    // One change may touch many services; the limit may cut through it.
    std::function<Result<std::vector<TouchedService>>(std::int64_t change, std::size_t limit)>
        touched;
    // Services somebody is in charge of at the place, as sorted numbers (source_ids.h).
    std::function<Result<std::vector<std::int64_t>>(const Ars& place)> offered;
    // The number of the last change that may make these others.
    std::function<Result<std::int64_t>()> offered_change;
};

SearchSource search_source(const Catalogue& catalogue);

}  // namespace dw::catalogue
