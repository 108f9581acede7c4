// Time-based one-time codes, RFC 6238: six digits, SHA-1, steps of 30 seconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/time.h"

namespace dw::identity {

std::int64_t totp_step(Instant at);
std::string totp_code(BytesView secret, std::int64_t step);
// The step the code belongs to: the current one or one beside it (clocks differ, RFC 6238 5.2), and
// later than the last one used, so that no code works twice. Nothing: the code is wrong.
std::optional<std::int64_t> totp_accepts(BytesView secret, std::string_view code, Instant now,
                                         std::int64_t last_step);
// What an authenticator app reads: otpauth://totp/…
std::string totp_address(BytesView secret, std::string_view issuer, std::string_view account);

}  // namespace dw::identity
