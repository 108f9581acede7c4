// Kassenzeichen: what a payment is found by. An organisation writes it as its treasury wants it.
//
// A pattern is made of capital letters, digits, ".", "-" and "/" with a random digit for each "#"
// and, once and at the end, "*" for the check digit (ISO/IEC 7064, hybrid system MOD 11,10, over
// all digits before it), which finds every single wrong digit and nearly all that changed places.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace dw::cases {

inline constexpr std::string_view usual_reference_pattern = "##########*";

bool is_reference_pattern(std::string_view pattern);
std::string new_reference(std::string_view pattern, RandomSource& random);
// Capital letters and digits alone: what is left when somebody types or a bank passes it on.
// Nothing for what cannot be one; the check digit is right.
std::optional<std::string> read_reference(std::string_view typed);

}  // namespace dw::cases
