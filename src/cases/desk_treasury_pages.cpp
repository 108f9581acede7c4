// The file of a treasury: sending it, and what became of each line.
#include "cases/csv_cell.h"
#include "cases/desk_fee_pages.h"
#include "cases/texts.h"
#include "cases/treasury_file.h"
#include "forms/submission.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr const char* file_path = "/desk/fees/file";

std::string report_path(TreasuryReportId id) {
    return "/desk/fees/files/" + id.to_string();
}

Text reason_of(std::string_view code) {
    if (code == "cases.treasury_size") return texts::desk_treasury_size;
    if (code == "cases.treasury_rows") return texts::desk_treasury_rows;
    if (code == "cases.treasury_columns") return texts::desk_treasury_columns;
    if (code == "cases.treasury_quote") return texts::desk_treasury_quote;
    if (code == "cases.treasury_empty") return texts::desk_treasury_empty;
    return texts::desk_treasury_text;
}

web::Response upload_page(const Visit& visit, const std::string& error) {
    web::Field file;
    file.id = "datei";
    file.label = visit.say(texts::desk_treasury_file);
    file.hint = visit.say(texts::desk_treasury_hint);
    file.error = error;
    const std::string title = visit.say(texts::desk_treasury_title);
    Html main;
    if (!error.empty()) main += web::error_summary({{"datei", error}}, visit.language);
    main += web::heading(1, title) + web::lead(visit.say(texts::desk_treasury_lead)) +
            web::paragraph(visit.say(texts::desk_treasury_twice)) +
            web::post_form(visit.request, file_path,
                           web::file_field(file, ".csv,text/csv", visit.language) +
                               web::button(visit.say(texts::desk_treasury_send)),
                           web::Encoding::Multipart);
    return desk_page(visit, {.title = title,
                             .main = main,
                             .back_path = "/desk/fees",
                             .status = error.empty() ? 200 : 422});
}

Text words_of(LineResult result) {
    switch (result) {
        case LineResult::Booked:
            return texts::desk_treasury_booked;
        case LineResult::BookedLess:
            return texts::desk_treasury_less;
        case LineResult::BookedMore:
            return texts::desk_treasury_more;
        case LineResult::AlreadyBooked:
            return texts::desk_treasury_already;
        case LineResult::Unknown:
            return texts::desk_treasury_unknown;
        case LineResult::Unreadable:
            break;
    }
    return texts::desk_treasury_unreadable;
}

web::Tone tone_of(LineResult result) {
    if (result == LineResult::Booked) return web::Tone::Success;
    return result == LineResult::AlreadyBooked ? web::Tone::Neutral : web::Tone::Warning;
}

Result<TreasuryReport> report_of(const Visit& visit) {
    const auto id = TreasuryReportId::parse(visit.request.parameter("report"));
    if (!id) return not_found("cases.no_report", "no such report");
    return visit.cases.treasury_report(visit.principal, *id);
}

std::string amount_of(const Visit& visit, const TreasuryLine& line) {
    return line.cents == 0 ? "" : forms::money_in_words(line.cents, visit.language);
}

Html table_of(const Visit& visit, const TreasuryReport& report) {
    web::Table table;
    table.caption = visit.say(texts::desk_treasury_result);
    table.columns = {{visit.say(texts::desk_treasury_line)},
                     {visit.say(texts::fee_reference)},
                     {visit.say(texts::desk_payment_amount), true},
                     {visit.say(texts::desk_treasury_outcome)}};
    for (const auto& line : report.lines)
        table.rows.push_back(
            {web::escape(std::to_string(line.line)),
             web::html<"<span dir=\"ltr\" translate=\"no\">{}</span>">(line.reference),
             web::escape(amount_of(visit, line)),
             web::badge(tone_of(line.result), words_of(line.result).in(visit.language))});
    return web::table(table);
}

}  // namespace

web::Response treasury_page_route(const Visit& visit) {
    return upload_page(visit, {});
}

web::Response treasury_file_route(const Visit& visit) {
    const auto& files = visit.request.files;
    if (files.empty()) return upload_page(visit, visit.say(texts::desk_treasury_missing));
    const auto& file = files.front();
    const auto booked = visit.cases.book_treasury_file(visit.principal, file.name, file.content);
    if (!booked && booked.error().kind == ErrorKind::Invalid)
        return upload_page(visit, visit.say(reason_of(booked.error().code)));
    if (!booked) return web::error_response(visit.request, booked.error());
    return web::see_other(report_path(*booked));
}

web::Response treasury_report_route(const Visit& visit) {
    const auto report = report_of(visit);
    if (!report) return web::error_response(visit.request, report.error());
    const std::string title = visit.say(texts::desk_treasury_result);
    const Html main =
        web::heading(1, title) +
        web::lead(visit.say(texts::desk_treasury_of,
                            {report->file_name, written_time(report->at, visit.language)})) +
        web::link_button(visit.request.path + "/csv", visit.say(texts::desk_treasury_csv),
                         web::Weight::Secondary) +
        table_of(visit, *report);
    return desk_page(visit, {.title = title, .main = main, .back_path = "/desk/fees"});
}

web::Response treasury_csv_route(const Visit& visit) {
    const auto report = report_of(visit);
    if (!report) return web::error_response(visit.request, report.error());
    const auto row = [](const std::vector<std::string>& cells) {
        std::string line;
        for (const auto& cell : cells) line += (line.empty() ? "" : ";") + csv_cell(cell);
        return line + "\r\n";
    };
    std::string csv =
        "\xEF\xBB\xBF" +
        row({visit.say(texts::desk_treasury_line), visit.say(texts::fee_reference),
             visit.say(texts::desk_payment_amount), visit.say(texts::desk_treasury_outcome)});
    for (const auto& line : report->lines)
        csv += row({std::to_string(line.line), line.reference, amount_of(visit, line),
                    std::string(words_of(line.result).in(visit.language))});
    return web::file_response(std::move(csv), "text/csv; charset=utf-8",
                              visit.say(texts::desk_treasury_csv_name));
}

}  // namespace dw::cases
