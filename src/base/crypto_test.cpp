#include "base/crypto.h"

#include <gtest/gtest.h>

namespace dw {
namespace {

TEST(Crypto, Sha256MatchesFips180) {
    const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    EXPECT_EQ(to_hex(sha256(as_bytes("abc"))), abc);
    EXPECT_EQ(to_hex(sha256({})),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    Sha256 piecewise;
    piecewise.add(as_bytes("a"));
    piecewise.add({});
    piecewise.add(as_bytes("bc"));
    EXPECT_EQ(to_hex(piecewise.finish()), abc);
}

TEST(Crypto, HmacMatchesRfc4231AndRfc2202) {
    const auto key = as_bytes("Jefe");
    const auto message = as_bytes("what do ya want for nothing?");
    EXPECT_EQ(to_hex(hmac_sha256(key, message)),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(to_hex(hmac_sha1(key, message)), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
}

TEST(Crypto, SealMatchesTheGcmSpecification) {
    // McGrew, Viega: The Galois/Counter Mode of Operation, test case 14.
    const Bytes sealed = seal(SecretKey{}, Nonce{}, {}, Bytes(16));
    EXPECT_EQ(to_hex(sealed), "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
}

TEST(Crypto, OpenGivesBackWhatWasSealed) {
    const SecretKey key{1, 2, 3};
    const Nonce nonce{9};
    for (const std::string_view plain : {std::string_view(""), std::string_view("Antrag")}) {
        for (const std::string_view context : {std::string_view(""), std::string_view("7")}) {
            const Bytes sealed = seal(key, nonce, as_bytes(context), as_bytes(plain));
            EXPECT_EQ(open(key, nonce, as_bytes(context), sealed), to_bytes(plain));
        }
    }
}

TEST(Crypto, OpenRefusesEveryChange) {
    const SecretKey key{1, 2, 3};
    const Nonce nonce{9};
    const Bytes sealed = seal(key, nonce, as_bytes("case 7"), as_bytes("Antrag"));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        Bytes changed = sealed;
        changed[i] ^= 1;
        EXPECT_FALSE(open(key, nonce, as_bytes("case 7"), changed));
    }
    EXPECT_FALSE(open(key, nonce, as_bytes("case 8"), sealed));
    EXPECT_FALSE(open(key, Nonce{8}, as_bytes("case 7"), sealed));
    EXPECT_FALSE(open(SecretKey{1}, nonce, as_bytes("case 7"), sealed));
    EXPECT_FALSE(open(key, nonce, as_bytes("case 7"), BytesView(sealed).first(15)));
}

TEST(Crypto, TokensHaveTheAskedLengthAndDiffer) {
    SystemRandom random;
    const std::string token = random_token(random, 16);
    EXPECT_EQ(token.size(), 22U);
    EXPECT_NE(token, random_token(random, 16));
    SeededRandom one(5), two(5);
    EXPECT_EQ(random_token(one, 16), random_token(two, 16));
}

TEST(Crypto, ComparisonSeesLengthAndContent) {
    EXPECT_TRUE(equal_constant_time(as_bytes("abc"), as_bytes("abc")));
    EXPECT_TRUE(equal_constant_time({}, {}));
    EXPECT_FALSE(equal_constant_time(as_bytes("abc"), as_bytes("abd")));
    EXPECT_FALSE(equal_constant_time(as_bytes("abc"), as_bytes("ab")));
}

}  // namespace
}  // namespace dw
