// One provider as we talk to it: OpenID Connect Core 1.0, code flow with PKCE (RFC 7636).
//
// Whoever asks waits for the provider on a worker thread: few do so at once, and one that did not
// answer is not asked again for some seconds, so that its trouble stays its own.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "identity/login_provider.h"
#include "identity/oidc_discovery.h"
#include "identity/oidc_token.h"
#include "web/http_client.h"

namespace dw::identity {

// What the provider says about itself is believed so long.
inline constexpr std::chrono::minutes document_age{10};
// Before somebody is sent there it is looked whether it answers, unless it did a moment ago.
inline constexpr std::chrono::seconds sign_in_age{5};
// Keys of an unknown id are looked for this often at most, however many tokens name one.
inline constexpr std::chrono::seconds key_pause{10};
// One that did not answer is left alone for this time.
inline constexpr std::chrono::seconds down_pause{5};

// The secrets of one sign-in; they never leave the browser but as what the standard sends.
struct LoginSecrets {
    std::string state, nonce, verifier;
};

// Whether the provider asks who it is even where it remembers somebody, as on a shared device
// (OpenID Connect Core 1.0 section 3.1.2.1).
enum class Prompt { AsNeeded, Login };

// May be called from any thread. `http` and `clock` outlive it.
class OidcProvider {
  public:
    OidcProvider(LoginProvider settings, web::HttpClient& http, Clock& clock)
        : settings_(std::move(settings)), http_(http), clock_(clock) {}

    const LoginProvider& settings() const { return settings_; }

    // Where the browser goes to sign in. All verbs: Unavailable "identity.provider_down" when the
    // provider does not answer, or not as one does; "identity.busy" when too many ask.
    Result<std::string> sign_in_address(const LoginSecrets& secrets, const std::string& redirect,
                                        AssuranceLevel wanted, Prompt prompt);
    // Whether the answer in the browser may come from this provider (RFC 9207).
    Result<bool> is_own_answer(std::string_view issuer_named);
    // Denied "identity.oidc_token" or "identity.oidc_code" when it proves nothing.
    struct Answer {
        std::string code, redirect;
    };
    Result<IdToken> redeem(const Answer& answer, const LoginSecrets& secrets);

  private:
    struct Known {
        ProviderAddresses addresses;
        std::vector<SigningKey> keys;
        Instant read_at{};
    };
    Result<Known> known(std::chrono::seconds age);
    Result<Known> with_new_keys(Known known);
    Result<std::string> fetch(const std::string& url);
    Result<web::HttpAnswer> ask(const web::HttpQuestion& question);
    Error down(std::string_view what);
    void log(std::string_view what) const;
    bool is_left_alone() const;
    bool may_renew_keys();
    Result<std::string> token_for(const Known& known, const Answer& answer,
                                  const LoginSecrets& secrets);

    const LoginProvider settings_;
    web::HttpClient& http_;
    Clock& clock_;
    mutable std::mutex mutex_;
    std::optional<Known> known_;
    std::optional<Instant> down_since_, keys_renewed_at_;
};

// BASE64URL(SHA256(verifier)), RFC 7636 section 4.2.
std::string challenge_of(std::string_view verifier);

}  // namespace dw::identity
