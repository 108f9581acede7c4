// dienstweg rules tck: every test file of a folder of the DMN TCK.
#pragma once

#include "app/command_line.h"

namespace dw::app {

Result<int> run_tck(const CommandLine& line);

}  // namespace dw::app
