#include "identity/password.h"

#include <gtest/gtest.h>

namespace dw::identity {
namespace {

TEST(Password, MatchesItsOwnHashOnly) {
    const std::string hash = hash_password("Ein-langes-Passwort");
    EXPECT_TRUE(password_matches(hash, "Ein-langes-Passwort"));
    EXPECT_FALSE(password_matches(hash, "Ein-langes-passwort"));
    EXPECT_FALSE(password_matches(hash, "Ein-langes-Passwort "));
    EXPECT_FALSE(password_matches(hash, ""));
}

// frozen: stored. RFC 9106 section 4: argon2id; the parameters stand in each hash.
TEST(Password, HashSaysHowItWasMade) {
    const std::string hash = hash_password("Ein-langes-Passwort");
    EXPECT_EQ(hash.find("$argon2id$v=19$m=65536,t=2,p=1$"), 0u) << hash;
}

TEST(Password, TwoHashesOfOnePasswordDiffer) {
    EXPECT_NE(hash_password("Ein-langes-Passwort"), hash_password("Ein-langes-Passwort"));
}

TEST(Password, OfNobodyMatchesNothing) {
    EXPECT_FALSE(password_matches("", ""));
    EXPECT_FALSE(password_matches("", "nobody has this password"));
}

TEST(Password, MatchesNoDamagedHash) {
    for (const char* hash : {"x", "$argon2id$", "$argon2id$v=19$m=65536,t=2,p=1$AAAA$AAAA"})
        EXPECT_FALSE(password_matches(hash, "")) << hash;
}

}  // namespace
}  // namespace dw::identity
