#include "cases/desk_offer_pages.h"

#include "base/limits.h"
#include "cases/csv_cell.h"
#include "cases/file_export.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

// The earliest to be destroyed; more are offered when these are gone from the list.
Result<std::vector<InboxRow>> offered(const Visit& visit) {
    std::vector<InboxRow> all;
    std::string cursor;
    do {
        DW_TRY(auto page, visit.cases.inbox(visit.principal, Inbox::RetentionEnded, cursor,
                                            static_cast<int>(limits::list_items)));
        all.insert(all.end(), std::make_move_iterator(page.rows.begin()),
                   std::make_move_iterator(page.rows.end()));
        cursor = page.next;
    } while (!cursor.empty() && all.size() < offered_cases);
    return all;
}

std::string row_of(const std::vector<std::string>& cells) {
    std::string row;
    for (const auto& cell : cells) row += (row.empty() ? "" : ";") + csv_cell(cell);
    return row + "\r\n";
}

std::string csv_of(const Visit& visit, const std::vector<InboxRow>& rows) {
    // The mark at the beginning tells spreadsheets that it is UTF-8.
    std::string csv =
        "\xEF\xBB\xBF" +
        row_of({visit.say(texts::desk_case_reference), visit.say(texts::desk_column_number),
                visit.say(texts::desk_column_service), visit.say(texts::desk_column_name),
                visit.say(texts::desk_case_received), visit.say(texts::desk_column_destroyed_on),
                visit.say(texts::desk_retention_held)});
    for (const auto& row : rows)
        csv += row_of({row.reference, row.number, row.service_title, row.subject,
                       to_string(row.received), to_string(row.due),
                       row.held ? visit.say(texts::desk_offer_yes) : ""});
    return csv;
}

}  // namespace

web::Html offer_part(const Visit& visit) {
    return web::paragraph(visit.say(texts::desk_offer_what, {std::to_string(offered_cases)})) +
           web::link_button("/desk/retention/list", visit.say(texts::desk_offer_list),
                            web::Weight::Secondary) +
           web::post_form(visit.request, "/desk/retention/export",
                          web::button(visit.say(texts::desk_offer_zip), web::Weight::Secondary));
}

web::Response offer_list_route(const Visit& visit) {
    const auto rows = offered(visit);
    if (!rows) return web::error_response(visit.request, rows.error());
    return web::file_response(csv_of(visit, *rows), "text/csv; charset=utf-8",
                              "anbietung-" + to_string(visit.today) + ".csv");
}

web::Response offer_zip_route(const Visit& visit) {
    const auto rows = offered(visit);
    if (!rows) return web::error_response(visit.request, rows.error());
    std::vector<ZipPart> parts{{"anbietung.csv", [csv = csv_of(visit, *rows)]() -> Result<Bytes> {
                                    const auto bytes = as_bytes(csv);
                                    return Bytes(bytes.begin(), bytes.end());
                                }}};
    for (const auto& row : *rows)
        parts.push_back({row.number,
                         {},
                         [&cases = visit.cases, principal = visit.principal, id = row.id,
                          folder = row.number + "/"]() -> Result<std::vector<ZipPart>> {
                             DW_TRY_DO(cases.record_export(principal, id));
                             return file_parts(cases, principal, id, folder);
                         }});
    return zip_response(std::move(parts), "anbietung-" + to_string(visit.today) + ".zip",
                        visit.cases.neighbours().store.clock().now());
}

}  // namespace dw::cases
