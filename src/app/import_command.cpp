// dienstweg import xzufi
#include <iostream>

#include "app/commands.h"
#include "app/error_text.h"
#include "app/settings.h"
#include "base/memory.h"
#include "base/priority.h"
#include "base/text.h"
#include "catalogue/area.h"
#include "catalogue/import.h"
#include "catalogue/import_journal.h"
#include "catalogue/overlay.h"

namespace dw::app {

namespace {

constexpr const char* usage =
    "dienstweg import xzufi DATEI… [--dry-run] [--source STELLE] [--full [--most-deleted 10]]\n"
    "    liest XZuFi-Dateien ein; statt einer Datei auch ein Ordner mit index.txt\n"
    "    --dry-run       sagt nur, was geschehen würde\n"
    "    --source        wessen Lieferung es ist; was andere dann über die Einträge dieser Stelle\n"
    "                    liefern, zählt nicht mehr\n"
    "    --full          die Dateien sind alles, was ihre Quellen haben: Was davon gespeichert "
    "und\n"
    "                    nicht dabei ist, wird gelöscht; mit --source nur das dieser Quelle\n"
    "    --most-deleted  wenn von einer Art mehr Prozent fehlen, wird nichts gespeichert\n"
    "\n"
    "dienstweg import sources [--withdraw STELLE]\n"
    "    nennt die Stellen, die selbst liefern\n"
    "    --withdraw      nimmt zurück, dass eine Stelle selbst liefert: Ihre Einträge bleiben, "
    "und\n"
    "                    wer sie als Nächstes liefert, darf sie wieder ändern\n"
    "\n"
    "  --data DIR, --database URL   wie bei dienstweg serve; --json für Programme\n"
    "    Ergebnis: 0 eingelesen, 1 mindestens eine Datei abgelehnt, 2 nicht ausgeführt\n";

OptionNames import_options() {
    OptionNames names = storing_options();
    names.switches.insert({"--dry-run", "--full"});
    names.with_value.insert({"--source", "--most-deleted", "--withdraw"});
    return names;
}

Result<catalogue::ImportOptions> options_in(const CommandLine& line) {
    catalogue::ImportOptions options{
        .dry_run = line.has("--dry-run"), .alone = true, .source = line.value("--source")};
    if (options.source == catalogue::own_agency)
        return invalid("app.command_line",
                       "Die Stelle „dienstweg“ ist für eigene Worte von Redaktionen da. Ein Export "
                       "von Dienstweg wird ohne --source eingelesen.");
    const auto percent = parse_integer(line.value("--most-deleted", "10"));
    if (!percent || *percent < 0 || *percent > 100)
        return invalid("app.command_line", "--most-deleted ist eine Zahl von 0 bis 100.");
    const bool full = line.has("--full");
    if (!full && line.has("--most-deleted"))
        return invalid("app.command_line", "--most-deleted gehört zu --full.");
    if (full) options.full = {static_cast<int>(*percent)};
    return options;
}

int sources_command(const CommandLine& line) {
    SystemClock clock;
    SystemRandom random;
    const auto store = open_store(settings_from(line, "dienstweg-data"), clock, random);
    if (!store) return could_not_run(store.error());
    if (line.has("--withdraw")) {
        const auto done = catalogue::withdraw_agency(**store, line.value("--withdraw"));
        if (!done && done.error().kind == ErrorKind::NotFound)
            return could_not_run(invalid("app.command_line",
                                         line.value("--withdraw") + " liefert hier nicht selbst."));
        if (!done) return could_not_run(done.error());
    }
    const auto reader = (*store)->reader();
    if (!reader) return could_not_run(reader.error());
    const auto agencies = catalogue::agencies_that_deliver(**reader);
    if (!agencies) return could_not_run(agencies.error());
    if (agencies->empty()) std::cout << "Keine Stelle liefert selbst.\n";
    for (const auto& agency : *agencies) std::cout << agency << "\n";
    return exit_done;
}

}  // namespace

int import_command(const Arguments& arguments) {
    const auto line = CommandLine::parse(arguments, import_options());
    if (!line) return could_not_run(line.error());
    const auto& words = line->words();
    if (words == Arguments{"sources"} && !line->has("--help")) return sources_command(*line);
    if (line->has("--help") || words.size() < 2 || words[0] != "xzufi") {
        std::cout << usage;
        return line->has("--help") ? exit_done : exit_could_not_run;
    }
    const auto options = options_in(*line);
    if (!options) return could_not_run(options.error());
    keep_freed_memory();
    SystemClock clock;
    SystemRandom random;
    const auto store = open_store(settings_from(*line, "dienstweg-data"), clock, random);
    if (!store) return could_not_run(store.error());
    // Reading gives way; who writes has the database and hurries.
    let_others_go_first();
    const auto areas = catalogue::AreaRegister::load();
    if (!areas) return could_not_run(areas.error());
    const auto report =
        catalogue::import_xzufi_files(**store, **areas, {words.begin() + 1, words.end()}, *options);
    if (!report) return could_not_run(report.error());
    std::cout << (line->has("--json") ? to_pretty_string(catalogue::to_json(*report))
                                      : catalogue::to_text(*report, Language::German));
    return report->any_refused() ? exit_findings : exit_done;
}

}  // namespace dw::app
