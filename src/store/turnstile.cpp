#include "store/turnstile.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace dw::store {

Turnstile::Turnstile(const std::string& directory)
    : descriptor_(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {}

Turnstile::~Turnstile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool Turnstile::is_taken() const {
    if (descriptor_ < 0) return false;
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) return true;
    static_cast<void>(::flock(descriptor_, LOCK_UN));
    return false;
}

Turnstile::Turn::Turn(int descriptor, std::atomic<bool>& was_taken) : descriptor_(descriptor) {
    if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
    was_taken = true;
    static_cast<void>(::flock(descriptor_, LOCK_EX));
}

Turnstile::Turn::~Turn() {
    if (descriptor_ >= 0) static_cast<void>(::flock(descriptor_, LOCK_UN));
}

}  // namespace dw::store
