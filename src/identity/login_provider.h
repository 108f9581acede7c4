// The providers people may sign in with, as the operator names them in login.json. Pure; described
// in docs/operations.md.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "terms/assurance_level.h"
#include "web/page.h"

namespace dw::identity {

enum class Audience { Staff, Residents };

struct LoginProvider {
    std::string id;  // stands in addresses and in rows; a-z, 0-9 and "-"
    web::Operator::Words name;
    std::string issuer, client_id;
    // At most one of both; neither: a client without a secret (PKCE alone).
    std::string client_secret, client_secret_file;
    Audience audience = Audience::Staff;
    std::string host;                                           // "": under every host
    std::map<std::string, AssuranceLevel, std::less<>> levels;  // by acr

    // What is not in the list proves no more than that somebody knows the account.
    AssuranceLevel level_of(std::string_view acr) const;
    AssuranceLevel highest_level() const;
};

// Invalid "identity.login_file" names place and reason, e.g. "providers[0].issuer: …".
Result<std::vector<LoginProvider>> login_providers_from(std::string_view json);

}  // namespace dw::identity
