#include "catalogue/catalogue_tables.h"

#include <algorithm>
#include <array>

namespace dw::catalogue {

namespace {

constexpr std::array<std::size_t, 3> group_sizes = {32, 8, 1};
constexpr std::size_t list_size = 32;  // a shorter list repeats its last value

std::size_t group_size_for(std::size_t rows) {
    return *std::find_if(group_sizes.begin(), group_sizes.end(),
                         [&](std::size_t size) { return size <= rows; });
}

void append_row(std::string& sql, std::string_view row, std::size_t& parameter) {
    for (std::size_t at = 0; at < row.size(); ++at) {
        if (row.substr(at).starts_with("$#")) {
            sql.append("$").append(std::to_string(++parameter));
            ++at;
        } else {
            sql.push_back(row[at]);
        }
    }
}

std::string sql_for(std::string_view insert, std::string_view row, std::string_view rest,
                    std::size_t rows) {
    std::string sql(insert);
    std::size_t parameter = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        sql.append(i == 0 ? " " : ", ");
        append_row(sql, row, parameter);
    }
    return sql.append(" ").append(rest);
}

// "$list" becomes "($2, $3, …)", "$rows" becomes "($2), ($3), …".
std::string with_list(std::string_view query) {
    const bool rows = query.find("$rows") != query.npos;
    const std::size_t at = query.find(rows ? "$rows" : "$list");
    DW_ASSERT(at != query.npos);
    const std::string_view before = rows ? "($" : "$", after = rows ? ")" : "";
    std::string list = rows ? "" : "(";
    for (std::size_t i = 0; i < list_size; ++i) {
        if (i > 0) list.append(", ");
        list.append(before).append(std::to_string(i + 2)).append(after);
    }
    if (!rows) list.append(")");
    return std::string(query.substr(0, at)).append(list).append(query.substr(at + 5));
}

store::Values list_parameters(store::TenantId tenant, const std::vector<store::Value>& values,
                              std::size_t begin) {
    store::Values parameters{store::of(tenant)};
    for (std::size_t i = 0; i < list_size; ++i) {
        parameters.push_back(values[std::min(begin + i, values.size() - 1)]);
    }
    return parameters;
}

}  // namespace

std::vector<store::Statement> insert_rows(std::string_view insert, std::string_view row,
                                          std::string_view rest, std::vector<store::Values> rows) {
    std::vector<store::Statement> statements;
    std::size_t written_size = 0;
    std::string sql;
    for (std::size_t at = 0; at < rows.size();) {
        const std::size_t size = group_size_for(rows.size() - at);
        if (size != written_size) sql = sql_for(insert, row, rest, size);
        written_size = size;
        store::Values parameters;
        parameters.reserve(size * rows[at].size());
        for (const std::size_t end = at + size; at < end; ++at) {
            for (store::Value& value : rows[at]) parameters.push_back(std::move(value));
        }
        statements.push_back({.sql = sql, .parameters = std::move(parameters)});
    }
    return statements;
}

Outcome for_each_in(store::Connection& connection, std::string_view query, store::TenantId tenant,
                    const std::vector<store::Value>& values,
                    const std::function<Outcome(const store::Row&)>& each) {
    if (values.empty()) return Nothing{};
    const std::string sql = with_list(query);
    for (std::size_t at = 0; at < values.size(); at += list_size) {
        DW_TRY_DO(connection.for_each(sql, list_parameters(tenant, values, at), each));
    }
    return Nothing{};
}

std::vector<store::Statement> statements_in(std::string_view statement, store::TenantId tenant,
                                            const std::vector<store::Value>& values) {
    std::vector<store::Statement> statements;
    if (values.empty()) return statements;
    const std::string sql = with_list(statement);
    for (std::size_t at = 0; at < values.size(); at += list_size) {
        statements.push_back({.sql = sql, .parameters = list_parameters(tenant, values, at)});
    }
    return statements;
}

}  // namespace dw::catalogue
