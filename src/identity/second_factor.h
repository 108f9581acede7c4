// The second factor at the end of a sign-in: a code from the app, or a recovery code in its place.
#pragma once

#include <string_view>
#include <vector>

#include "identity/credential_table.h"
#include "identity/identity.h"

namespace dw::identity {

// The login begins a session only together with `uses` being noted, once: where somebody was
// faster there is no token.
Result<LoginResult> begin_session(Sessions& sessions, const Credential& credential,
                                  std::vector<store::Statement> uses);

struct SecondFactor {
    std::string_view code;                    // as it was typed
    std::vector<store::Statement> uses = {};  // written in the same change
};
// No token: the code is wrong or was used before.
Result<LoginResult> begin_with_second_factor(store::Store& store, Sessions& sessions,
                                             const Credential& credential, SecondFactor factor);

}  // namespace dw::identity
