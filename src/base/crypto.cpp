#include "base/crypto.h"

// SHA256_Init and its like count as deprecated, but ask for no memory: of a short text, and ids are
// hashed by the million, EVP_Digest takes four times as long.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <limits>
#include <memory>

#include "base/assert.h"

namespace dw {

namespace {

constexpr std::size_t tag_bytes = 16;

struct FreeCipher {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

int as_int(std::size_t size) {
    DW_ASSERT(size <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
    return static_cast<int>(size);
}

// Fetched once and for good: each use of EVP_sha256() would look the implementation up again.
const EVP_MD* sha256_method() {
    static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
    DW_ASSERT(method != nullptr);
    return method;
}
const EVP_CIPHER* aes_256_gcm_method() {
    static const EVP_CIPHER* const method = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    DW_ASSERT(method != nullptr);
    return method;
}

EVP_MD_CTX* digest_of(void* state) {
    return static_cast<EVP_MD_CTX*>(state);
}

template <std::size_t Size>
std::array<std::uint8_t, Size> hmac(const EVP_MD* digest, BytesView key, BytesView bytes) {
    static constexpr std::uint8_t none = 0;  // an empty key still needs an address
    std::array<std::uint8_t, Size> out{};
    unsigned int size = 0;
    const auto* made = HMAC(digest, key.empty() ? &none : key.data(), as_int(key.size()),
                            bytes.data(), bytes.size(), out.data(), &size);
    DW_ASSERT(made != nullptr && size == Size);
    return out;
}

}  // namespace

Digest sha256(BytesView bytes) {
    Digest out{};
    SHA256_CTX state;
    const bool done = SHA256_Init(&state) == 1 &&
                      SHA256_Update(&state, bytes.data(), bytes.size()) == 1 &&
                      SHA256_Final(out.data(), &state) == 1;
    DW_ASSERT(done);
    return out;
}

Digest hmac_sha256(BytesView key, BytesView bytes) {
    return hmac<32>(EVP_sha256(), key, bytes);
}

std::array<std::uint8_t, 20> hmac_sha1(BytesView key, BytesView bytes) {
    return hmac<20>(EVP_sha1(), key, bytes);
}

Bytes seal(const SecretKey& key, const Nonce& nonce, BytesView associated, BytesView plain) {
    const Cipher cipher(EVP_CIPHER_CTX_new());
    DW_ASSERT(cipher != nullptr);
    int size = 0;
    Bytes out(plain.size() + tag_bytes);
    DW_ASSERT(EVP_EncryptInit_ex(cipher.get(), aes_256_gcm_method(), nullptr, key.data(),
                                 nonce.data()) == 1);
    if (!associated.empty()) {
        DW_ASSERT(EVP_EncryptUpdate(cipher.get(), nullptr, &size, associated.data(),
                                    as_int(associated.size())) == 1);
    }
    if (!plain.empty()) {
        DW_ASSERT(EVP_EncryptUpdate(cipher.get(), out.data(), &size, plain.data(),
                                    as_int(plain.size())) == 1);
    }
    std::uint8_t* tag = out.data() + plain.size();
    DW_ASSERT(EVP_EncryptFinal_ex(cipher.get(), tag, &size) == 1);
    DW_ASSERT(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, tag) == 1);
    return out;
}

std::optional<Bytes> open(const SecretKey& key, const Nonce& nonce, BytesView associated,
                          BytesView sealed) {
    if (sealed.size() < tag_bytes) return std::nullopt;
    const BytesView hidden = sealed.first(sealed.size() - tag_bytes);
    Bytes tag(sealed.end() - tag_bytes, sealed.end());
    const Cipher cipher(EVP_CIPHER_CTX_new());
    DW_ASSERT(cipher != nullptr);
    int size = 0;
    Bytes out(hidden.size() + 1);  // one byte more: an empty message needs an address too
    DW_ASSERT(EVP_DecryptInit_ex(cipher.get(), aes_256_gcm_method(), nullptr, key.data(),
                                 nonce.data()) == 1);
    if (!associated.empty()) {
        DW_ASSERT(EVP_DecryptUpdate(cipher.get(), nullptr, &size, associated.data(),
                                    as_int(associated.size())) == 1);
    }
    if (!hidden.empty()) {
        DW_ASSERT(EVP_DecryptUpdate(cipher.get(), out.data(), &size, hidden.data(),
                                    as_int(hidden.size())) == 1);
    }
    DW_ASSERT(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, tag.data()) == 1);
    if (EVP_DecryptFinal_ex(cipher.get(), out.data() + hidden.size(), &size) != 1) {
        OPENSSL_cleanse(out.data(), out.size());
        return std::nullopt;
    }
    out.resize(hidden.size());
    return out;
}

bool equal_constant_time(BytesView a, BytesView b) {
    if (a.size() != b.size()) return false;
    return a.empty() || CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string random_token(RandomSource& random, std::size_t bytes) {
    Bytes dice(bytes);
    random.fill(dice);
    return to_base64url(dice);
}

Sha256::Sha256() : state_(EVP_MD_CTX_new()) {
    DW_ASSERT(state_ != nullptr);
    DW_ASSERT(EVP_DigestInit_ex(digest_of(state_), sha256_method(), nullptr) == 1);
}

Sha256::~Sha256() {
    EVP_MD_CTX_free(digest_of(state_));
}

void Sha256::add(BytesView bytes) {
    DW_ASSERT(EVP_DigestUpdate(digest_of(state_), bytes.data(), bytes.size()) == 1);
}

Digest Sha256::finish() {
    Digest out{};
    unsigned int size = 0;
    DW_ASSERT(EVP_DigestFinal_ex(digest_of(state_), out.data(), &size) == 1);
    DW_ASSERT(size == out.size());
    return out;
}

}  // namespace dw
