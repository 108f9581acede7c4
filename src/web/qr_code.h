// QR codes (ISO/IEC 18004) as pictures in a page: what a phone reads need not be typed.
#pragma once

#include <string_view>

#include "web/html.h"

namespace dw::web {

// The text as a picture that scales without loss, black on white in every colour scheme because
// readers need it so; `label` says to those who cannot see it what it holds. Empty when the text is
// too long for a code; the page gives the text in letters beside it in any case.
Html qr_code(std::string_view text, std::string_view label);

}  // namespace dw::web
