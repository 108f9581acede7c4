// Statements with many rows and with lists, in a few sizes so that prepared ones are used again.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "store/change.h"
#include "store/database.h"

namespace dw::catalogue {

// `insert` is "insert into t (a, b) values", `row` "($#, $#)" with one $# per value, `rest` what
// follows the rows. Long lists become several statements of a few sizes, so that prepared ones are
// used again.
std::vector<store::Statement> insert_rows(std::string_view insert, std::string_view row,
                                          std::string_view rest, std::vector<store::Values> rows);

// Runs `query` for the values in groups; $1 is `tenant`. Its "$list" becomes "($2, $3, …)", or its
// "$rows" "($2), ($3), …". Rows joined with `cross join` are for tables where SQLite, which keeps
// no statistics, would rather read all of the tenant than look up a list.
Outcome for_each_in(store::Connection& connection, std::string_view query, store::TenantId tenant,
                    const std::vector<store::Value>& values,
                    const std::function<Outcome(const store::Row&)>& each);
// The same for a statement without answer; returns its pieces.
std::vector<store::Statement> statements_in(std::string_view statement, store::TenantId tenant,
                                            const std::vector<store::Value>& values);

}  // namespace dw::catalogue
