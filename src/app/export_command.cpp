// dienstweg export xzufi
#include <fstream>
#include <iostream>

#include "app/settings.h"
#include "app/store_command.h"
#include "app/texts.h"
#include "base/json.h"
#include "catalogue/xzufi_export.h"

namespace dw::app {

namespace {

constexpr const char* usage =
    "dienstweg export xzufi DATEI [--json]\n"
    "    schreibt den Leistungskatalog mit den eigenen Worten der Redaktionen als XZuFi 2.2; „-“\n"
    "    ist die Standardausgabe. Eine Datei, die es schon gibt, bleibt.\n"
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

Result<int> write_out(const CommandLine& line, store::Store& store) {
    const std::string& name = line.words()[1];
    if (name == "-") {
        DW_TRY_DO(write_to(store, std::cout));
        return exit_done;
    }
    DW_TRY(const auto counts, write_file(store, name));
    if (line.has("--json")) {
        std::cout << to_pretty_string(
            Json::object({{"services", counts.services},
                          {"specialisations", counts.specialisations},
                          {"organisations", counts.organisations},
                          {"online_services", counts.online_services},
                          {"responsibilities", counts.responsibilities}}));
        return exit_done;
    }
    std::cout << format(
                     texts::export_done, Language::German,
                     {name, std::to_string(counts.services), std::to_string(counts.specialisations),
                      std::to_string(counts.organisations), std::to_string(counts.online_services),
                      std::to_string(counts.responsibilities)})
              << "\n";
    return exit_done;
}

}  // namespace

int export_command(const Arguments& arguments) {
    return run({.usage = usage,
                .options = storing_options(),
                .takes =
                    [](const std::vector<std::string>& words) {
                        return words.size() == 2 && words[0] == "xzufi";
                    },
                .run = write_out},
               arguments);
}

}  // namespace dw::app
