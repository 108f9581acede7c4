#include "base/bytes.h"

#include <gtest/gtest.h>

namespace dw {
namespace {

TEST(Bytes, HexGoesBothWaysAndRefusesOddText) {
    EXPECT_EQ(to_hex(as_bytes(std::string_view("\x00\xff\x1a", 3))), "00ff1a");
    EXPECT_EQ(from_hex("00FF1a"), (Bytes{0x00, 0xff, 0x1a}));
    EXPECT_FALSE(from_hex("abc"));
    EXPECT_FALSE(from_hex("zz"));
}

TEST(Bytes, Base64urlMatchesTheVectorsOfRfc4648) {
    EXPECT_EQ(to_base64url(as_bytes("")), "");
    EXPECT_EQ(to_base64url(as_bytes("f")), "Zg");
    EXPECT_EQ(to_base64url(as_bytes("fo")), "Zm8");
    EXPECT_EQ(to_base64url(as_bytes("foobar")), "Zm9vYmFy");
    EXPECT_EQ(to_base64url(Bytes{0xfb, 0xff}), "-_8");
}

TEST(Bytes, Base32MatchesTheVectorsOfRfc4648) {
    EXPECT_EQ(to_base32(as_bytes("f")), "MY");
    EXPECT_EQ(to_base32(as_bytes("foob")), "MZXW6YQ");
    EXPECT_EQ(to_base32(as_bytes("foobar")), "MZXW6YTBOI");
}

TEST(Bytes, EveryLengthComesBackUnchanged) {
    Bytes bytes;
    for (int i = 0; i < 40; ++i) {
        EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
        EXPECT_EQ(from_base32(to_base32(bytes)), bytes);
        bytes.push_back(static_cast<std::uint8_t>(i * 37));
    }
}

TEST(Bytes, OneTextPerValue) {
    EXPECT_FALSE(from_base64url("Zh"));    // spare bits are set
    EXPECT_FALSE(from_base64url("Z"));     // no whole byte
    EXPECT_FALSE(from_base64url("Zg=="));  // padded
    EXPECT_FALSE(from_base64url("Z+"));
    EXPECT_FALSE(from_base32("MZ"));
    EXPECT_FALSE(from_base32("my"));
}

}  // namespace
}  // namespace dw
