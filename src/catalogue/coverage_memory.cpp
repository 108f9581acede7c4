#include "catalogue/coverage_memory.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t most_kept = 64;  // some 200 KB each
constexpr std::chrono::seconds lifetime{10};

}  // namespace

Result<std::shared_ptr<const Coverage>> CoverageMemory::of(const SourceId& service,
                                                           const CatalogueState& state, Instant now,
                                                           const Measure& measure) {
    {
        std::lock_guard lock(mutex_);
        const auto found = kept_.find(service);
        const bool fresh = found != kept_.end() && found->second.state == state &&
                           now >= found->second.measured && now - found->second.measured < lifetime;
        if (fresh) return found->second.coverage;
    }
    DW_TRY(auto measured, measure());
    const auto coverage = std::make_shared<const Coverage>(std::move(measured));
    std::lock_guard lock(mutex_);
    // When the memory is full it begins anew: what is asked for often is back at once.
    if (kept_.size() >= most_kept) kept_.clear();
    kept_[service] = {state, now, coverage};
    return coverage;
}

}  // namespace dw::catalogue
