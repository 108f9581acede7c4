// An address that has become another one for good.
#pragma once

#include <string_view>

#include "web/http.h"

namespace dw::web {

// 301 to an own path. Kept for a day and no longer, so that a mistake does not stay.
Response moved_to(std::string_view path);

}  // namespace dw::web
