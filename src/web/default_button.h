// The button that Enter presses in a form whose first visible button does something else.
#pragma once

#include <string_view>

#include "web/html.h"

namespace dw::web {

// Stands first in its form and is never seen, focused or read out; a browser takes the first button
// of a form for Enter (HTML, "implicit submission").
Html default_button(std::string_view name, std::string_view value);

}  // namespace dw::web
