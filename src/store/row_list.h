// Statements about a list of rows, always of the same size so that prepared ones are used again.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "store/change.h"
#include "store/database.h"

namespace dw::store {

// Runs `query` for the values in groups, behind the parameters `fixed`. Its "$list" becomes
// "($2, $3, …)", or its "$rows" "($2), ($3), …". Rows joined with `cross join` are for tables where
// SQLite, which keeps no statistics, would rather read all of the tenant than look up a list.
Outcome for_each_in(Connection& connection, std::string_view query, const Values& fixed,
                    const std::vector<Value>& values,
                    const std::function<Outcome(const Row&)>& each);
// $1 is the tenant.
Outcome for_each_in(Connection& connection, std::string_view query, TenantId tenant,
                    const std::vector<Value>& values,
                    const std::function<Outcome(const Row&)>& each);
// The same for a statement without answer; returns its pieces.
std::vector<Statement> statements_in(std::string_view statement, TenantId tenant,
                                     const std::vector<Value>& values);

}  // namespace dw::store
