// What a database remembers of the master key it was made with: enough to tell a wrong one.
#pragma once

#include <optional>
#include <string>

#include "base/crypto.h"
#include "store/database.h"

namespace dw::store {

Digest master_check_of(const SecretKey& key);
// Nothing when the database has none yet.
Result<std::optional<Bytes>> stored_master_check(Connection& connection);
// Two first starts at once: the second one finds the check of the first.
Outcome store_master_check(Connection& connection, const SecretKey& key);

Result<bool> has_table(Connection& connection, std::string_view name);

}  // namespace dw::store
