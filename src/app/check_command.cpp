// dienstweg check catalogue: the editors' quality report on the command line.
#include <algorithm>
#include <iostream>

#include "app/settings.h"
#include "app/store_command.h"
#include "base/json.h"
#include "catalogue/editing.h"
#include "catalogue/quality_pages.h"
#include "identity/identity.h"
#include "terms/berlin.h"

namespace dw::app {

namespace {

constexpr const char* usage =
    "dienstweg check catalogue [--area SCHLÜSSEL] [--json] [--data DIR] [--database URL]\n"
    "    sucht Mängel im Leistungskatalog: niemand zuständig, Lücken, Widersprüche, Verweise ins\n"
    "    Leere, verschiedene Fristen, fehlende, alte und schwer lesbare Texte. Ohne --area für "
    "alle\n"
    "    Gebiete, in denen eine Redaktion arbeitet (dienstweg user area)\n"
    "    Ergebnis: 0 keine Befunde, 1 Befunde, 2 nicht ausgeführt\n";

Result<std::vector<Ars>> wanted_areas(const CommandLine& line, store::Store& store,
                                      const catalogue::Editing& editing) {
    if (line.has("--area")) {
        DW_TRY(const Ars area, Ars::parse(line.value("--area")));
        return std::vector<Ars>{area};
    }
    std::vector<Ars> areas;
    identity::Identity identity(store);
    DW_TRY(const auto tenants, identity.tenants());
    for (const auto& tenant : tenants) {
        DW_TRY(const auto own, editing.areas_of(tenant.id));
        areas.insert(areas.end(), own.begin(), own.end());
    }
    std::ranges::sort(areas);
    areas.erase(std::unique(areas.begin(), areas.end()), areas.end());
    if (areas.empty())
        return invalid("app.command_line", "Welches Gebiet? Es fehlt --area SCHLÜSSEL.");
    return areas;
}

Json json_of(const catalogue::QualityFinding& finding, const catalogue::AreaRegister& areas) {
    return Json::object({{"kind", std::string(catalogue::code_of(finding.kind))},
                         {"object", finding.object.to_string()},
                         {"area", std::string(finding.area.key())},
                         {"part", finding.part},
                         {"title", finding.title},
                         {"details", finding.details},
                         {"text", catalogue::sentence_about(finding, areas, Language::German)}});
}

std::string line_of(const catalogue::QualityFinding& finding,
                    const catalogue::AreaRegister& areas) {
    return "  " + finding.object.to_string() + " (" + finding.title +
           "): " + catalogue::sentence_about(finding, areas, Language::German) + "\n";
}

struct Answer {
    std::vector<Json> json;
    std::string text;
    std::size_t findings = 0;
};

Outcome check_area(const catalogue::Catalogue& catalogue, const Ars& area, Date day,
                   Answer& answer) {
    DW_TRY(const auto report,
           catalogue::read_quality(catalogue, {.area = area, .day = day}, [] { return true; }));
    answer.findings += report.findings.size();
    answer.text += area.padded() + ": " + std::to_string(report.services) + " Leistungen, " +
                   std::to_string(report.findings.size()) + " Befunde\n";
    std::vector<Json> findings;
    for (const auto& finding : report.findings) {
        findings.push_back(json_of(finding, catalogue.areas()));
        answer.text += line_of(finding, catalogue.areas());
    }
    answer.json.push_back(Json::object({{"area", area.padded()},
                                        {"services", static_cast<std::int64_t>(report.services)},
                                        {"complete", report.complete},
                                        {"findings", Json(std::move(findings))}}));
    return Nothing{};
}

Result<int> check(const CommandLine& line, store::Store& store) {
    DW_TRY(const auto areas, catalogue::AreaRegister::load());
    const catalogue::Catalogue catalogue(store, *areas);
    DW_TRY(const auto wanted, wanted_areas(line, store, catalogue::Editing(catalogue)));
    Answer answer;
    for (const Ars& area : wanted)
        DW_TRY_DO(check_area(catalogue, area, berlin_date(store.clock().now()), answer));
    std::cout << (line.has("--json") ? to_pretty_string(Json(std::move(answer.json)))
                                     : answer.text);
    return answer.findings == 0 ? exit_done : exit_findings;
}

}  // namespace

int check_command(const Arguments& arguments) {
    OptionNames names = storing_options();
    names.with_value.insert("--area");
    return run({.usage = usage,
                .options = std::move(names),
                .takes =
                    [](const std::vector<std::string>& words) {
                        return words.size() == 1 && words[0] == "catalogue";
                    },
                .run = check},
               arguments);
}

}  // namespace dw::app
