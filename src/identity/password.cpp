#include "identity/password.h"

#include <sodium.h>

#include <array>
#include <semaphore>

#include "base/assert.h"

namespace dw::identity {

namespace {

// One hash takes 64 MiB and about 50 ms of a core; a storm of logins must not stop everything else.
std::counting_semaphore<2> hashing{2};

class HashingPlace {
  public:
    HashingPlace() { hashing.acquire(); }
    ~HashingPlace() { hashing.release(); }
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

bool password_matches(std::string_view hash, std::string_view password) {
    start_sodium();
    const std::string stored(hash.empty() ? std::string_view(hash_of_nobody()) : hash);
    const HashingPlace place;
    const bool same =
        crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) == 0;
    return same && !hash.empty();
}

}  // namespace dw::identity
