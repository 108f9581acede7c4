// Vectors of the standards; keys made on the spot are in identity/oidc_token_test.cpp.
#include "base/signature.h"

#include <gtest/gtest.h>

namespace dw {
namespace {

Bytes bytes_of(std::string_view base64url) {
    return from_base64url(base64url).value();
}

// RFC 7515 appendix A.2
const RsaPublicKey rsa{
    bytes_of(
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0"
        "Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXnd"
        "S5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJ"
        "H7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"),
    bytes_of("AQAB")};
const std::string_view rsa_text =
    "eyJhbGciOiJSUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlf"
    "Q";
const std::string_view rsa_signature =
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_"
    "O8W2Fp5jujGb"
    "ds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_"
    "nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0Ga"
    "rZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-"
    "eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY"
    "9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

// RFC 7515 appendix A.3
const P256PublicKey p256{bytes_of("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
                         bytes_of("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")};
const std::string_view p256_text =
    "eyJhbGciOiJFUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlf"
    "Q";
const std::string_view p256_signature =
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

TEST(Signature, HoldsForTheExamplesOfTheStandard) {
    EXPECT_TRUE(
        is_signed_by(rsa, SignatureMethod::Rs256, as_bytes(rsa_text), bytes_of(rsa_signature)));
    EXPECT_TRUE(
        is_signed_by(p256, SignatureMethod::Es256, as_bytes(p256_text), bytes_of(p256_signature)));
}

TEST(Signature, OfAnotherTextOrMethodOrCutOffIsNone) {
    const auto other = std::string(rsa_text) + "A";
    EXPECT_FALSE(
        is_signed_by(rsa, SignatureMethod::Rs256, as_bytes(other), bytes_of(rsa_signature)));
    EXPECT_FALSE(
        is_signed_by(rsa, SignatureMethod::Ps256, as_bytes(rsa_text), bytes_of(rsa_signature)));
    EXPECT_FALSE(
        is_signed_by(rsa, SignatureMethod::Es256, as_bytes(rsa_text), bytes_of(rsa_signature)));
    EXPECT_FALSE(
        is_signed_by(p256, SignatureMethod::Rs256, as_bytes(p256_text), bytes_of(p256_signature)));
    Bytes cut = bytes_of(p256_signature);
    for (std::size_t size = 0; size < cut.size(); ++size)
        EXPECT_FALSE(is_signed_by(p256, SignatureMethod::Es256, as_bytes(p256_text),
                                  BytesView(cut).first(size)));
    EXPECT_FALSE(is_signed_by(p256, SignatureMethod::Es256, as_bytes(p256_text), Bytes(64, 0)));
}

// CVE-2022-21449: r and s of zero must not pass; a point that is not on the curve is no key.
TEST(Signature, NeedsASoundKey) {
    EXPECT_TRUE(is_sound(rsa));
    EXPECT_TRUE(is_sound(p256));
    P256PublicKey beside = p256;
    beside.y.back() ^= 1;
    EXPECT_FALSE(is_sound(beside));
    EXPECT_FALSE(is_sound(P256PublicKey{}));
    EXPECT_FALSE(is_sound(RsaPublicKey{}));
    EXPECT_FALSE(is_sound(RsaPublicKey{Bytes(128, 0xff), {1, 0, 1}}));   // 1024 bits
    EXPECT_FALSE(is_sound(RsaPublicKey{Bytes(2000, 0xff), {1, 0, 1}}));  // 16,000 bits
    EXPECT_FALSE(is_sound(RsaPublicKey{rsa.modulus, {1}}));
    EXPECT_FALSE(is_sound(RsaPublicKey{rsa.modulus, Bytes(256, 0xff)}));
}

TEST(Signature, KnowsThreeMethodsAndNoOther) {
    EXPECT_EQ(signature_method_from("RS256"), SignatureMethod::Rs256);
    EXPECT_EQ(signature_method_from("PS256"), SignatureMethod::Ps256);
    EXPECT_EQ(signature_method_from("ES256"), SignatureMethod::Es256);
    for (const auto* name : {"none", "None", "", "HS256", "RS1", "RS512", "EdDSA", "rs256"})
        EXPECT_FALSE(signature_method_from(name)) << name;
}

}  // namespace
}  // namespace dw
