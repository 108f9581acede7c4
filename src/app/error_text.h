// What went wrong, in German for the terminal; the developers' words follow in brackets.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace dw::app {

std::string german(const Error& error);

// What `log verify` found (store::LogFault::reason), in German.
std::string german_fault(std::string_view reason);

// Prints it to standard error; gives exit_could_not_run.
int could_not_run(const Error& error);

}  // namespace dw::app
