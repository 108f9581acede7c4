#include "web/log.h"

#include <cstdio>
#include <string>

namespace dw::web {

void log_line(std::string_view text) {
    std::string line;
    line.reserve(text.size() + 1);
    for (const char c : text) line += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    line += '\n';
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace dw::web
