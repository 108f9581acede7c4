// Signatures of others, checked with their public keys (JOSE profile: RFC 7515, RFC 7518 section
// 3). We sign nothing ourselves.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "base/bytes.h"

namespace dw {

// RFC 7518 sections 3.3, 3.4, 3.5. What is not here, "none" and HS256 above all, is never believed.
enum class SignatureMethod { Rs256, Ps256, Es256 };
std::optional<SignatureMethod> signature_method_from(std::string_view name);  // "RS256" …

// Big-endian numbers, as a JWK holds them (RFC 7518 section 6).
struct RsaPublicKey {
    Bytes modulus, exponent;
    bool operator==(const RsaPublicKey&) const = default;
};
struct P256PublicKey {
    Bytes x, y;
    bool operator==(const P256PublicKey&) const = default;
};
using PublicKey = std::variant<RsaPublicKey, P256PublicKey>;

// RSA of 2048 to 8192 bits with an exponent of at most 64 bits; a point of the curve P-256.
bool is_sound(const PublicKey& key);

// False for an unsound key and for one of another kind than the method needs.
bool is_signed_by(const PublicKey& key, SignatureMethod method, BytesView message,
                  BytesView signature);

}  // namespace dw
