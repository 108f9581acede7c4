// A provider for tests: real keys, real signatures, and an HttpClient that answers as it would.
#pragma once

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "base/crypto.h"
#include "base/json.h"
#include "identity/oidc_keys.h"
#include "web/http_client.h"

namespace dw::identity::testing {

enum class KeyKind { Rsa, P256 };

// A key pair; making one takes a moment, so tests share them by name.
class KeyPair {
  public:
    explicit KeyPair(KeyKind kind)
        : key_(kind == KeyKind::Rsa ? EVP_RSA_gen(2048U) : EVP_EC_gen("P-256"), EVP_PKEY_free) {}

    static const KeyPair& named(const std::string& name, KeyKind kind = KeyKind::Rsa) {
        static std::map<std::string, KeyPair> known;
        return known.try_emplace(name, kind).first->second;
    }

    Json jwk(const std::string& id, const std::string& method) const {
        Json json = Json::object({{"kid", id}, {"use", "sig"}, {"alg", method}});
        if (EVP_PKEY_is_a(key_.get(), "RSA") == 1)
            return json.set("kty", "RSA")
                .set("n", to_base64url(number(OSSL_PKEY_PARAM_RSA_N)))
                .set("e", to_base64url(number(OSSL_PKEY_PARAM_RSA_E)));
        return json.set("kty", "EC")
            .set("crv", "P-256")
            .set("x", to_base64url(number(OSSL_PKEY_PARAM_EC_PUB_X, 32)))
            .set("y", to_base64url(number(OSSL_PKEY_PARAM_EC_PUB_Y, 32)));
    }
    PublicKey open_part() const {
        if (EVP_PKEY_is_a(key_.get(), "RSA") == 1)
            return RsaPublicKey{number(OSSL_PKEY_PARAM_RSA_N), number(OSSL_PKEY_PARAM_RSA_E)};
        return P256PublicKey{number(OSSL_PKEY_PARAM_EC_PUB_X, 32),
                             number(OSSL_PKEY_PARAM_EC_PUB_Y, 32)};
    }

    // As RFC 7518 section 3 writes it.
    Bytes sign(SignatureMethod method, std::string_view text) const {
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        EVP_PKEY_CTX* with = nullptr;
        EXPECT_EQ(EVP_DigestSignInit(context, &with, EVP_sha256(), nullptr, key_.get()), 1);
        if (method == SignatureMethod::Ps256) {
            EVP_PKEY_CTX_set_rsa_padding(with, RSA_PKCS1_PSS_PADDING);
            EVP_PKEY_CTX_set_rsa_pss_saltlen(with, RSA_PSS_SALTLEN_DIGEST);
        }
        const BytesView bytes = as_bytes(text);
        std::size_t size = 0;
        EXPECT_EQ(EVP_DigestSign(context, nullptr, &size, bytes.data(), bytes.size()), 1);
        Bytes signature(size);
        EXPECT_EQ(EVP_DigestSign(context, signature.data(), &size, bytes.data(), bytes.size()), 1);
        EVP_MD_CTX_free(context);
        signature.resize(size);
        return method == SignatureMethod::Es256 ? two_numbers(signature) : signature;
    }

  private:
    Bytes number(const char* name, int size = 0) const {
        BIGNUM* big = nullptr;
        EXPECT_EQ(EVP_PKEY_get_bn_param(key_.get(), name, &big), 1);
        Bytes bytes(static_cast<std::size_t>(size > 0 ? size : BN_num_bytes(big)));
        BN_bn2binpad(big, bytes.data(), static_cast<int>(bytes.size()));
        BN_free(big);
        return bytes;
    }
    static Bytes two_numbers(const Bytes& der) {
        const unsigned char* at = der.data();
        ECDSA_SIG* parts = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
        Bytes bytes(64);
        BN_bn2binpad(ECDSA_SIG_get0_r(parts), bytes.data(), 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(parts), bytes.data() + 32, 32);
        ECDSA_SIG_free(parts);
        return bytes;
    }

    std::shared_ptr<EVP_PKEY> key_;
};

inline std::string encoded(const Json& json) {
    return to_base64url(as_bytes(to_string(json)));
}
inline std::string token_of(const Json& header, const Json& claims, const KeyPair& key) {
    const std::string text = encoded(header) + "." + encoded(claims);
    const auto method = signature_method_from(header["alg"].text_or(""));
    return text + "." + to_base64url(key.sign(method.value_or(SignatureMethod::Rs256), text));
}

// Answers discovery, keys and token questions; everything can be set to be wrong.
class FakeProvider final : public web::HttpClient {
  public:
    explicit FakeProvider(Clock& clock) : clock_(clock) {}

    Result<web::HttpAnswer> ask(const web::HttpQuestion& question) override {
        ++asked[question.url.substr(issuer.size())];
        last = question;
        if (is_down) return unavailable("web.no_answer", "nobody listens");
        if (question.url == issuer + "/.well-known/openid-configuration")
            return web::HttpAnswer{200, to_string(discovery())};
        if (question.url == issuer + "/keys") return web::HttpAnswer{200, to_string(keys())};
        if (question.url != issuer + "/token") return web::HttpAnswer{404, ""};
        if (const auto meanwhile = std::exchange(while_redeeming, nullptr)) meanwhile();
        return token_answer();
    }

    Json discovery() const {
        return Json::object({{"issuer", says_issuer.empty() ? issuer : says_issuer},
                             {"authorization_endpoint", issuer + "/authorize"},
                             {"token_endpoint", issuer + "/token"},
                             {"jwks_uri", issuer + "/keys"},
                             {"authorization_response_iss_parameter_supported", true}});
    }
    Json keys() const {
        return Json::object({{"keys", Json::array({key().jwk(key_name, "RS256")})}});
    }
    Json claims() const {
        const auto now = to_microseconds(clock_.now()) / 1'000'000;
        return Json::object({{"iss", issuer},
                             {"aud", client_id},
                             {"sub", subject},
                             {"nonce", nonce},
                             {"acr", acr},
                             {"iat", now},
                             {"exp", now + 300}});
    }
    std::string token() const {
        return token_of(Json::object({{"alg", "RS256"}, {"kid", key_name}}), claims(), key());
    }

    std::string issuer = "https://login.example", says_issuer = {}, client_id = "dienstweg";
    std::string subject = "u-4711", acr = "high", nonce = {}, key_name = "first";
    bool is_down = false, answers_plainly = false;  // the latter: token_error as it stands
    int token_status = 200;
    std::string token_error = R"({"error":"invalid_grant"})";
    std::function<void()> while_redeeming;  // once
    std::map<std::string, int> asked;
    web::HttpQuestion last;

  private:
    const KeyPair& key() const { return KeyPair::named(key_name); }
    Result<web::HttpAnswer> token_answer() const {
        if (token_status != 200 || answers_plainly)
            return web::HttpAnswer{token_status, token_error};
        return web::HttpAnswer{200, to_string(Json::object({{"token_type", "Bearer"},
                                                            {"access_token", "not used"},
                                                            {"id_token", token()}}))};
    }

    Clock& clock_;
};

}  // namespace dw::identity::testing
