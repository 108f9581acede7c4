// The words for each code of an import finding.
#pragma once

#include <string_view>

#include "terms/language.h"

namespace dw::catalogue {

// A code without words is a mistake of the program.
Text import_text(std::string_view code);

}  // namespace dw::catalogue
