#include "cases/csv_cell.h"

namespace dw::cases {

std::string csv_cell(std::string_view text) {
    std::string cell = "\"";
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
        cell += '\'';
    for (const char c : text) {
        if (c == '"') cell += '"';
        cell += c == '\r' || c == '\n' ? ' ' : c;
    }
    return cell + '"';
}

}  // namespace dw::cases
