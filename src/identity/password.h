// Passwords: argon2id (RFC 9106) through libsodium, few at a time.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace dw::identity {

// So long a password has to be (characters), and so long it may be (bytes).
inline constexpr std::size_t password_min_characters = 12;
inline constexpr std::size_t password_max_bytes = 256;

// The form libsodium stores: "$argon2id$v=19$m=65536,t=2,p=1$…".
std::string hash_password(std::string_view password);
// Takes as long for a hash of "" (nobody has this login) as for a real one. Unavailable
// "identity.busy" at once when too many wait for their turn already.
Result<bool> password_matches(std::string_view hash, std::string_view password);
// For people whom somebody else gives a password to start with: "k7f2-…", 80 bits.
std::string start_password(BytesView random);
inline constexpr std::size_t start_password_random_bytes = 10;
// Invalid "identity.password_too_short", "identity.password_too_long".
Outcome check_password(std::string_view password);

}  // namespace dw::identity
