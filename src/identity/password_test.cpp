#include "identity/password.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace dw::identity {
namespace {

bool matches(std::string_view hash, std::string_view password) {
    const auto result = password_matches(hash, password);
    EXPECT_TRUE(result);
    return result.value_or(false);
}

TEST(Password, MatchesItsOwnHashOnly) {
    const std::string hash = hash_password("Ein-langes-Passwort");
    EXPECT_TRUE(matches(hash, "Ein-langes-Passwort"));
    EXPECT_FALSE(matches(hash, "Ein-langes-passwort"));
    EXPECT_FALSE(matches(hash, "Ein-langes-Passwort "));
    EXPECT_FALSE(matches(hash, ""));
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
    EXPECT_FALSE(matches("", ""));
    EXPECT_FALSE(matches("", "nobody has this password"));
}

TEST(Password, MatchesNoDamagedHash) {
    for (const char* hash : {"x", "$argon2id$", "$argon2id$v=19$m=65536,t=2,p=1$AAAA$AAAA"})
        EXPECT_FALSE(matches(hash, "")) << hash;
}

TEST(Password, IsRefusedAtOnceWhenTooManyWait) {
    const std::string hash = hash_password("Ein-langes-Passwort");
    std::atomic<int> answered{0}, busy{0};
    std::vector<std::jthread> crowd;
    for (int i = 0; i < 64; ++i) {
        crowd.emplace_back([&] {
            const auto result = password_matches(hash, "falsch");
            if (!result && result.error().code == "identity.busy") ++busy;
            ++answered;
        });
    }
    crowd.clear();
    EXPECT_EQ(answered, 64);
    EXPECT_GT(busy, 0);
    EXPECT_TRUE(matches(hash, "Ein-langes-Passwort"));
}

TEST(Password, ToStartWithIsReadableAndLongEnough) {
    const std::string password = start_password(Bytes(start_password_random_bytes, 0x5a));
    EXPECT_EQ(password.size(), 19u);
    EXPECT_EQ(password.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567-"), password.npos);
    EXPECT_TRUE(check_password(password));
}

}  // namespace
}  // namespace dw::identity
