// Signing in at a provider: members of staff whose account there was linked before, and residents
// who prove who they are. The password's way stays open beside it.
//
// Staff have a second factor without exception: a provider that says it asked for two is believed
// (level substantial or higher), after any other the code from the app is asked for here.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/credential_table.h"
#include "identity/identity.h"
#include "identity/login_link_table.h"
#include "identity/login_transaction.h"
#include "identity/oidc_provider.h"

namespace dw::identity {

// What came of an answer that a browser brought back.
enum class ProviderAnswer {
    SignedIn,   // staff: the token is the session's
    NeedsCode,  // staff: the token is the sign-in's, the code of the app is missing
    Linked,     // staff: the account at the provider is the person's now
    Taken,      // staff: the account at the provider is linked to somebody else
    Unknown,    // staff: nobody here has linked this account
    Proven,     // resident: the token is the resident's session
    Cancelled,  // at the provider
    Down,       // the provider does not answer
    Busy,       // too many ask at this moment
    Stale,      // used before, too late, of another browser, or made up
    Refused,    // what came proves nothing
};
struct ProviderResult {
    ProviderAnswer answer = ProviderAnswer::Stale;
    std::string token = {};
    std::string next = {};  // the page to go on to; "" where the sign-in is not known
};

// May be used from any thread.
class ProviderLogin {
  public:
    ProviderLogin(Identity& identity, std::vector<LoginProvider> providers, web::HttpClient& http);

    // Of this audience under this host, in the order of the file.
    std::vector<const LoginProvider*> offered(Audience audience, std::string_view host) const;
    const LoginProvider* find(std::string_view id, std::string_view host) const;

    // Where the browser goes, and the token for the login cookie. NotFound "identity.no_provider";
    // Unavailable "identity.provider_down", "identity.busy".
    struct Begun {
        std::string address, token;
    };
    struct Beginning {
        LoginTransaction transaction;
        std::string host, redirect;
        AssuranceLevel wanted = AssuranceLevel::Basis;
    };
    Result<Begun> begin(const Beginning& beginning);

    // The answer of the provider. NotFound "identity.no_provider".
    struct Callback {
        std::string provider, host, redirect, client_address;
        std::string token;                       // of the login cookie
        std::string state, code, error, issuer;  // as the browser brings them
        std::vector<TenantId> tenants;           // of the host
        // Who is signed in, and the token of the session, for a link.
        const Principal* principal = nullptr;
        std::string session = {};
    };
    Result<ProviderResult> finish(const Callback& callback);

    // The code of the app after a provider that asked for one factor only. An empty result: the
    // code is wrong, or there is time to wait. NotFound "identity.no_sign_in" when it is too late.
    Result<LoginResult> finish_with_code(std::string_view token, std::string_view code,
                                         std::string_view client_address);
    // The page that was wanted at its beginning; nothing when there is no such sign-in.
    Result<std::optional<std::string>> next_after_code(std::string_view token) const;

    Result<std::vector<LoginLink>> links(const Principal& principal) const;
    Outcome unlink(const Principal& principal, const std::string& provider);

  private:
    OidcProvider* provider(std::string_view id, std::string_view host);
    Result<ProviderResult> ask(OidcProvider& provider, const LoginTransaction& transaction,
                               const LoginSecrets& secrets, const Callback& callback);
    Result<ProviderResult> believe(const OidcProvider& provider, const IdToken& token,
                                   const LoginTransaction& transaction, const Callback& callback);
    Result<ProviderResult> staff(const OidcProvider& provider, const IdToken& token,
                                 const LoginTransaction& transaction, const Callback& callback);
    Result<ProviderResult> link(const OidcProvider& provider, const IdToken& token,
                                const LoginTransaction& transaction, const Callback& callback);
    struct Linked {
        Credential credential;
        Digest subject_hash;
    };
    Result<std::optional<Linked>> linked(const OidcProvider& provider, const IdToken& token,
                                         const std::vector<TenantId>& tenants) const;
    void refuse(const Callback& callback, std::string_view why);
    void note(std::string_view kind, const Principal& who, const std::string& provider,
              std::string_view client_address);

    Identity& identity_;
    store::Store& store_;
    LoginTransactions transactions_;
    std::vector<std::unique_ptr<OidcProvider>> providers_;
};

}  // namespace dw::identity
