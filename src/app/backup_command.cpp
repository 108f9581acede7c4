// dienstweg backup | restore
#include <iostream>

#include "app/commands.h"
#include "app/data_lock.h"
#include "app/error_text.h"
#include "app/settings.h"
#include "app/texts.h"
#include "identity/security_log.h"
#include "store/backup.h"
#include "store/event_log.h"

namespace dw::app {

namespace {

constexpr const char* usage =
    "dienstweg backup DATEI [--data DIR] [--database URL] [--json]\n"
    "    sichert alles in eine Datei; das Programm darf dabei laufen. Der Schlüssel "
    "DIR/master.key\n"
    "    ist nicht darin\n"
    "dienstweg restore DATEI [--data DIR] [--database URL] [--json]\n"
    "    spielt eine Sicherung in eine leere Datenbank ein, gleich welcher Art; DIR/master.key "
    "muss\n"
    "    der Schlüssel der gesicherten Installation sein\n"
    "    Ergebnis: 0 erledigt, 1 das eingespielte Protokoll hat Fehler, 2 ging nicht\n";

Json counts_json(const store::BackupCounts& counts) {
    return Json::object(
        {{"tables", counts.tables}, {"rows", counts.rows}, {"blobs", counts.blobs}});
}

std::vector<std::string> words_of(const store::BackupCounts& counts) {
    return {std::to_string(counts.tables), std::to_string(counts.rows),
            std::to_string(counts.blobs)};
}

int backup(const Settings& settings, const std::string& file, bool as_json) {
    SystemClock clock;
    SystemRandom random;
    const auto store = open_existing_store(settings, clock, random);
    if (!store) return could_not_run(store.error());
    const auto blobs = store::open_blobs(**store);
    const auto counts = store::write_backup(**store, *blobs, file);
    if (!counts) return could_not_run(counts.error());
    // The copy is there even where nothing more can be written.
    static_cast<void>(identity::SecurityLog(**store).write(
        {.kind = std::string(identity::security::backup_made)}));
    std::cout << (as_json ? to_string(counts_json(*counts))
                          : format(texts::backup_done, Language::German, words_of(*counts)))
              << "\n";
    return exit_done;
}

// The log as it stands in the database now, held against the heads the backup names.
Result<std::size_t> faults_after(const Settings& settings, const store::Restored& restored) {
    SystemClock clock;
    SystemRandom random;
    DW_TRY(const auto store, open_existing_store(settings, clock, random));
    DW_TRY(const auto reader, store->reader());
    DW_TRY(const auto report, store::verify_log(*reader, restored.heads));
    return report.faults.size();
}

int restore(const Settings& settings, const std::string& file, bool as_json) {
    SystemRandom random;
    const auto lock = DataLock::take(settings.data_dir);
    if (!lock) return could_not_run(lock.error());
    const auto migrations = all_migrations();
    const auto restored = store::restore_backup(store_options(settings, migrations), file, random);
    if (!restored) return could_not_run(restored.error());
    const auto faults = faults_after(settings, *restored);
    if (!faults) return could_not_run(faults.error());
    if (as_json) {
        Json json = counts_json(restored->counts);
        json.set("made_at", restored->made_at);
        json.set("faults", static_cast<std::int64_t>(*faults));
        std::cout << to_string(json) << "\n";
    } else {
        auto words = words_of(restored->counts);
        words.push_back(restored->made_at);
        std::cout << format(texts::restore_done, Language::German, words) << "\n"
                  << (*faults == 0 ? std::string(texts::restore_verified.in(Language::German))
                                   : format(texts::restore_faults, Language::German,
                                            {std::to_string(*faults)}))
                  << "\n";
    }
    return *faults == 0 ? exit_done : exit_findings;
}

int run(const Arguments& arguments, int (*command)(const Settings&, const std::string&, bool)) {
    const auto line = CommandLine::parse(arguments, storing_options());
    if (!line) return could_not_run(line.error());
    if (line->has("--help") || line->words().size() != 1) {
        std::cout << usage;
        return line->has("--help") ? exit_done : exit_could_not_run;
    }
    return command(settings_from(*line, "dienstweg-data"), line->words()[0], line->has("--json"));
}

}  // namespace

int backup_command(const Arguments& arguments) {
    return run(arguments, backup);
}

int restore_command(const Arguments& arguments) {
    return run(arguments, restore);
}

}  // namespace dw::app
