// dienstweg import xzufi
#include <iostream>

#include "app/commands.h"
#include "app/error_text.h"
#include "app/settings.h"
#include "catalogue/area.h"
#include "catalogue/import.h"

namespace dw::app {

namespace {

constexpr const char* usage =
    "dienstweg import xzufi DATEI… [--data DIR] [--database URL] [--json]\n"
    "    liest XZuFi-Dateien ein; statt einer Datei auch ein Ordner mit index.txt\n"
    "    Ergebnis: 0 eingelesen, 1 mindestens eine Datei abgelehnt, 2 nicht ausgeführt\n";

}  // namespace

int import_command(const Arguments& arguments) {
    const auto line = CommandLine::parse(arguments, storing_options());
    if (!line) return could_not_run(line.error());
    const auto& words = line->words();
    if (line->has("--help") || words.size() < 2 || words[0] != "xzufi") {
        std::cout << usage;
        return line->has("--help") ? exit_done : exit_could_not_run;
    }
    SystemClock clock;
    SystemRandom random;
    const auto store = open_store(settings_from(*line, "dienstweg-data"), clock, random);
    if (!store) return could_not_run(store.error());
    const auto areas = catalogue::AreaRegister::load();
    if (!areas) return could_not_run(areas.error());
    const auto report =
        catalogue::import_xzufi_files(**store, **areas, {words.begin() + 1, words.end()});
    if (!report) return could_not_run(report.error());
    std::cout << (line->has("--json") ? to_pretty_string(catalogue::to_json(*report))
                                      : catalogue::to_text(*report, Language::German));
    return report->any_refused() ? exit_findings : exit_done;
}

}  // namespace dw::app
