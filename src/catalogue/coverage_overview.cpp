#include "catalogue/coverage_overview.h"

#include <array>

#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "catalogue/coverage_table.h"
#include "catalogue/coverage_words.h"
#include "catalogue/localized_view.h"
#include "catalogue/page_parts.h"
#include "catalogue/texts.h"
#include "terms/written_date.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t usual_limit = 20;
constexpr std::int64_t most_skipped = 20'000;  // services

enum class Order { Residents, Municipalities, Title };
struct OrderName {
    Order order;
    std::string_view on_page, in_api;
    Text label;
};
constexpr std::array<OrderName, 3> orders{
    {{Order::Residents, "anteil", "residents", texts::coverage_sort_residents},
     {Order::Municipalities, "gemeinden", "municipalities", texts::coverage_sort_municipalities},
     {Order::Title, "name", "title", texts::coverage_sort_title}}};

struct Line {
    SourceId id;
    Localized title;
    std::optional<CoverageMonth> last;
};
struct Overview {
    std::vector<Line> lines;
    std::string next;
};
struct Asked {
    Order order = Order::Residents;
    std::string cursor;
    std::size_t limit = usual_limit;
    Language language = Language::German;
};

// All services, also those without a measurement.
Result<Overview> by_title(const Rooms& rooms, const Asked& asked) {
    DW_TRY(auto found, rooms.search.search({.text = "",
                                            .area = {},
                                            .language = asked.language,
                                            .limit = asked.limit,
                                            .cursor = asked.cursor,
                                            .day = rooms.today()}));
    DW_TRY(const store::Reader reader, rooms.catalogue.store().reader());
    Overview overview;
    overview.next = std::move(found.next);
    for (auto& hit : found.hits) {
        Line line{.id = hit.service};
        line.title.emplace(code_of(hit.title_language), std::move(hit.title));
        DW_TRY(line.last, last_coverage(*reader, line.id));
        overview.lines.push_back(std::move(line));
    }
    return overview;
}

Result<Overview> by_count(const Rooms& rooms, const Asked& asked) {
    const auto first =
        asked.cursor.empty() ? std::optional<std::int64_t>(0) : parse_integer(asked.cursor);
    if (!first || *first < 0 || *first > most_skipped)
        return invalid("search.cursor", std::string(cut(asked.cursor, 40)));
    const auto order =
        asked.order == Order::Residents ? CoverageOrder::Residents : CoverageOrder::Municipalities;
    std::vector<MeasuredService> measured;
    {
        DW_TRY(const store::Reader reader, rooms.catalogue.store().reader());
        DW_TRY(measured, measured_services(*reader, order, static_cast<std::size_t>(*first),
                                           asked.limit + 1));
    }
    Overview overview;
    for (auto& each : measured) {
        if (overview.lines.size() == asked.limit) {
            overview.next = std::to_string(*first + static_cast<std::int64_t>(asked.limit));
            break;
        }
        const auto service = rooms.catalogue.service(each.id);
        if (!service && service.error().kind != ErrorKind::NotFound) return service.error();
        overview.lines.push_back(
            {each.id, service ? service->title() : Localized{}, std::move(each.last)});
    }
    return overview;
}

Result<Overview> overview_of(const Rooms& rooms, const Asked& asked) {
    return asked.order == Order::Title ? by_title(rooms, asked) : by_count(rooms, asked);
}

std::string path_of(std::string_view order, std::string_view cursor) {
    return path_with("/verbreitung",
                     {{"sortierung", std::string(order)}, {"weiter", std::string(cursor)}});
}

web::Html sorting(Order chosen, Language language) {
    std::vector<web::Html> ways;
    for (const auto& each : orders) {
        const auto label = each.label.in(language);
        ways.push_back(each.order == chosen ? web::html<"<strong>{}</strong>">(web::escape(label))
                                            : web::link(path_of(each.on_page, ""), label));
    }
    return web::paragraph(texts::coverage_sort.in(language)) + web::bullet_list(ways);
}

web::Html table_of(const std::vector<Line>& lines, Language language) {
    const auto numeric = [&](Text label) {
        return web::Column{.label = std::string(label.in(language)), .numeric = true};
    };
    web::Table table{
        .caption = std::string(texts::coverage_overview_title.in(language)),
        .columns = {{.label = std::string(texts::coverage_column_service.in(language))},
                    numeric(texts::coverage_column_covered),
                    numeric(texts::coverage_column_municipalities),
                    numeric(texts::coverage_column_share),
                    numeric(texts::coverage_column_day)},
        .hide_caption = true};
    for (const auto& line : lines) {
        const auto words = chosen(line.title, language);
        const auto title = words.empty() ? std::string(texts::service_untitled.in(language))
                                         : std::string(words.text);
        auto name = in_language(words.code, language,
                                web::link(service_path(line.id, {}) + "/verbreitung", title));
        const auto cell = [&](const std::string& text) { return web::escape(text); };
        if (!line.last) {
            const auto nowhere = std::string(texts::coverage_shade_0.in(language));
            table.rows.push_back({std::move(name), cell(nowhere), cell(""), cell(""), cell("")});
            continue;
        }
        const auto& count = line.last->count;
        table.rows.push_back({std::move(name), cell(grouped(count.covered, language)),
                              cell(grouped(count.municipalities, language)),
                              cell(share_words(count, language)),
                              cell(short_date(line.last->measured_on, language))});
    }
    return web::table(table);
}

Json json_of(const Line& line) {
    auto json = Json::object({{"service", line.id.to_string()},
                              {"title", in(line.title, Language::German)},
                              {"last", Json()}});
    if (!line.last) return json;
    const auto& count = line.last->count;
    json.set("last", Json::object({{"municipalities", count.municipalities},
                                   {"covered", count.covered},
                                   {"residents", count.residents},
                                   {"covered_residents", count.covered_residents},
                                   {"measured_on", to_string(line.last->measured_on)}}));
    return json;
}

web::Response refused(const web::Request& request, std::string_view parameter, std::string code,
                      const std::string& reason) {
    return web::problem_response({.status = 400,
                                  .code = std::move(code),
                                  .title = std::string(texts::api_bad_title.in(request.language)),
                                  .detail = reason,
                                  .findings = {{std::string(parameter), reason}}},
                                 request);
}

}  // namespace

web::Response coverage_overview(const Rooms& rooms, const web::Request& request) {
    const auto language = request.language;
    Asked asked{.cursor = std::string(request.query.get("weiter")), .language = language};
    std::string_view name = orders.front().on_page;
    for (const auto& each : orders) {
        if (each.on_page != request.query.get("sortierung")) continue;
        asked.order = each.order;
        name = each.on_page;
    }
    const auto overview = overview_of(rooms, asked);
    if (!overview) return web::error_response(request, overview.error());
    web::PageOptions options;
    options.title = texts::coverage_overview_title.in(language);
    options.canonical_path = "/verbreitung";
    auto main = web::heading(1, options.title);
    main += web::lead(texts::coverage_overview_lead.in(language));
    main += sorting(asked.order, language);
    main += overview->lines.empty() ? web::paragraph(texts::coverage_overview_empty.in(language))
                                    : table_of(overview->lines, language);
    if (!overview->next.empty())
        main += web::pagination(path_of(name, overview->next), texts::search_more, language);
    return web::page_response(web::page(request, options, main));
}

web::Response coverage_list_api(const Rooms& rooms, const web::Request& request) {
    Asked asked{.cursor = std::string(request.query.get("cursor")), .language = request.language};
    const auto sort = request.query.get("sort");
    bool known = sort.empty();
    for (const auto& each : orders) {
        if (each.in_api != sort) continue;
        asked.order = each.order;
        known = true;
    }
    if (!known)
        return refused(
            request, "sort", "api.sort_unknown",
            format(texts::api_sort_unknown, request.language, {std::string(cut(sort, 40))}));
    if (const auto limit = request.query.get("limit"); !limit.empty()) {
        const auto number = parse_integer(limit);
        const auto most = static_cast<std::int64_t>(limits::list_items);
        if (!number || *number < 1 || *number > most)
            return refused(request, "limit", "api.limit_invalid",
                           format(texts::api_limit_invalid, request.language,
                                  {std::string(cut(limit, 40)), std::to_string(most)}));
        asked.limit = static_cast<std::size_t>(*number);
    }
    const auto overview = overview_of(rooms, asked);
    if (!overview && overview.error().kind == ErrorKind::Invalid)
        return refused(request, "cursor", "api.cursor_invalid",
                       std::string(texts::api_cursor_invalid.in(request.language)));
    if (!overview) return web::error_response(request, overview.error());
    auto items = Json::array();
    for (const auto& line : overview->lines) items.add(json_of(line));
    return web::json_response(to_string(
        Json::object({{"items", std::move(items)},
                      {"next", overview->next.empty() ? Json() : Json(overview->next)}})));
}

}  // namespace dw::catalogue
