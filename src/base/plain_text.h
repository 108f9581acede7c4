// Text that people wrote and others will read.
#pragma once

#include <string_view>

namespace dw {

// UTF-8 without control characters other than tab and newline, and without those that change the
// order of the text or cannot be seen: they could make a name or an address look like another one.
bool is_plain_text(std::string_view text);

}  // namespace dw
