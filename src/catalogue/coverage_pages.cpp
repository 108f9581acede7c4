#include "catalogue/coverage_pages.h"

#include "catalogue/coverage_facts.h"
#include "catalogue/coverage_table.h"
#include "catalogue/coverage_words.h"
#include "catalogue/district_map.h"
#include "catalogue/localized_view.h"
#include "catalogue/page_parts.h"
#include "catalogue/texts.h"
#include "terms/written_date.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

struct Measured {
    Service service;
    std::shared_ptr<const Coverage> coverage;
    std::vector<CoverageMonth> months;
};

Result<Measured> measure(const Rooms& rooms, const web::Request& request) {
    const auto id = SourceId::parse(request.parameter("id"));
    if (!id) return not_found("catalogue.unknown_service", "no id");
    Measured measured;
    DW_TRY(measured.service, rooms.catalogue.service(*id));
    DW_TRY(const auto change, rooms.catalogue.change_number());
    const CatalogueState state{.change = change, .day = rooms.today()};
    DW_TRY(measured.coverage,
           rooms.coverage->of(*id, state, rooms.clock.now(), [&]() -> Result<Coverage> {
               DW_TRY(const auto facts, load_coverage_facts(rooms.catalogue, rooms.hooks,
                                                            measured.service, rooms.today()));
               return coverage_of(rooms.catalogue.areas(), facts);
           }));
    DW_TRY(const store::Reader reader, rooms.catalogue.store().reader());
    DW_TRY(measured.months, coverage_months(*reader, *id));
    return measured;
}

std::string path_of(const SourceId& id, std::string_view land) {
    return path_with(service_path(id, {}) + "/verbreitung", {{"land", std::string(land)}});
}

std::vector<web::Column> count_columns(Text first, Language language) {
    const auto numeric = [&](Text label) {
        return web::Column{.label = std::string(label.in(language)), .numeric = true};
    };
    return {{.label = std::string(first.in(language))},
            numeric(texts::coverage_column_covered),
            numeric(texts::coverage_column_municipalities),
            numeric(texts::coverage_column_share)};
}

std::vector<web::Html> count_cells(web::Html name, const CoverageCount& count, Language language) {
    return {std::move(name), web::escape(grouped(count.covered, language)),
            web::escape(grouped(count.municipalities, language)),
            web::escape(share_words(count, language))};
}

web::Html land_table(const Measured& measured, Language language) {
    web::Table table{.caption = std::string(texts::coverage_by_land.in(language)),
                     .columns = count_columns(texts::coverage_column_land, language)};
    for (const auto& line : measured.coverage->lands) {
        auto name =
            web::link(path_of(measured.service.id, line.area->ars.key()), line.area->short_name);
        table.rows.push_back(count_cells(std::move(name), line.count, language));
    }
    return web::table(table);
}

// The map's figures for who does not see it.
web::Html district_table(const Measured& measured, Language language) {
    web::Table table{.caption = std::string(texts::coverage_by_district.in(language)),
                     .columns = count_columns(texts::coverage_column_district, language),
                     .hide_caption = true};
    for (const auto& line : measured.coverage->districts)
        table.rows.push_back(count_cells(web::escape(line.area->short_name), line.count, language));
    return web::details(texts::coverage_by_district.in(language), web::table(table));
}

web::Html month_table(const Measured& measured, Language language) {
    if (measured.months.empty()) return {};
    web::Table table{.caption = std::string(texts::coverage_history.in(language)),
                     .columns = count_columns(texts::coverage_column_day, language),
                     .hide_caption = true};
    for (const auto& month : measured.months)
        table.rows.push_back(count_cells(web::escape(short_date(month.measured_on, language)),
                                         month.count, language));
    return web::heading(2, texts::coverage_history.in(language)) + web::table(table);
}

std::string way_words(OnlineWay way, Language language) {
    const Text words = way == OnlineWay::OwnForm         ? texts::coverage_way_form
                       : way == OnlineWay::OnlineService ? texts::coverage_way_service
                                                         : texts::coverage_way_none;
    return std::string(words.in(language));
}

// One Land, municipality by municipality.
web::Html municipality_table(const Measured& measured, const Area& land, Language language) {
    web::Table table{
        .caption = format(texts::coverage_in_land, language, {land.short_name}),
        .columns = {{.label = std::string(texts::coverage_column_municipality.in(language))},
                    {.label = std::string(texts::coverage_column_residents.in(language)),
                     .numeric = true},
                    {.label = std::string(texts::coverage_column_way.in(language))}},
        .hide_caption = true};
    for (const auto& each : measured.coverage->municipalities) {
        if (each.area->ars.land() != land.ars.key()) continue;
        const auto residents = each.area->population == 0
                                   ? std::string(texts::coverage_residents_unknown.in(language))
                                   : grouped(each.area->population, language);
        table.rows.push_back({web::escape(each.area->short_name), web::escape(residents),
                              web::escape(way_words(each.way, language))});
    }
    return web::table(table);
}

web::Html whole_country(const Measured& measured, Language language) {
    const auto title = measured.service.title();
    const auto label =
        format(texts::coverage_map_label, language, {std::string(in(title, language))});
    return web::heading(2, texts::coverage_map.in(language)) +
           district_map(*measured.coverage, label, language) + map_legend(language) +
           web::muted(texts::coverage_map_source.in(language)) +
           district_table(measured, language) + land_table(measured, language) +
           month_table(measured, language);
}

const Area* land_in(const Rooms& rooms, const web::Request& request) {
    const auto ars = Ars::parse(request.query.get("land"));
    if (!ars || ars->level() != AreaLevel::Land) return nullptr;
    return rooms.catalogue.areas().find(*ars);
}

Json json_of(const CoverageCount& count) {
    return Json::object({{"municipalities", count.municipalities},
                         {"covered", count.covered},
                         {"residents", count.residents},
                         {"covered_residents", count.covered_residents}});
}

Json lines_of(const std::vector<CoverageLine>& lines) {
    Json all = Json::array();
    for (const auto& line : lines) {
        auto json = json_of(line.count);
        json.set("area", line.area->ars.padded());
        json.set("name", line.area->short_name);
        all.add(std::move(json));
    }
    return all;
}

}  // namespace

web::Response coverage_page(const Rooms& rooms, const web::Request& request) {
    const auto language = request.language;
    const auto measured = measure(rooms, request);
    if (!measured) {
        const bool missing = measured.error().kind == ErrorKind::NotFound;
        if (!missing) return web::error_response(request, measured.error());
        return web::error_page(request, 404, texts::service_missing.in(language));
    }
    const auto title = std::string(in(measured->service.title(), language));
    const auto* land = land_in(rooms, request);
    if (land == nullptr && !request.query.get("land").empty())
        return web::error_page(request, 404, texts::coverage_land_missing.in(language));
    CoverageCount count = measured->coverage->total;
    for (const auto& line : measured->coverage->lands)
        if (land && line.area->ars.key() == land->ars.key()) count = line.count;
    web::PageOptions options;
    options.title = format(texts::coverage_title, language, {title});
    options.canonical_path = path_of(measured->service.id, land ? land->ars.key() : "");
    options.back_path =
        land ? path_of(measured->service.id, "") : service_path(measured->service.id, {});
    auto main = web::heading(1, options.title);
    if (land) main += web::heading(2, land->short_name);
    main += web::lead(count_words(count, language) + ".");
    main += web::paragraph(texts::coverage_lead.in(language));
    main +=
        land ? municipality_table(*measured, *land, language) : whole_country(*measured, language);
    main += web::html<"<p class=\"kern-body\">{}</p>">(
        web::link("/verbreitung", texts::coverage_overview_link.in(language)));
    return web::page_response(web::page(request, options, main));
}

Result<Json> coverage_json(const Rooms& rooms, const web::Request& request) {
    DW_TRY(const auto measured, measure(rooms, request));
    auto json = json_of(measured.coverage->total);
    json.set("service", measured.service.id.to_string());
    json.set("day", to_string(rooms.today()));
    json.set("lands", lines_of(measured.coverage->lands));
    json.set("districts", lines_of(measured.coverage->districts));
    Json months = Json::array();
    for (const auto& month : measured.months) {
        auto each = json_of(month.count);
        each.set("measured_on", to_string(month.measured_on));
        months.add(std::move(each));
    }
    json.set("months", std::move(months));
    return json;
}

}  // namespace dw::catalogue
