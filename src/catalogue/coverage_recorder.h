// Measures, service by service and month by month, how far each can be applied for online.
#pragma once

#include "catalogue/catalogue.h"
#include "catalogue/routes.h"

namespace dw::catalogue {

// Used by one background thread.
class CoverageRecorder {
  public:
    // `with_forms`: keys of the services that forms of this installation are for.
    CoverageRecorder(const Catalogue& catalogue, Hooks hooks, std::vector<ServiceKey> with_forms)
        : catalogue_(catalogue), hooks_(std::move(hooks)), with_forms_(std::move(with_forms)) {}

    // Measures the next service that has no measurement this month; nothing when all have. A short
    // piece of work, so that others get their turn.
    Outcome measure_next(Date today);

  private:
    Outcome look_for_work(Date today);

    const Catalogue& catalogue_;
    Hooks hooks_;
    std::vector<ServiceKey> with_forms_;
    std::vector<SourceId> waiting_;
    Date looked_{};  // day of the last look
};

}  // namespace dw::catalogue
