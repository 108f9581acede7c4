// A command that works on an installation that is there: the same beginning for all of them.
#pragma once

#include "app/command_line.h"
#include "app/commands.h"
#include "base/clock.h"
#include "store/store.h"

namespace dw::app {

struct StoreCommand {
    const char* usage;
    OptionNames options;
    bool (*takes)(const std::vector<std::string>& words);
    // Gives the exit code.
    Result<int> (*run)(const CommandLine& line, store::Store& store);
};

// Prints the usage when it is asked for or the words are others; what went wrong, to standard
// error.
int run(const StoreCommand& command, const Arguments& arguments);

}  // namespace dw::app
