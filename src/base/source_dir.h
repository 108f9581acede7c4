// Where the project's own files lie, for tests that read fixtures and data. The build defines it in
// each test program; as a macro, every object of every test would depend on that folder.
#pragma once

#include <string>

namespace dw {

// Absolute, without a slash at the end.
std::string source_dir();

}  // namespace dw
