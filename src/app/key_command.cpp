// dienstweg key rotate | shares | recover: the master key.
#include <iostream>

#include "app/commands.h"
#include "app/data_lock.h"
#include "app/error_text.h"
#include "app/key_printing.h"
#include "app/settings.h"
#include "app/texts.h"
#include "base/text.h"
#include "store/key_rotation.h"
#include "store/key_shares.h"
#include "store/key_wrapping.h"
#include "store/master_check.h"

namespace dw::app {

namespace {

constexpr const char* usage =
    "dienstweg key shares [--shares 5] [--needed 3]\n"
    "    zeigt den Schlüssel der Installation in Teilen zum Ausdrucken; --needed davon genügen\n"
    "dienstweg key recover < DATEI\n"
    "    macht aus Teilen, einem je Zeile, die verlorene Schlüsseldatei wieder\n"
    "dienstweg key rotate\n"
    "    ein neuer Schlüssel; kein Inhalt wird neu geschrieben. Das Programm muss stehen. Danach\n"
    "    neue Teile ausdrucken; der alte Schlüssel öffnet weiter die alten Sicherungen\n"
    "\n"
    "  --data DIR, --database URL, --master-key DATEI   wie bei dienstweg serve\n"
    "  Ende: 0 erledigt, 2 ging nicht\n";

OptionNames key_options() {
    OptionNames names = storing_options();
    names.with_value.insert({"--shares", "--needed"});
    return names;
}

void say(const Text& text, const std::vector<std::string>& arguments = {}) {
    std::cout << format(text, Language::German, arguments) << "\n";
}

// The database is there and was made with the key of the file.
Outcome key_fits(const Settings& settings, RandomSource& random) {
    SystemClock clock;
    DW_TRY_DO(open_existing_store(settings, clock, random));
    return Nothing{};
}

Outcome print_shares(const Settings& settings, const CommandLine& line) {
    const auto number = [&](const std::string& option, const char* otherwise) {
        return static_cast<int>(parse_integer(line.value(option, otherwise)).value_or(0));
    };
    SystemRandom random;
    DW_TRY_DO(key_fits(settings, random));
    return print_key_shares(settings, {number("--shares", "5"), number("--needed", "3")}, random);
}

// The key that fits the database is written; another one is refused and nothing is written.
Outcome recover(const Settings& settings) {
    constexpr std::size_t most_lines = 20;
    std::vector<std::string> shares;
    for (std::string typed; shares.size() < most_lines && std::getline(std::cin, typed);)
        if (!trim(typed).empty()) shares.push_back(typed);
    DW_TRY(const auto key, store::join_master_key(shares));
    const auto options = store_options(settings, {});
    const std::string url =
        options.database_url.empty() ? "sqlite:" + options.data_dir : options.database_url;
    DW_TRY(const auto database, store::open_database(url));
    DW_TRY(const auto connection, database->connect(store::Access::Read));
    DW_TRY(const auto known, store::stored_master_check(*connection));
    if (!known) return not_found("app.no_installation", settings.data_dir);
    if (!equal_constant_time(*known, store::master_check_of(key)))
        return invalid("store.master_key_wrong", "shares");
    SystemRandom random;
    const std::string file = store::master_key_file_of(options);
    DW_TRY_DO(store::write_master_key(file, key, random));
    DW_TRY(const auto there, store::read_master_key(file, store::MissingKeyFile::Refuse, random));
    // A file that was there already stays, also when it is the wrong one.
    if (there != key) return invalid("store.master_key_there", file);
    say(texts::key_recovered, {file});
    return Nothing{};
}

Outcome rotate(const Settings& settings) {
    DW_TRY(const auto lock, DataLock::take(settings.data_dir));
    SystemRandom random;
    DW_TRY_DO(key_fits(settings, random));
    DW_TRY(const auto rotation, store::rotate_master_key(store_options(settings, {}), random));
    say(texts::key_rotated, {std::to_string(rotation.keys), rotation.old_file});
    return Nothing{};
}

}  // namespace

int key_command(const Arguments& arguments) {
    const auto line = CommandLine::parse(arguments, key_options());
    if (!line) return could_not_run(line.error());
    const std::string verb = line->words().size() == 1 ? line->words().front() : "";
    if (line->has("--help") || (verb != "rotate" && verb != "shares" && verb != "recover")) {
        std::cout << usage;
        return line->has("--help") ? exit_done : exit_could_not_run;
    }
    const Settings settings = settings_from(*line, "dienstweg-data");
    const auto done = verb == "rotate"   ? rotate(settings)
                      : verb == "shares" ? print_shares(settings, *line)
                                         : recover(settings);
    return done ? exit_done : could_not_run(done.error());
}

}  // namespace dw::app
