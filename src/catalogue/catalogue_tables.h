// Statements with many rows, in a few sizes so that prepared ones are used again.
#pragma once

#include <string_view>
#include <vector>

#include "store/change.h"
#include "store/row_list.h"

namespace dw::catalogue {

// `insert` is "insert into t (a, b) values", `row` "($#, $#)" with one $# per value, `rest` what
// follows the rows. Long lists become several statements of a few sizes, so that prepared ones are
// used again.
std::vector<store::Statement> insert_rows(std::string_view insert, std::string_view row,
                                          std::string_view rest, std::vector<store::Values> rows);

}  // namespace dw::catalogue
