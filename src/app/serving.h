// Serving: the server and the timer around an opened Program.
#pragma once

#include <functional>
#include <string>

#include "app/program.h"

namespace dw::app {

// Serves until SIGINT or SIGTERM; `started` gets the address. Gives the exit code.
int serve(Program& program, const Settings& settings, Clock& clock, RandomSource& random,
          const std::function<void(const std::string&)>& started);

// Says in German why the program could not start; gives exit_could_not_run.
int say_why_not(const Error& error);

}  // namespace dw::app
