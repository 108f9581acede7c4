#include "terms/data_table.h"

#include <algorithm>
#include <string>

namespace dw {

namespace {

std::string place_of(std::size_t line) {
    return "line " + std::to_string(line);
}

}  // namespace

DataTable read_data_table(std::string_view text, std::span<const std::string_view> columns) {
    DataTable table;
    bool header_seen = false;
    std::size_t number = 0;
    for (std::string_view line : split(text, '\n')) {
        ++number;
        line = trim(line);
        if (line.empty() || line.front() == '#') continue;
        DataRow row{number, split(line, ';')};
        if (!header_seen) {
            header_seen = true;
            if (std::ranges::equal(row.cells, columns)) continue;
            table.findings.push_back({place_of(number), "terms.table_header", {}});
            return table;
        }
        if (row.cells.size() != columns.size()) {
            table.findings.push_back(
                {place_of(number),
                 "terms.table_cells",
                 {std::to_string(row.cells.size()), std::to_string(columns.size())}});
            continue;
        }
        table.rows.push_back(std::move(row));
    }
    if (!header_seen) table.findings.push_back({place_of(1), "terms.table_header", {}});
    return table;
}

Finding row_finding(const DataRow& row, std::string_view column, std::string_view value) {
    constexpr std::size_t shown_bytes = 60;  // enough to recognise it
    return {place_of(row.line),
            "terms.table_value",
            {std::string(column), std::string(cut(value, shown_bytes))}};
}

}  // namespace dw
