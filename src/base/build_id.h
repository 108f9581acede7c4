// Which build of the program this is.
#pragma once

#include <string>

namespace dw {

// The linker's build id, hexadecimal: the same for the same program. "" when it has none.
std::string build_id();

}  // namespace dw
