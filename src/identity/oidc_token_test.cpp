#include "identity/oidc_token.h"

#include "identity/oidc_fixture.h"

namespace dw::identity {
namespace {

using testing::encoded;
using testing::KeyKind;
using testing::KeyPair;
using testing::token_of;

const Instant now = *parse_instant("2026-03-02T08:00:00Z");
const std::int64_t seconds = to_microseconds(now) / 1'000'000;

class OidcToken : public ::testing::Test {
  protected:
    std::vector<SigningKey> keys(const std::string& name = "first") const {
        return {{"a", SignatureMethod::Rs256, KeyPair::named(name).open_part()}};
    }
    Json claims() const {
        return Json::object({{"iss", "https://login.example"},
                             {"aud", "dienstweg"},
                             {"sub", "u-4711"},
                             {"nonce", "n-1"},
                             {"acr", "high"},
                             {"iat", seconds},
                             {"exp", seconds + 300}});
    }
    Json claims_with(std::string_view name, Json value) const {
        Json changed = claims();
        changed.set(name, std::move(value));
        return changed;
    }
    Json claims_without(std::string_view name) const {
        Json changed = Json::object();
        const Json all = claims();
        for (const auto& member : all.members())
            if (member.key != name) changed.set(member.key, member.value);
        return changed;
    }
    static std::string signed_as(const Json& header, const Json& claims,
                                 const std::string& name = "first") {
        return token_of(header, claims, KeyPair::named(name));
    }
    std::string signed_well(const Json& claims) const {
        return signed_as(Json::object({{"alg", "RS256"}, {"kid", "a"}}), claims);
    }
    // "": it is believed, else what was wrong.
    std::string fault_of(const std::string& token, const std::vector<SigningKey>& with) const {
        const auto read = verify_id_token(token, with, expected);
        if (read) return {};
        return read.error().code == "identity.oidc_key" ? "key" : read.error().message;
    }
    std::string fault_of(const Json& claims) const { return fault_of(signed_well(claims), keys()); }

    ExpectedToken expected{"https://login.example", "dienstweg", "n-1", now};
};

TEST_F(OidcToken, TellsWhoSignedInAndHow) {
    const auto read = verify_id_token(signed_well(claims()), keys(), expected);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->subject, "u-4711");
    EXPECT_EQ(read->acr, "high");
}

TEST_F(OidcToken, MayBeSignedInEachOfThreeWays) {
    const std::vector<SigningKey> with{
        {"r", std::nullopt, KeyPair::named("first").open_part()},
        {"e", SignatureMethod::Es256, KeyPair::named("curve", KeyKind::P256).open_part()}};
    EXPECT_EQ(fault_of(signed_as(Json::object({{"alg", "PS256"}, {"kid", "r"}}), claims()), with),
              "");
    EXPECT_EQ(fault_of(signed_as(Json::object({{"alg", "RS256"}, {"kid", "r"}}), claims()), with),
              "");
    EXPECT_EQ(fault_of(signed_as(Json::object({{"alg", "ES256"}, {"kid", "e"}}), claims(), "curve"),
                       with),
              "");
    // Without an id every key of the kind is tried.
    EXPECT_EQ(fault_of(signed_as(Json::object({{"alg", "ES256"}}), claims(), "curve"), with), "");
}

TEST_F(OidcToken, WithoutASignatureIsRefused) {
    const std::string text =
        encoded(Json::object({{"alg", "none"}, {"kid", "a"}})) + "." + encoded(claims());
    EXPECT_EQ(fault_of(text + ".", keys()), "alg");
    EXPECT_EQ(fault_of(text + ".AAAA", keys()), "alg");
    const std::string good = signed_well(claims());
    EXPECT_EQ(fault_of(good.substr(0, good.rfind('.') + 1), keys()), "signature");
    EXPECT_EQ(fault_of(good.substr(0, good.rfind('.')), keys()), "parts");
}

// The public key is known to everybody: as a secret of HS256 it proves nothing.
TEST_F(OidcToken, SignedWithThePublicKeyAsSecretIsRefused) {
    const std::string text =
        encoded(Json::object({{"alg", "HS256"}, {"kid", "a"}})) + "." + encoded(claims());
    const auto modulus = std::get<RsaPublicKey>(keys()[0].key).modulus;
    const auto mac = hmac_sha256(modulus, as_bytes(text));
    EXPECT_EQ(fault_of(text + "." + to_base64url(mac), keys()), "alg");
}

TEST_F(OidcToken, OfAnotherKeyIsRefused) {
    const auto header = Json::object({{"alg", "RS256"}, {"kid", "a"}});
    EXPECT_EQ(fault_of(signed_as(header, claims(), "second"), keys()), "signature");
    // An id that is not in the list: perhaps the list is old.
    EXPECT_EQ(fault_of(signed_as(Json::object({{"alg", "RS256"}, {"kid", "b"}}), claims()), keys()),
              "key");
    // The key is for another method than the token names.
    EXPECT_EQ(fault_of(signed_as(Json::object({{"alg", "PS256"}, {"kid", "a"}}), claims()), keys()),
              "key");
    EXPECT_EQ(fault_of(signed_well(claims()), {}), "key");
}

TEST_F(OidcToken, ChangedAfterwardsIsRefused) {
    const std::string good = signed_well(claims());
    const auto first = good.find('.'), second = good.rfind('.');
    const std::string other = encoded(claims_with("sub", "u-1"));
    EXPECT_EQ(fault_of(good.substr(0, first + 1) + other + good.substr(second), keys()),
              "signature");
    for (std::size_t at = 0; at < good.size(); at += 7) {
        std::string changed = good;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        EXPECT_NE(fault_of(changed, keys()), "") << at;
    }
    for (std::size_t size = 0; size < good.size(); size += 5)
        EXPECT_NE(fault_of(good.substr(0, size), keys()), "") << size;
}

TEST_F(OidcToken, OfSomebodyElseOrForSomebodyElseIsRefused) {
    EXPECT_EQ(fault_of(claims_with("iss", "https://login.example/")), "iss");
    EXPECT_EQ(fault_of(claims_without("iss")), "iss");
    EXPECT_EQ(fault_of(claims_with("aud", "shop")), "aud");
    EXPECT_EQ(fault_of(claims_without("aud")), "aud");
    EXPECT_EQ(fault_of(claims_with("aud", Json::array({"shop", "bank"}))), "aud");
    EXPECT_EQ(fault_of(claims_with("aud", Json::array({"dienstweg"}))), "");
    EXPECT_EQ(fault_of(claims_with("aud", Json::array({"dienstweg", "shop"}))), "azp");
    Json several = claims_with("aud", Json::array({"dienstweg", "shop"}));
    EXPECT_EQ(fault_of(several.set("azp", "dienstweg")), "");
    EXPECT_EQ(fault_of(several.set("azp", "shop")), "azp");
    EXPECT_EQ(fault_of(claims_with("azp", "shop")), "azp");
}

TEST_F(OidcToken, ExpiredNotYetValidOrKeptForLongIsRefused) {
    EXPECT_EQ(fault_of(claims_with("exp", seconds - 59)), "");
    EXPECT_EQ(fault_of(claims_with("exp", seconds - 60)), "exp");
    EXPECT_EQ(fault_of(claims_without("exp")), "exp");
    EXPECT_EQ(fault_of(claims_with("exp", "9999999999")), "exp");
    EXPECT_EQ(fault_of(claims_with("exp", -1)), "exp");
    EXPECT_EQ(fault_of(claims_with("exp", 1e300)), "exp");
    EXPECT_EQ(fault_of(claims_with("iat", seconds + 60)), "");
    EXPECT_EQ(fault_of(claims_with("iat", seconds + 61)), "iat");
    EXPECT_EQ(fault_of(claims_with("iat", seconds - 601)), "iat");
    EXPECT_EQ(fault_of(claims_without("iat")), "iat");
    EXPECT_EQ(fault_of(claims_with("nbf", seconds + 60)), "");
    EXPECT_EQ(fault_of(claims_with("nbf", seconds + 61)), "nbf");
    EXPECT_EQ(fault_of(claims_with("nbf", "soon")), "nbf");
}

TEST_F(OidcToken, OfAnotherSignInIsRefused) {
    EXPECT_EQ(fault_of(claims_with("nonce", "n-2")), "nonce");
    EXPECT_EQ(fault_of(claims_without("nonce")), "nonce");
    expected.nonce = "";
    EXPECT_EQ(fault_of(claims_with("nonce", "")), "nonce");
}

TEST_F(OidcToken, WithoutASubjectIsRefused) {
    EXPECT_EQ(fault_of(claims_without("sub")), "sub");
    EXPECT_EQ(fault_of(claims_with("sub", "")), "sub");
    EXPECT_EQ(fault_of(claims_with("sub", 4711)), "sub");
    EXPECT_EQ(fault_of(claims_with("sub", std::string(256, 'a'))), "sub");
    EXPECT_EQ(fault_of(claims_with("sub", "a\nb")), "sub");
}

TEST_F(OidcToken, ThatIsHugeOrNoTokenIsRefused) {
    EXPECT_EQ(fault_of(signed_well(claims_with("name", std::string(20'000, 'x'))), keys()), "size");
    EXPECT_EQ(fault_of(std::string(token_bytes, '.'), keys()), "parts");
    EXPECT_EQ(fault_of("", keys()), "parts");
    EXPECT_EQ(fault_of("..", keys()), "header");
    EXPECT_EQ(fault_of("a.b.c", keys()), "header");
    EXPECT_EQ(fault_of("W10.W10.W10", keys()), "header");
    EXPECT_EQ(fault_of(signed_as(Json::object({{"alg", "RS256"},
                                               {"kid", "a"},
                                               {"crit", Json::array({"b64"})},
                                               {"b64", false}}),
                                 claims()),
                       keys()),
              "crit");
}

TEST_F(OidcToken, KeysAreReadAndOthersLeftOut) {
    const auto& pair = KeyPair::named("first");
    Json other = pair.jwk("enc", "RS256");
    other.set("use", "enc");
    Json short_one = pair.jwk("short", "RS256");
    short_one.set("n", "AQAB");
    const auto list = Json::object(
        {{"keys", Json::array({pair.jwk("a", "RS256"), other, pair.jwk("b", "HS256"), short_one,
                               Json::object({{"kty", "oct"}, {"k", "AQAB"}}), 7, nullptr,
                               KeyPair::named("curve", KeyKind::P256).jwk("c", "ES256")})}});
    const auto read = signing_keys_from(to_string(list));
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->size(), 2u);
    EXPECT_EQ((*read)[0].id, "a");
    EXPECT_EQ((*read)[0].key, pair.open_part());
    EXPECT_EQ((*read)[1].id, "c");
    EXPECT_EQ((*read)[1].method, SignatureMethod::Es256);
}

TEST_F(OidcToken, AListOfKeysThatIsNoneOrTooLongIsRefused) {
    Json many = Json::array();
    for (int i = 0; i < 51; ++i) many.add(Json::object());
    for (const std::string& text :
         {std::string(), std::string("{}"), std::string("[]"), std::string("{\"keys\":7}"),
          std::string("<html>"), to_string(Json::object({{"keys", many}})),
          std::string(300'000, ' ') + "{\"keys\":[]}"}) {
        const auto read = signing_keys_from(text);
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, "identity.oidc_keys");
    }
}

}  // namespace
}  // namespace dw::identity
