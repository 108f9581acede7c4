#include "store/row_list.h"

#include <algorithm>

namespace dw::store {

namespace {

constexpr std::size_t list_size = 32;  // a shorter list repeats its last value

// "$list" becomes "($2, $3, …)", "$rows" becomes "($2), ($3), …".
std::string with_list(std::string_view query, std::size_t fixed) {
    const bool rows = query.find("$rows") != query.npos;
    const std::size_t at = query.find(rows ? "$rows" : "$list");
    DW_ASSERT(at != query.npos);
    const std::string_view before = rows ? "($" : "$", after = rows ? ")" : "";
    std::string list = rows ? "" : "(";
    for (std::size_t i = 0; i < list_size; ++i) {
        if (i > 0) list.append(", ");
        list.append(before).append(std::to_string(fixed + 1 + i)).append(after);
    }
    if (!rows) list.append(")");
    return std::string(query.substr(0, at)).append(list).append(query.substr(at + 5));
}

Values list_parameters(const Values& fixed, const std::vector<Value>& values, std::size_t begin) {
    Values parameters = fixed;
    for (std::size_t i = 0; i < list_size; ++i) {
        parameters.push_back(values[std::min(begin + i, values.size() - 1)]);
    }
    return parameters;
}

}  // namespace

Outcome for_each_in(Connection& connection, std::string_view query, const Values& fixed,
                    const std::vector<Value>& values,
                    const std::function<Outcome(const Row&)>& each) {
    if (values.empty()) return Nothing{};
    const std::string sql = with_list(query, fixed.size());
    for (std::size_t at = 0; at < values.size(); at += list_size) {
        DW_TRY_DO(connection.for_each(sql, list_parameters(fixed, values, at), each));
    }
    return Nothing{};
}

Outcome for_each_in(Connection& connection, std::string_view query, TenantId tenant,
                    const std::vector<Value>& values,
                    const std::function<Outcome(const Row&)>& each) {
    return for_each_in(connection, query, Values{of(tenant)}, values, each);
}

std::vector<Statement> statements_in(std::string_view statement, TenantId tenant,
                                     const std::vector<Value>& values) {
    std::vector<Statement> statements;
    if (values.empty()) return statements;
    const Values fixed{of(tenant)};
    const std::string sql = with_list(statement, fixed.size());
    for (std::size_t at = 0; at < values.size(); at += list_size) {
        statements.push_back({.sql = sql, .parameters = list_parameters(fixed, values, at)});
    }
    return statements;
}

}  // namespace dw::store
