// The coverage of services that were asked for, kept for a few seconds: measuring one reads
// thousands of rows, and anybody may ask.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "base/result.h"
#include "catalogue/catalogue_state.h"
#include "catalogue/coverage.h"
#include "catalogue/service.h"

namespace dw::catalogue {

// May be used from any thread.
class CoverageMemory {
  public:
    using Measure = std::function<Result<Coverage>()>;
    // As it was kept, or as `measure` finds it now.
    Result<std::shared_ptr<const Coverage>> of(const SourceId& service, const CatalogueState& state,
                                               Instant now, const Measure& measure);

  private:
    struct Kept {
        CatalogueState state;
        Instant measured;
        std::shared_ptr<const Coverage> coverage;
    };
    std::mutex mutex_;
    std::map<SourceId, Kept> kept_;
};

}  // namespace dw::catalogue
