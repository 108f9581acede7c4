// The keys a provider signs with, as its JWKS lists them (RFC 7517). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/signature.h"

namespace dw::identity {

struct SigningKey {
    std::string id;                              // "kid"; "" for none
    std::optional<SignatureMethod> method = {};  // "alg"; nothing: any that fits the kind of key
    PublicKey key;
};

// Keys for encryption, of other kinds and unsound ones are left out: a provider may list what we do
// not know. Invalid "identity.oidc_keys" when it is no list of keys or a very long one.
Result<std::vector<SigningKey>> signing_keys_from(std::string_view json);

}  // namespace dw::identity
