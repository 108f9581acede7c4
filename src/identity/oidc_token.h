// The ID token of a provider: who signed in there, how surely, and that it is meant for us and for
// this one sign-in (OpenID Connect Core 1.0 section 3.1.3.7, RFC 7519, RFC 8725). Pure.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "identity/oidc_keys.h"

namespace dw::identity {

// Clocks of two servers differ by so much at most.
inline constexpr std::chrono::seconds clock_skew{60};
// A token is fetched the moment it is made; an older one was kept by somebody.
inline constexpr std::chrono::minutes token_longest{10};
inline constexpr std::size_t token_bytes = 16 * 1024;

struct ExpectedToken {
    std::string issuer, client_id, nonce;
    Instant now{};
};
struct IdToken {
    std::string subject;
    std::string acr;  // authentication context class; "" when the provider says none
};

// Denied "identity.oidc_token", with the claim that is wrong as message; NotFound
// "identity.oidc_key" when no key of these has the token's id: they may be old.
Result<IdToken> verify_id_token(std::string_view token, const std::vector<SigningKey>& keys,
                                const ExpectedToken& expected);

}  // namespace dw::identity
