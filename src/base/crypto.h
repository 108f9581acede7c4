// The cryptography everything else stands on. OpenSSL is included here, in signature.cpp and in
// web/server_tls only.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/clock.h"

namespace dw {

using Digest = std::array<std::uint8_t, 32>;
using SecretKey = std::array<std::uint8_t, 32>;
using Nonce = std::array<std::uint8_t, 12>;

Digest sha256(BytesView bytes);
Digest hmac_sha256(BytesView key, BytesView bytes);
std::array<std::uint8_t, 20> hmac_sha1(BytesView key, BytesView bytes);  // RFC 6238 only

// AES-256-GCM: ciphertext followed by the 16 byte tag. A nonce is used once per key.
Bytes seal(const SecretKey& key, const Nonce& nonce, BytesView associated, BytesView plain);
// Nothing when key, nonce, associated data or bytes are not those of seal().
std::optional<Bytes> open(const SecretKey& key, const Nonce& nonce, BytesView associated,
                          BytesView sealed);

bool equal_constant_time(BytesView a, BytesView b);

// Bits of randomness written as base64url; 16 bytes are 128 bits.
std::string random_token(RandomSource& random, std::size_t bytes);

// Feeds SHA-256 piece by piece; for what does not fit into memory at once.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    void add(BytesView bytes);
    Digest finish();

  private:
    void* state_;
};

}  // namespace dw
