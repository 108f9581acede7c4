// What people read out, type and photograph: the number of a case and its access code.
//
// Both are random, in an alphabet without letters and digits that look alike, and end with a check
// character (ISO/IEC 7064, hybrid system MOD 31,30) that finds every single wrong character and
// every two that changed places.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/crypto.h"

namespace dw::cases {

std::string new_case_number(RandomSource& random);    // "7K4-M9Q-2XC"
std::string new_access_code(RandomSource& random);    // "7K4M9-Q2XC8-FHJK", 63 bits
std::string new_one_time_code(RandomSource& random);  // six digits

// The written form of what somebody typed (lower case, blanks, points); nothing when it cannot be
// one, which costs no guess.
std::optional<std::string> read_case_number(std::string_view typed);
std::optional<std::string> read_access_code(std::string_view typed);

// frozen: stored in events and rows. Salted with the number, so that codes cannot be looked for in
// all cases at once.
Digest hash_of_access_code(std::string_view number, std::string_view code);

}  // namespace dw::cases
