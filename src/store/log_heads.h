// Heads of the logs, and the file outside the database that remembers them: a log whose end was cut
// off together with its head row is still found out by it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/change.h"
#include "store/database.h"

namespace dw::store {

struct LogHead {
    TenantId tenant;
    std::int64_t position;
    Digest hash;
    bool operator==(const LogHead&) const = default;
};

Result<std::vector<LogHead>> log_heads(Connection& connection);

// One line for each tenant: "<tenant> <position> <hash in hex>". frozen: stored (docs/formats.md)
std::string log_heads_to_text(const std::vector<LogHead>& heads);
// Invalid "store.log_heads" with the number of the line that makes no sense.
Result<std::vector<LogHead>> log_heads_from_text(std::string_view text);

}  // namespace dw::store
