// Text: UTF-8 checks, trimming, splitting, and the order people expect.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dw {

// Position of the first byte that is not UTF-8 (RFC 3629), or nothing when all is well.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);
// Control characters other than tab and newline have no place in a field.
bool has_control_characters(std::string_view text);
std::size_t code_points(std::string_view utf8);

std::string_view trim(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string lower(std::string_view utf8);  // Latin letters incl. umlauts and accents
// Key for sorting names as DIN 5007-1 does (ä as a, ß as ss, case and punctuation ignored).
std::string sort_key(std::string_view utf8);
// Cut to at most `limit` bytes, never inside a character.
std::string_view cut(std::string_view utf8, std::size_t limit);
std::optional<std::int64_t> parse_integer(std::string_view text);

}  // namespace dw
