// A file that was packed into the program when it was built (tools/embed.cpp).
#pragma once

#include <string_view>

namespace dw {

struct EmbeddedFile {
    std::string_view path;  // relative to the source tree, e.g. "assets/kern/kern.css"
    std::string_view bytes;
    std::string_view gzip;         // empty where compression would not make it smaller
    std::string_view fingerprint;  // first 16 hex digits of the SHA-256 of bytes
};

}  // namespace dw
