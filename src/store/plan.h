// Query plans, for tests that hold list queries to range scans on both databases.
#pragma once

#include <string>
#include <string_view>

#include "store/database.h"

namespace dw::store::testing {

// What the database says it will do, one step a line. On PostgreSQL scans and sorts are priced so
// high that they are in the plan only when nothing else is possible, because tables of tests are
// small.
Result<std::string> plan_of(Connection& connection, std::string_view sql, const Values& parameters);

// No table is read from one end to the other and nothing is sorted.
bool uses_no_scan_or_sort(std::string_view plan);

}  // namespace dw::store::testing
