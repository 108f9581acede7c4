// On which day a change of the catalogue was made, for those who ask what has changed since.
#pragma once

#include <string_view>

#include "store/store.h"

namespace dw::catalogue {

// frozen: tables of every installation have this form
extern const std::string_view change_days_sql;

// For a change of catalogue rows, before what asks for its number: the next change number, and its
// day when it is the first of the day.
void add_next_change(store::Store& store, store::Change& change);

// The last change before the day began; 0 when the day is older than what is known.
Result<std::int64_t> change_before(store::Connection& connection, Date day);

}  // namespace dw::catalogue
