// Editorial systems on Windows declare windows-1252, older ones ISO-8859-15. Both are Latin-1 but
// for a few places; the tables are those of the WHATWG Encoding Standard.

#include "standards/xzufi/encodings.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/text.h"

namespace dw::xzufi {

namespace {

constexpr int no_character = -1;
constexpr int windows_begin = 0x80;

constexpr std::array<int, 32> windows_1252 = {
    0x20AC,       no_character, 0x201A, 0x0192, 0x201E, 0x2026,       0x2020, 0x2021,
    0x02C6,       0x2030,       0x0160, 0x2039, 0x0152, no_character, 0x017D, no_character,
    no_character, 0x2018,       0x2019, 0x201C, 0x201D, 0x2022,       0x2013, 0x2014,
    0x02DC,       0x2122,       0x0161, 0x203A, 0x0153, no_character, 0x017E, 0x0178};

constexpr std::array<std::pair<int, int>, 8> iso_8859_15 = {{{0xA4, 0x20AC},
                                                             {0xA6, 0x0160},
                                                             {0xA8, 0x0161},
                                                             {0xB4, 0x017D},
                                                             {0xB8, 0x017E},
                                                             {0xBC, 0x0152},
                                                             {0xBD, 0x0153},
                                                             {0xBE, 0x0178}}};

}  // namespace

int fill_encoding(const char* name, XML_Encoding* encoding) {
    const std::string wanted = lower(name);
    const bool windows = wanted == "windows-1252" || wanted == "cp1252";
    const bool latin_9 = wanted == "iso-8859-15" || wanted == "iso8859-15" || wanted == "latin-9";
    if (!windows && !latin_9) return XML_STATUS_ERROR;
    for (int byte = 0; byte < 256; ++byte) encoding->map[byte] = byte;
    if (windows) {
        std::copy(windows_1252.begin(), windows_1252.end(), encoding->map + windows_begin);
    } else {
        for (const auto& [byte, character] : iso_8859_15) encoding->map[byte] = character;
    }
    encoding->data = nullptr;
    encoding->convert = nullptr;
    encoding->release = nullptr;
    return XML_STATUS_OK;
}

}  // namespace dw::xzufi
