#include "identity/password.h"

#include <sodium.h>

#include <array>
#include <atomic>
#include <semaphore>

#include "base/assert.h"
#include "base/text.h"

namespace dw::identity {

namespace {

// One hash takes 64 MiB and about 50 ms of a core; a storm of logins must not stop everything else:
// few are made at once, and only so many workers may wait for it.
std::counting_semaphore<2> hashing{2};
constexpr int most_waiting = 16;
std::atomic<int> waiting{0};

class HashingPlace {
  public:
    HashingPlace() {
        waiting.fetch_add(1);
        hashing.acquire();
    }
    ~HashingPlace() {
        hashing.release();
        waiting.fetch_sub(1);
    }
    static bool is_crowded() { return waiting.load() >= most_waiting; }
    HashingPlace(const HashingPlace&) = delete;
    HashingPlace& operator=(const HashingPlace&) = delete;
};

void start_sodium() {
    static const int started = sodium_init();
    DW_ASSERT(started >= 0);
}

const std::string& hash_of_nobody() {
    static const std::string hash = hash_password("nobody has this password");
    return hash;
}

}  // namespace

std::string hash_password(std::string_view password) {
    start_sodium();
    const HashingPlace place;
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    const int made = crypto_pwhash_str_alg(
        hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
        crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
    DW_ASSERT(made == 0);  // fails only without memory
    return hash.data();
}

Result<bool> password_matches(std::string_view hash, std::string_view password) {
    start_sodium();
    if (HashingPlace::is_crowded())
        return unavailable("identity.busy", "too many sign in at this moment");
    const std::string stored(hash.empty() ? std::string_view(hash_of_nobody()) : hash);
    const HashingPlace place;
    const bool same =
        crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) == 0;
    return same && !hash.empty();
}

std::string start_password(BytesView random) {
    std::string text;
    for (const char c : lower(to_base32(random))) {
        if (text.size() % 5 == 4) text += '-';
        text += c;
    }
    return text;
}

Outcome check_password(std::string_view password) {
    if (code_points(password) < password_min_characters)
        return invalid("identity.password_too_short", "a password has 12 characters or more");
    if (password.size() > password_max_bytes)
        return invalid("identity.password_too_long", "a password has 256 bytes or less");
    return Nothing{};
}

}  // namespace dw::identity
