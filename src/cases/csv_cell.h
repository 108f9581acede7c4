// A cell of a CSV file that people open in a spreadsheet.
#pragma once

#include <string>
#include <string_view>

namespace dw::cases {

// In quotes and on one line; what a spreadsheet would take for a formula gets an apostrophe in
// front.
std::string csv_cell(std::string_view text);

}  // namespace dw::cases
