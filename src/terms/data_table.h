// DataTable: the small CSV tables in which this project keeps law and calendars.
//
// Columns are separated by ';' without quoting, '#' begins a comment line, the first other line
// names the columns.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/findings.h"
#include "base/text.h"
#include "base/time.h"

namespace dw {

struct DataRow {
    std::size_t line;                     // counted from 1
    std::vector<std::string_view> cells;  // points into the text that was read
};

struct DataTable {
    std::vector<DataRow> rows;
    Findings findings;
};

// Rows with another number of cells than the header are left out and reported. A header other than
// `columns` leaves no rows.
DataTable read_data_table(std::string_view text, std::span<const std::string_view> columns);

Finding row_finding(const DataRow& row, std::string_view column, std::string_view value);

}  // namespace dw
