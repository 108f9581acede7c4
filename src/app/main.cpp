// dienstweg COMMAND …: looks up the command and runs it.
#include <sys/stat.h>

#include <cstdio>
#include <map>

#include "app/command_line.h"
#include "app/commands.h"

int main(int argc, char** argv) {
    namespace app = dw::app;
    const std::map<std::string, int (*)(const app::Arguments&)> commands = {
        {"serve", app::serve_command},   {"example", app::example_command},
        {"import", app::import_command}, {"export", app::export_command},
        {"check", app::check_command},   {"log", app::log_command},
        {"backup", app::backup_command}, {"restore", app::restore_command},
        {"user", app::user_command},     {"areas", app::area_command},
        {"key", app::key_command},       {"organisation", app::organisation_command},
        {"case", app::case_command},     {"rules", app::rules_command},
    };
    // What the program writes is for its own account alone.
    ::umask(077);
    const std::string name = argc > 1 ? argv[1] : "--help";
    if (const auto found = commands.find(name); found != commands.end()) {
        return found->second({argv + 2, argv + argc});
    }
    app::print_usage();
    if (name == "--help" || name == "help") return app::exit_done;
    std::fprintf(stderr, "Den Befehl \"%s\" kenne ich nicht.\n", name.c_str());
    return app::exit_could_not_run;
}
