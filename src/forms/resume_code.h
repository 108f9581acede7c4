// The code that opens a draft on another device. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/crypto.h"

namespace dw::forms {

// 15 characters of 28 in groups of five, 72 bits: no vowels (no words), nothing that looks alike.
std::string new_resume_code(RandomSource& random);
// As people type it: any case, with or without hyphens and blanks. "" when it cannot be a code.
std::string tidied_resume_code(std::string_view typed);
Digest hash_of_code(std::string_view tidied);
Digest hash_of_token(std::string_view token);

}  // namespace dw::forms
