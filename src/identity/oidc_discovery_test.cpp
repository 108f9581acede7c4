#include "identity/oidc_discovery.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace dw::identity {
namespace {

Json document() {
    return Json::object({{"issuer", "https://login.example/realm"},
                         {"authorization_endpoint", "https://login.example/realm/authorize"},
                         {"token_endpoint", "https://login.example/realm/token"},
                         {"jwks_uri", "https://keys.example/jwks"},
                         {"response_types_supported", Json::array({"code", "id_token"})},
                         {"code_challenge_methods_supported", Json::array({"plain", "S256"})}});
}
std::string fault_of(const Json& json, std::string_view issuer = "https://login.example/realm") {
    const auto read = addresses_from(to_string(json), issuer);
    return read ? std::string() : read.error().message;
}
std::string fault_with(std::string_view name, Json value) {
    Json changed = document();
    changed.set(name, std::move(value));
    return fault_of(changed);
}

TEST(OidcDiscovery, LiesBelowTheIssuer) {
    EXPECT_EQ(discovery_address("https://a.example"),
              "https://a.example/.well-known/openid-configuration");
    EXPECT_EQ(discovery_address("https://a.example/b/"),
              "https://a.example/b/.well-known/openid-configuration");
}

TEST(OidcDiscovery, TellsWhereToGo) {
    const auto read = addresses_from(to_string(document()), "https://login.example/realm");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->authorization, "https://login.example/realm/authorize");
    EXPECT_EQ(read->token, "https://login.example/realm/token");
    EXPECT_EQ(read->keys, "https://keys.example/jwks");
    EXPECT_FALSE(read->names_issuer);
}

// OpenID Connect Discovery section 4.3: exactly the same, a slash at the end included.
TEST(OidcDiscovery, OfAnotherIssuerIsRefused) {
    EXPECT_EQ(fault_with("issuer", "https://login.example/realm/"), "issuer");
    EXPECT_EQ(fault_with("issuer", "https://evil.example"), "issuer");
    EXPECT_EQ(fault_of(document(), "https://login.example"), "issuer");
}

TEST(OidcDiscovery, WithoutASafeAddressIsRefused) {
    for (const auto* name : {"authorization_endpoint", "token_endpoint", "jwks_uri"}) {
        EXPECT_EQ(fault_with(name, nullptr), name);
        EXPECT_EQ(fault_with(name, "http://login.example/x"), name);
        EXPECT_EQ(fault_with(name, "http://127.0.0.1/x"), name);
        EXPECT_EQ(fault_with(name, "javascript:alert(1)"), name);
        EXPECT_EQ(fault_with(name, "https://login.example/\r\nX: y"), name);
    }
}

TEST(OidcDiscovery, WithoutCodeFlowOrPkceIsRefused) {
    EXPECT_EQ(fault_with("response_types_supported", Json::array({"id_token"})),
              "response_types_supported");
    EXPECT_EQ(fault_with("code_challenge_methods_supported", Json::array({"plain"})),
              "code_challenge_methods_supported");
    EXPECT_NE(fault_of(Json::array()), "");
}

}  // namespace
}  // namespace dw::identity
