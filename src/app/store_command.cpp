#include "app/store_command.h"

#include <iostream>

#include "app/error_text.h"
#include "app/settings.h"

namespace dw::app {

int run(const StoreCommand& command, const Arguments& arguments) {
    const auto line = CommandLine::parse(arguments, command.options);
    if (!line) return could_not_run(line.error());
    if (line->has("--help") || !command.takes(line->words())) {
        std::cout << command.usage;
        return line->has("--help") ? exit_done : exit_could_not_run;
    }
    SystemClock clock;
    SystemRandom random;
    const auto store = open_existing_store(settings_from(*line, "dienstweg-data"), clock, random);
    if (!store) return could_not_run(store.error());
    const auto done = command.run(*line, **store);
    return done ? *done : could_not_run(done.error());
}

}  // namespace dw::app
