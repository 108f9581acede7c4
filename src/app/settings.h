// Settings from the command line, the same for every command that opens the database.
#pragma once

#include "app/command_line.h"
#include "app/program.h"

namespace dw::app {

OptionNames serving_options();  // --data --database --listen --public-url …
OptionNames storing_options();  // --data --database, and --json
Settings settings_from(const CommandLine& line, const std::string& default_data_dir);

// Where people will open the program, as far as that is known before it listens; "" when the
// system chooses the port.
std::string expected_address(const Settings& settings);

}  // namespace dw::app
