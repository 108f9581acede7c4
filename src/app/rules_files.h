// DMN files from disk: the file asked for, and those beside it that it imports.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "rules/rule_set.h"

namespace dw::app {

Result<std::string> read_file(const std::string& path);

struct LoadedRules {
    std::optional<rules::Compilation> compiled;  // absent: the file is refused
    std::vector<rules::Fault> faults;            // of reading and compiling
};
// Imports are looked for by their namespace among the *.dmn files of the same folder.
Result<LoadedRules> load_rules(const std::string& path);

}  // namespace dw::app
