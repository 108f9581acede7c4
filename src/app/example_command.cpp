// dienstweg example: as serve, with a working example in its data directory.
#include <algorithm>
#include <iostream>

#include "app/commands.h"
#include "app/data_lock.h"
#include "app/example_pages.h"
#include "app/example_setup.h"
#include "app/serving.h"
#include "app/settings.h"
#include "app/texts.h"
#include "web/page.h"

namespace dw::app {

namespace {

void print_accounts(const std::string& address, const ExampleDesks& desks) {
    std::cout << "Dienstweg läuft mit einem Beispiel: " << address << "\n\n"
              << "Konten, Passwörter und Einmal-Codes: " << address << "/beispiel\n"
              << "Alle haben das Passwort " << desks.password << "\n";
    for (const auto& desk : desks.desks) {
        std::cout << "  " << desk.organisation << ": " << desk.people.front().login << "\n";
        for (const auto& person : desk.people) {
            if (std::ranges::count(person.roles, identity::Role::Editor) > 0)
                std::cout << "    Redaktion: " << person.login << "\n";
        }
    }
    std::cout << "\nEnde mit Strg+C.\n" << std::flush;
}

}  // namespace

int example_command(const Arguments& arguments) {
    const auto line = CommandLine::parse(arguments, serving_options());
    if (!line || line->has("--help") || !line->words().empty()) {
        if (!line) std::cerr << line.error().message << "\n";
        print_usage();
        return line && line->has("--help") ? exit_done : exit_could_not_run;
    }
    SetUpClock clock;
    SystemRandom random;
    Settings settings = settings_from(*line, "dienstweg-example");
    settings.example = true;
    const auto desks = example_desks();
    if (!desks) return say_why_not(desks.error());
    const auto lock = DataLock::take(settings.data_dir);
    if (!lock) return say_why_not(lock.error());
    auto program = Program::open(settings, clock, random);
    if (!program) return say_why_not(program.error());
    if (const auto set_up = set_up_example(**program, *desks, clock, random); !set_up)
        return say_why_not(set_up.error());
    add_example_routes((*program)->router(), *desks, clock);
    web::add_navigation({.path = "/beispiel", .label = texts::navigation_example});
    return serve(**program, settings, clock, random,
                 [&](const std::string& address) { print_accounts(address, *desks); });
}

}  // namespace dw::app
