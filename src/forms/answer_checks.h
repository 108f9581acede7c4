// Checks of single written answers. Pure. Each gives the key of the text that explains what is
// wrong, or "" when all is well.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/money.h"

namespace dw::forms {

bool is_named_check(std::string_view name);  // "name", "town", "postcode" …
std::string_view check_named(std::string_view name, std::string_view text);

// UTF-8 without control characters, and none that change the order or hide: those could make a name
// or an address look like another one.
std::string_view check_characters(std::string_view text);
// Signs alone ("????", "-") tell nobody anything; some letter or digit has to be there.
std::string_view check_written(std::string_view text);
std::string_view check_email(std::string_view text);
std::string_view check_phone(std::string_view text);

// An amount of euros as people write it: 12,50 · 12.50 · 1.180 · 1.180,00 · 1 180,00 € · 1,180.00.
// Nothing for what may mean two things (1,180).
std::optional<Money> written_amount(std::string_view text);

// What is stored: trimmed, composed letters (Unicode NFC, as DIN 91379 wants it), line ends as \n;
// blanks that only group digits are dropped for the checks that know digits.
std::string normalised(std::string_view check, std::string_view text);

}  // namespace dw::forms
