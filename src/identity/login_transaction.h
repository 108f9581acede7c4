// One sign-in that is under way at a provider: bound to the browser that began it, used once.
//
// The browser holds a token in a cookie, the database its hash; state, nonce and PKCE verifier come
// from the token under a key of the installation, so nobody reads them out of a row.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "identity/oidc_provider.h"
#include "identity/principal.h"
#include "store/store.h"

namespace dw::identity {

inline constexpr std::chrono::minutes login_transaction_minutes{10};
inline constexpr std::string_view login_cookie = "anmeldung";

// frozen: stored in login_transaction.purpose
enum class LoginPurpose { StaffSignIn = 1, StaffLink = 2, StaffSecondFactor = 3, Resident = 4 };

struct LoginTransaction {
    std::string provider;
    LoginPurpose purpose = LoginPurpose::StaffSignIn;
    TenantId tenant{};  // with StaffLink and StaffSecondFactor: whose account
    PersonId person{};
    std::string next;  // the page to go on to, one of ours
    Instant expires_at{};
};

// May be called from any thread.
class LoginTransactions {
  public:
    explicit LoginTransactions(store::Store& store) : store_(store) {}

    // Gives the token for the cookie; the time to live is set here.
    Result<std::string> begin(LoginTransaction transaction);
    // Nothing when there is none of this token, or its time is over.
    Result<std::optional<LoginTransaction>> find(std::string_view token) const;
    // Whoever comes second finds it used: the statement is guarded.
    static store::Statement use(std::string_view token);
    // The same at once; false when it was used already.
    Result<bool> take(std::string_view token);
    LoginSecrets secrets_of(std::string_view token) const;
    Outcome forget_expired();

  private:
    store::Store& store_;
};

}  // namespace dw::identity
