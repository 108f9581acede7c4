// Lines for the operator, on standard error. They never hold personal data: no paths, queries,
// names.
#pragma once

#include <string_view>

namespace dw::web {

// One line; control characters become blanks. From any thread.
void log_line(std::string_view text);

}  // namespace dw::web
