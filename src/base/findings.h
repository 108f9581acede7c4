// Findings: what is incomplete or wrong in somebody's input, each with its place.
#pragma once

#include <string>
#include <vector>

namespace dw {

struct Finding {
    std::string place;  // path of the field, or "line 12, column 3" of a file
    std::string code;   // key of the text that explains it, e.g. "forms.date_unknown"
    std::vector<std::string> arguments;  // fill {0}, {1} … of that text
    bool operator==(const Finding&) const = default;
};

using Findings = std::vector<Finding>;

}  // namespace dw
