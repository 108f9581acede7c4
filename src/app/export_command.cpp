// dienstweg export xzufi
#include <fstream>
#include <iostream>

#include "app/commands.h"
#include "app/error_text.h"
#include "app/settings.h"
#include "app/texts.h"
#include "base/json.h"
#include "catalogue/xzufi_export.h"

namespace dw::app {

namespace {

constexpr const char* usage =
    "dienstweg export xzufi DATEI [--json]\n"
    "    schreibt den Leistungskatalog, wie die Quellen ihn geliefert haben, als XZuFi 2.2; „-“ "
    "ist\n"
    "    die Standardausgabe. Eine Datei, die es schon gibt, bleibt.\n"
    "\n"
    "  --data DIR, --database URL   wie bei dienstweg serve\n"
    "  Ende: 0 geschrieben, 2 ging nicht\n";

Result<catalogue::ExportCounts> write_to(store::Store& store, std::ostream& out) {
    return catalogue::export_xzufi(store, [&out](std::string_view piece) -> Outcome {
        out.write(piece.data(), static_cast<std::streamsize>(piece.size()));
        if (!out) return unavailable("app.catalogue_file", "could not be written");
        return Nothing{};
    });
}

Result<catalogue::ExportCounts> write_file(store::Store& store, const std::string& name) {
    if (std::ifstream(name)) return invalid("app.catalogue_file_exists", name);
    std::ofstream file(name, std::ios::binary);
    if (!file) return unavailable("app.catalogue_file", name);
    DW_TRY(const auto counts, write_to(store, file));
    file.close();
    if (!file) return unavailable("app.catalogue_file", name);
    return counts;
}

}  // namespace

int export_command(const Arguments& arguments) {
    const auto line = CommandLine::parse(arguments, storing_options());
    if (!line) return could_not_run(line.error());
    const auto& words = line->words();
    if (line->has("--help") || words.size() != 2 || words[0] != "xzufi") {
        std::cout << usage;
        return line->has("--help") ? exit_done : exit_could_not_run;
    }
    SystemClock clock;
    SystemRandom random;
    const auto store = open_existing_store(settings_from(*line, "dienstweg-data"), clock, random);
    if (!store) return could_not_run(store.error());
    if (words[1] == "-") {
        const auto written = write_to(**store, std::cout);
        return written ? exit_done : could_not_run(written.error());
    }
    const auto counts = write_file(**store, words[1]);
    if (!counts) return could_not_run(counts.error());
    if (line->has("--json")) {
        std::cout << to_pretty_string(
            Json::object({{"services", counts->services},
                          {"specialisations", counts->specialisations},
                          {"organisations", counts->organisations},
                          {"online_services", counts->online_services},
                          {"responsibilities", counts->responsibilities}}));
        return exit_done;
    }
    std::cout << format(texts::export_done, Language::German,
                        {words[1], std::to_string(counts->services),
                         std::to_string(counts->specialisations),
                         std::to_string(counts->organisations),
                         std::to_string(counts->online_services),
                         std::to_string(counts->responsibilities)})
              << "\n";
    return exit_done;
}

}  // namespace dw::app
