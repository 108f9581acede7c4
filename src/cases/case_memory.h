// Large case files as they were opened last: to decrypt and read thousands of events takes much
// longer than to ask what came since.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "cases/case_log.h"

namespace dw::cases {

inline constexpr std::size_t remembered_case_events = 500;  // smaller files are read anew
inline constexpr std::size_t remembered_cases = 16;

// May be used from any thread.
class CaseMemory {
  public:
    // Files with fewer events are read anew each time.
    explicit CaseMemory(std::size_t least_events = remembered_case_events)
        : least_events_(least_events) {}

    // As load_case(), at most as old as the connection's view of the database. What was destroyed
    // is gone here as well; without a word in the log (a whole office left) no later than its keys
    // are (limits::cached_key_time).
    Result<LoadedCase> load(store::Connection& connection, store::KeyRing& ring,
                            store::TenantId tenant, CaseId id, Instant now);
    std::size_t size() const;

  private:
    struct Kept {
        std::shared_ptr<const LoadedCase> loaded;
        Digest last;  // of its last event
        Instant until;
    };
    using Key = std::pair<store::TenantId, CaseId>;
    std::optional<Kept> find(const Key& key, Instant now);
    void keep(const Key& key, Kept kept);
    void drop(const Key& key);

    std::size_t least_events_;
    mutable std::mutex mutex_;
    std::map<Key, Kept> kept_;
};

}  // namespace dw::cases
