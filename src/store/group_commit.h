// Group commit: several Changes in one transaction.
#pragma once

#include <span>
#include <vector>

#include "base/clock.h"
#include "store/change.h"
#include "store/database.h"

namespace dw::store {

struct GroupResult {
    std::vector<Result<Receipt>> of_change;  // one for each Change, in their order
    // Set when a commit may or may not be durable: nothing may be written any more.
    std::optional<Error> stop = {};
};

GroupResult commit_group(Connection& connection, std::span<const Change> changes, Clock& clock);

}  // namespace dw::store
