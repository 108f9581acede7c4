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
// What people send would go over a network in the clear.
bool is_open_line(const Settings& settings);
// 0: without limits. Invalid "app.limit_per_network".
Result<double> limit_factor(const Settings& settings);
// "" when there is no such file. Invalid "app.metrics_token".
Result<std::string> metrics_token(const Settings& settings);

}  // namespace dw::app
