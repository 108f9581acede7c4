#include "identity/totp.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "web/html.h"

namespace dw::identity {

namespace {

constexpr std::chrono::seconds step_length{30};
constexpr std::uint32_t six_digits = 1'000'000;

}  // namespace

std::int64_t totp_step(Instant at) {
    return std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()) / step_length;
}

// RFC 4226 section 5.3, dynamic truncation.
std::string totp_code(BytesView secret, std::int64_t step) {
    std::array<std::uint8_t, 8> counter{};
    for (std::size_t i = 0; i < 8; ++i)
        counter[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(step) >> (56 - 8 * i));
    const auto mac = hmac_sha1(secret, counter);
    const std::size_t offset = mac[19] & 0x0f;
    std::uint32_t number = mac[offset] & 0x7fu;
    for (std::size_t i = 1; i < 4; ++i) number = (number << 8) | mac[offset + i];
    const std::string digits = std::to_string(number % six_digits);
    return std::string(6 - digits.size(), '0') + digits;
}

std::optional<std::int64_t> totp_accepts(BytesView secret, std::string_view code, Instant now,
                                         std::int64_t last_step) {
    std::string digits(code);
    std::erase(digits, ' ');
    std::optional<std::int64_t> found;
    const auto current = totp_step(now);
    for (const std::int64_t step : {current - 1, current, current + 1}) {
        const bool same = equal_constant_time(as_bytes(totp_code(secret, step)), as_bytes(digits));
        if (same && step > last_step) found = step;
    }
    return found;
}

std::string totp_address(BytesView secret, std::string_view issuer, std::string_view account) {
    const std::string name = web::percent_encode(issuer);
    return "otpauth://totp/" + name + ":" + web::percent_encode(account) +
           "?secret=" + to_base32(secret) + "&issuer=" + name + "&digits=6&period=30";
}

}  // namespace dw::identity
