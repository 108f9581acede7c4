#include "base/plain_text.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "base/text.h"

namespace dw {

namespace {

struct Range {
    char32_t first, last;
};

// Marks that change the direction of text or cannot be seen, and code points that are no
// characters.
bool may_stand_in_text(char32_t c) {
    constexpr Range refused[] = {
        {0x00, 0x08},     {0x0B, 0x1F},     {0x7F, 0x9F},       {0xAD, 0xAD},     {0x61C, 0x61C},
        {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},   {0xE000, 0xF8FF}, {0xFDD0, 0xFDEF},
        {0xFEFF, 0xFEFF}, {0xFFF0, 0xFFFB}, {0xE0000, 0x10FFFF}};
    const bool is_refused =
        std::any_of(std::begin(refused), std::end(refused),
                    [&](const Range& range) { return c >= range.first && c <= range.last; });
    return !is_refused && (c & 0xFFFE) != 0xFFFE;
}

// The next character of a text that is known to be UTF-8.
char32_t take_character(std::string_view& utf8) {
    const auto lead = static_cast<std::uint8_t>(utf8.front());
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t character = size == 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        character = (character << 6U) | (static_cast<std::uint8_t>(utf8[i]) & 0x3FU);
    }
    utf8.remove_prefix(size);
    return character;
}

}  // namespace

bool is_plain_text(std::string_view text) {
    if (first_invalid_utf8(text)) return false;
    while (!text.empty()) {
        if (!may_stand_in_text(take_character(text))) return false;
    }
    return true;
}

}  // namespace dw
