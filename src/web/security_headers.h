// The headers that every answer of the program carries.
#pragma once

#include "web/http.h"

namespace dw::web {

void add_security_headers(Response& response, const Request& request);

}  // namespace dw::web
