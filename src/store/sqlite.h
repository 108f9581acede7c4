// SQLite as the embedded database: one file in write-ahead mode, durable with every commit.
#pragma once

#include <memory>
#include <string>

#include "store/database.h"

namespace dw::store {

// DIR/dienstweg.db; the directory is made when it is missing.
Result<std::unique_ptr<Database>> open_sqlite(const std::string& directory);

}  // namespace dw::store
