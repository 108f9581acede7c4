// The command line: words, options with a value, switches. Unknown ones are refused with their
// name.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace dw::app {

struct OptionNames {
    std::set<std::string> with_value;  // "--data"
    std::set<std::string> switches;    // "--json"
};

class CommandLine {
  public:
    // Invalid "app.command_line" with a German message for the terminal.
    static Result<CommandLine> parse(const std::vector<std::string>& arguments,
                                     const OptionNames& names);

    const std::vector<std::string>& words() const { return words_; }
    std::string value(const std::string& option, const std::string& otherwise = "") const;
    std::vector<std::string> values(const std::string& option) const;
    bool has(const std::string& option) const;

  private:
    std::vector<std::string> words_;
    std::map<std::string, std::vector<std::string>> options_;
};

// Exit codes of every command.
inline constexpr int exit_done = 0;
inline constexpr int exit_findings = 1;
inline constexpr int exit_could_not_run = 2;

}  // namespace dw::app
