// A file of another server, written to this machine piece by piece.
#pragma once

#include <string>

#include "base/result.h"

namespace dw::app {

// Over https, or http from this very machine. Redirects are not followed. Invalid "web.address";
// Unavailable "web.no_answer" (message: why) when another status than 200, too much, too slow or
// nothing came; the file is removed then.
Outcome download(const std::string& url, const std::string& file);

}  // namespace dw::app
