// How cases came in: the digital share of each service, for team leads.
#include <map>

#include "cases/desk_record_pages.h"
#include "cases/texts.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using store::of;
using web::Html;

constexpr std::int64_t least_cases = 5;  // fewer could tell about one person

struct Counted {
    std::int64_t all = 0, digital = 0;
};

// Of the last twelve months, by service.
Result<std::map<std::string, Counted>> counted(const Visit& visit, Date since) {
    DW_TRY(const auto reader, visit.cases.neighbours().store.reader());
    DW_TRY(
        const auto rows,
        reader->query("select service, channel, count(*) from case_row where tenant = $1 and "
                      "organisation = $2 and received >= $3 and state <> 5 "
                      "group by service, channel",
                      {of(visit.principal.tenant), of(visit.principal.organisation), of(since)}));
    std::map<std::string, Counted> services;
    for (const auto& row : rows) {
        auto& service = services[row.text(0)];
        const auto count = row.integer(2);
        service.all += count;
        if (is_digital(static_cast<Channel>(row.integer(1)))) service.digital += count;
    }
    return services;
}

std::string title_of(const Visit& visit, const std::string& service) {
    const auto id = catalogue::SourceId::parse(service);
    const auto found = id ? visit.cases.neighbours().catalogue.service(*id)
                          : Result<catalogue::Service>(not_found("cases.service", service));
    if (!found) return service;
    return std::string(catalogue::in(found->title(), visit.language));
}

std::vector<Html> cells(const Visit& visit, const std::string& service, const Counted& counted) {
    const auto title = web::escape(title_of(visit, service));
    if (counted.all < least_cases)
        return {title, web::escape(visit.say(texts::desk_share_few)),
                web::escape(visit.say(texts::desk_share_none))};
    const auto percent = (100 * counted.digital + counted.all / 2) / counted.all;
    return {title, web::escape(std::to_string(counted.all)),
            web::escape(visit.say(texts::desk_share_percent, {std::to_string(percent)}))};
}

}  // namespace

web::Response share_route(const Visit& visit) {
    const Date since{std::chrono::sys_days{visit.today} - std::chrono::days{365}};
    const auto services = counted(visit, since);
    if (!services) return web::error_response(visit.request, services.error());
    web::Table table;
    table.caption = visit.say(texts::desk_share_title);
    table.hide_caption = true;
    table.columns = {{visit.say(texts::desk_column_service)},
                     {visit.say(texts::desk_share_cases), true},
                     {visit.say(texts::desk_share_digital), true}};
    for (const auto& [service, counts] : *services)
        table.rows.push_back(cells(visit, service, counts));
    const Html main =
        web::heading(1, visit.say(texts::desk_share_title)) +
        web::lead(visit.say(texts::desk_share_lead, {written_date(since, visit.language)})) +
        web::paragraph(visit.say(texts::desk_share_rule)) +
        (services->empty() ? web::paragraph(visit.say(texts::desk_share_empty))
                           : web::table(table));
    return desk_page(visit, {.title = visit.say(texts::desk_share_title), .main = main});
}

}  // namespace dw::cases
