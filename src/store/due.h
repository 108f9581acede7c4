// Due table: timers as rows, claimed by lease, fired once over all copies of the program.
#pragma once

#include <functional>
#include <string>

#include "store/store.h"

namespace dw::store {

struct Timer {
    TenantId tenant;
    std::string kind;  // frozen: stored
    std::string key;   // unique per tenant and kind; setting it again moves the timer
    Instant due;
    Bytes payload;  // ids only
};

Statement timer_set(const Timer& timer);
Statement timer_clear(TenantId tenant, const std::string& kind, const std::string& key);

// Fires what is due. `fire` gives the Change that also removes the timer (timer_clear is added
// here), so that effect and removal are one transaction. Returns how many fired.
Result<int> run_due(Store& store, const std::string& kind,
                    const std::function<Result<Change>(const Timer&)>& fire);

}  // namespace dw::store
