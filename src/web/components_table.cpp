// One <table> for all screens. On the phone dw.css shows each row as a card; because a changed
// `display` takes the table's meaning away in some browsers, the roles are written out.
#include "web/components.h"
#include "web/element.h"
#include "web/texts.h"

namespace dw::web {

namespace {

Html head_cell(const Column& column) {
    if (column.label.empty()) {
        return html<"<td class=\"kern-table__cell\" role=\"cell\"></td>">();
    }
    return html<"<th class=\"{}\" role=\"columnheader\" scope=\"col\">{}</th>">(
        column.numeric ? "kern-table__header kern-table__header--numeric" : "kern-table__header",
        column.label);
}

// The first cell under a column that has a name is the row's header; before it may stand a
// checkbox.
std::size_t header_column(const std::vector<Column>& columns) {
    const auto named = std::find_if(columns.begin(), columns.end(),
                                    [](const auto& c) { return !c.label.empty(); });
    return static_cast<std::size_t>(named - columns.begin());
}

Html body_cell(const Column& column, const Html& content, bool is_header) {
    Element cell(is_header ? "th" : "td");
    cell.set("class", is_header        ? "kern-table__header dw-table__row-header"
                      : column.numeric ? "kern-table__cell kern-table__cell--numeric"
                                       : "kern-table__cell");
    cell.set("role", is_header ? "rowheader" : "cell");
    cell.set("scope", is_header ? "row" : "");
    cell.set("data-label", column.label);
    return cell.with(html<"<span class=\"dw-table__value\">{}</span>">(content));
}

}  // namespace

Html table(const Table& table) {
    Html head;
    for (const auto& column : table.columns) head += head_cell(column);
    const std::size_t header = header_column(table.columns);
    Html body;
    for (const auto& row : table.rows) {
        Html cells;
        for (std::size_t i = 0; i < row.size() && i < table.columns.size(); ++i) {
            cells += body_cell(table.columns[i], row[i], i == header);
        }
        body += html<"<tr class=\"kern-table__row\" role=\"row\">{}</tr>">(cells);
    }
    return html<
        "<table class=\"{}\" role=\"table\"><caption class=\"{}\">{}</caption>"
        "<thead class=\"kern-table__head\" role=\"rowgroup\">"
        "<tr class=\"kern-table__row\" role=\"row\">{}</tr></thead>"
        "<tbody class=\"kern-table__body\" role=\"rowgroup\">{}</tbody></table>">(
        table.compact.empty() ? "kern-table dw-table"
                              : "kern-table kern-table--small dw-table dw-table--compact",
        table.hide_caption ? "kern-sr-only" : "kern-title", table.caption, head, body);
}

Html pagination(const std::string& next_path, Text label, Language language) {
    if (next_path.empty()) return {};
    return html<"<nav class=\"dw-pagination\" aria-label=\"{}\">{}</nav>">(
        texts::pagination_label.in(language),
        link_button(next_path, label.in(language), Weight::Secondary));
}

}  // namespace dw::web
