// On which day a change of the catalogue was made, for those who ask what has changed since.
#pragma once

#include <string_view>

#include "store/store.h"

namespace dw::catalogue {

// frozen: tables of every installation have this form
extern const std::string_view change_days_sql;

// Statements for a change of catalogue rows, before all others of it: the next change number, and
// its day when it is the first of the day.
std::vector<store::Statement> next_change(store::Store& store);

// The last change before the day began; 0 when the day is older than what is known.
Result<std::int64_t> change_before(store::Connection& connection, Date day);

}  // namespace dw::catalogue
