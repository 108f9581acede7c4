// dienstweg serve: opens everything, serves until a signal, drains, ends.
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <iostream>
#include <thread>

#include "app/commands.h"
#include "app/data_lock.h"
#include "app/key_printing.h"
#include "app/serving.h"
#include "app/settings.h"
#include "app/texts.h"
#include "web/page.h"

namespace dw::app {

namespace {

// On a screen the shares are shown at once; in the log of a service they would stay for good.
Outcome say_how_key_is_kept(const Settings& settings, RandomSource& random) {
    if (::isatty(STDOUT_FILENO) != 0) return print_key_shares(settings, {}, random);
    std::cout << format(texts::serve_no_shares, Language::German, {}) << "\n";
    return Nothing{};
}

// What an operator does after the first start.
void say_what_is_missing(Program& program, const Settings& settings) {
    const auto say = [](const Text& text, const std::vector<std::string>& arguments) {
        std::cout << format(text, Language::German, arguments) << "\n";
    };
    const auto tenants = program.identity().tenants();
    if (tenants && tenants->empty()) say(texts::serve_no_staff, {});
    if (is_open_line(settings)) say(texts::serve_open_line, {settings.listen});
    if (!web::site().run_by) say(texts::serve_no_operator, {settings.data_dir + "/operator.json"});
    if (!web::site().sends_mail) say(texts::serve_no_mail, {});
}

}  // namespace

int serve_command(const Arguments& arguments) {
    const auto line = CommandLine::parse(arguments, serving_options());
    if (!line || line->has("--help") || !line->words().empty()) {
        if (!line) std::cerr << line.error().message << "\n";
        print_usage();
        return line && line->has("--help") ? exit_done : exit_could_not_run;
    }
    SystemClock clock;
    SystemRandom random;
    const Settings settings = settings_from(*line, "dienstweg-data");
    const auto lock = DataLock::take(settings.data_dir);
    if (!lock) return say_why_not(lock.error());
    const bool makes_key = key_is_missing(settings);
    auto program = Program::open(settings, clock, random);
    if (!program) return say_why_not(program.error());
    if (makes_key) {
        const auto said = say_how_key_is_kept(settings, random);
        if (!said) return say_why_not(said.error());
    }
    return serve(**program, settings, clock, random, [&](const std::string& address) {
        std::cout << "Dienstweg läuft: " << address << "\n";
        say_what_is_missing(**program, settings);
        std::cout << std::flush;
    });
}

}  // namespace dw::app
