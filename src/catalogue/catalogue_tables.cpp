#include "catalogue/catalogue_tables.h"

#include <algorithm>
#include <array>

namespace dw::catalogue {

namespace {

constexpr std::array<std::size_t, 3> group_sizes = {32, 8, 1};

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

}  // namespace dw::catalogue
