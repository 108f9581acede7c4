// What a provider says about itself (OpenID Connect Discovery 1.0 section 3). Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace dw::identity {

struct ProviderAddresses {
    std::string authorization, token, keys;
    // RFC 9207: the answer in the browser names the issuer, so that it cannot be another's.
    bool names_issuer = false;
    bool operator==(const ProviderAddresses&) const = default;
};

// Where the document of an issuer lies.
std::string discovery_address(std::string_view issuer);

// Invalid "identity.oidc_discovery" names the member that is missing or wrong. The issuer must be
// the one asked, letter by letter; addresses without TLS are taken only when its own has none
// either, on this machine.
Result<ProviderAddresses> addresses_from(std::string_view json, std::string_view issuer);

}  // namespace dw::identity
