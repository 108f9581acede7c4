// QR codes (ISO/IEC 18004) as pictures in a page: what a phone reads need not be typed.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "web/html.h"

namespace dw::web {

// The modules row by row, without the quiet zone; nothing when the text is too long.
struct QrModules {
    std::size_t width = 0;
    std::vector<bool> dark;
};
inline constexpr int qr_margin = 4;  // ISO/IEC 18004: a quiet zone of four modules
std::optional<QrModules> qr_modules(std::string_view text);

// The text as a picture that scales without loss, black on white in every colour scheme because
// readers need it so; `label` says to those who cannot see it what it holds. Empty when the text is
// too long for a code; the page gives the text in letters beside it in any case.
Html qr_code(std::string_view text, std::string_view label);

}  // namespace dw::web
