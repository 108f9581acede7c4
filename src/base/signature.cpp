#include "base/signature.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <memory>

namespace dw {

namespace {

constexpr int rsa_bits_least = 2048;  // RFC 7518 section 3.3
constexpr int rsa_bits_most = 8192;   // a larger one would only cost time
constexpr std::size_t exponent_bytes = 8;
constexpr std::size_t p256_bytes = 32;

template <auto Free>
struct Freeing {
    template <class T>
    void operator()(T* pointer) const {
        Free(pointer);
    }
};
using Number = std::unique_ptr<BIGNUM, Freeing<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freeing<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freeing<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freeing<EVP_PKEY_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freeing<EVP_MD_CTX_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Freeing<ECDSA_SIG_free>>;

Number number_from(BytesView bytes) {
    return Number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

// Nothing when OpenSSL does not take the parts.
Key key_from(const char* kind, OSSL_PARAM_BLD* builder) {
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
    EVP_PKEY* key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1) return nullptr;
    if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
        return nullptr;
    return Key(key);
}

Key open_key(const RsaPublicKey& parts) {
    if (parts.modulus.size() > rsa_bits_most / 8 || parts.exponent.size() > exponent_bytes)
        return nullptr;
    const Number modulus = number_from(parts.modulus), exponent = number_from(parts.exponent);
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!modulus || !exponent || !builder || BN_num_bits(modulus.get()) < rsa_bits_least)
        return nullptr;
    if (!BN_is_odd(modulus.get()) || !BN_is_odd(exponent.get()) || BN_is_one(exponent.get()))
        return nullptr;
    if (OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1)
        return nullptr;
    return key_from("RSA", builder.get());
}

// OpenSSL refuses what is no point of the curve.
Key open_key(const P256PublicKey& parts) {
    if (parts.x.size() != p256_bytes || parts.y.size() != p256_bytes) return nullptr;
    Bytes point{0x04};  // uncompressed, SEC 1 section 2.3.3
    point.insert(point.end(), parts.x.begin(), parts.x.end());
    point.insert(point.end(), parts.y.begin(), parts.y.end());
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!builder ||
        OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1",
                                        0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                         point.size()) != 1)
        return nullptr;
    return key_from("EC", builder.get());
}

Key open_key(const PublicKey& key) {
    return std::visit([](const auto& parts) { return open_key(parts); }, key);
}

bool fits(const PublicKey& key, SignatureMethod method) {
    return std::holds_alternative<P256PublicKey>(key) == (method == SignatureMethod::Es256);
}

// RFC 7518 section 3.4: two numbers of 32 bytes; OpenSSL reads them in DER.
Bytes der_from(BytesView signature) {
    if (signature.size() != 2 * p256_bytes) return {};
    Number r = number_from(signature.first(p256_bytes)),
           s = number_from(signature.last(p256_bytes));
    const EcSignature parts(ECDSA_SIG_new());
    if (!r || !s || !parts || ECDSA_SIG_set0(parts.get(), r.get(), s.get()) != 1) return {};
    (void)r.release();  // both belong to `parts` now
    (void)s.release();
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(parts.get(), &der);
    if (size <= 0) return {};
    const Bytes bytes(der, der + size);
    OPENSSL_free(der);
    return bytes;
}

bool set_pss(EVP_PKEY_CTX* context) {
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

}  // namespace

std::optional<SignatureMethod> signature_method_from(std::string_view name) {
    if (name == "RS256") return SignatureMethod::Rs256;
    if (name == "PS256") return SignatureMethod::Ps256;
    if (name == "ES256") return SignatureMethod::Es256;
    return std::nullopt;
}

bool is_sound(const PublicKey& key) {
    return open_key(key) != nullptr;
}

bool is_signed_by(const PublicKey& key, SignatureMethod method, BytesView message,
                  BytesView signature) {
    if (!fits(key, method)) return false;
    const Key opened = open_key(key);
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* with = nullptr;  // belongs to `context`
    if (!opened || !context ||
        EVP_DigestVerifyInit(context.get(), &with, EVP_sha256(), nullptr, opened.get()) != 1)
        return false;
    if (method == SignatureMethod::Ps256 && !set_pss(with)) return false;
    const Bytes der = method == SignatureMethod::Es256 ? der_from(signature) : Bytes();
    const BytesView given = method == SignatureMethod::Es256 ? BytesView(der) : signature;
    if (given.empty()) return false;
    return EVP_DigestVerify(context.get(), given.data(), given.size(), message.data(),
                            message.size()) == 1;
}

}  // namespace dw
