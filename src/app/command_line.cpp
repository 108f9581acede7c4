#include "app/command_line.h"

namespace dw::app {

Result<CommandLine> CommandLine::parse(const std::vector<std::string>& arguments,
                                       const OptionNames& names) {
    CommandLine line;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        if (argument.rfind("--", 0) != 0) {
            line.words_.push_back(argument);
            continue;
        }
        const auto equals = argument.find('=');
        const std::string name = argument.substr(0, equals);
        if (names.switches.count(name) && equals == std::string::npos) {
            line.options_[name];
        } else if (!names.with_value.count(name)) {
            return invalid("app.command_line", "Die Option " + name + " kenne ich nicht.");
        } else if (equals != std::string::npos) {
            line.options_[name].push_back(argument.substr(equals + 1));
        } else if (i + 1 < arguments.size()) {
            line.options_[name].push_back(arguments[++i]);
        } else {
            return invalid("app.command_line", "Nach " + name + " fehlt der Wert.");
        }
    }
    return line;
}

std::string CommandLine::value(const std::string& option, const std::string& otherwise) const {
    const auto found = options_.find(option);
    return found == options_.end() || found->second.empty() ? otherwise : found->second.back();
}

std::vector<std::string> CommandLine::values(const std::string& option) const {
    const auto found = options_.find(option);
    return found == options_.end() ? std::vector<std::string>{} : found->second;
}

bool CommandLine::has(const std::string& option) const {
    return options_.count(option) != 0;
}

}  // namespace dw::app
