// The responsibilities in memory, following the tables (responsibility_index.h).
#pragma once

#include <memory>
#include <mutex>
#include <thread>

#include "catalogue/responsibility_index.h"
#include "store/store.h"

namespace dw::catalogue {

// May be used from any thread; readers never wait for reading. Reads anew only the areas that have
// changed, as area_feed.h says. When there is more than fits, it keeps nothing.
class ResponsibilityMemory {
  public:
    static constexpr std::size_t most_bytes = 320'000'000;  // about 12 million of them

    explicit ResponsibilityMemory(store::Store& store, std::size_t bytes = most_bytes)
        : store_(store), limit_(bytes) {}

    // Everything as of exactly this change, or nothing: then the tables are to be asked.
    std::shared_ptr<const ResponsibilityIndex> at(std::int64_t change) const;
    // What is there, however old; nothing before the first reading.
    std::shared_ptr<const ResponsibilityIndex> latest() const;
    // Catches up with the tables before it returns.
    Outcome refresh();
    // From now on catches up by itself, on a thread that lets others go first.
    void keep_up();

  private:
    Outcome follow(std::int64_t change);
    void publish(std::shared_ptr<const ResponsibilityIndex> next);

    store::Store& store_;
    std::size_t limit_;
    std::mutex refresh_mutex_;          // one reading at a time
    bool is_too_large_ = false;         // guarded by refresh_mutex_; for good
    mutable std::mutex current_mutex_;  // held to copy the pointer only
    std::shared_ptr<const ResponsibilityIndex> current_;
    std::jthread follower_;  // last: stops before the rest goes
};

}  // namespace dw::catalogue
