// PostgreSQL 15 or later as the shared database of several copies of the program.
#pragma once

#include <memory>
#include <string>

#include "store/database.h"

namespace dw::store {

Result<std::unique_ptr<Database>> open_postgres(const std::string& url);

}  // namespace dw::store
