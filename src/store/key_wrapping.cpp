#include "store/key_wrapping.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "store/canonical.h"
#include "store/envelope.h"

namespace dw::store {

namespace {

Bytes key_binding(const KeyPlace& place) {
    return Canonical("dienstweg.key.v1")
        .add(place.tenant)
        .add(place.id)
        .add(place.compartment)
        .bytes();
}

Error file_error(const std::string& what) {
    return unavailable("store.master_key_file", what + ": " + std::strerror(errno));
}

}  // namespace

Bytes wrap_key(const DataKey& wrapping, const Nonce& nonce, const KeyPlace& place,
               const SecretKey& secret) {
    return make_envelope(wrapping, nonce, key_binding(place), secret);
}

Result<KeyId> wrapped_by(const Bytes& wrapped) {
    DW_TRY(const auto envelope, parse_envelope(wrapped));
    return envelope.key_id;
}

std::string wrapping_compartment(OwnerId owner) {
    return "wrapping/" + owner.to_string();
}

Result<SecretKey> unwrap_key(const SecretKey& wrapping, const KeyPlace& place,
                             const Bytes& wrapped) {
    DW_TRY(const auto envelope, parse_envelope(wrapped));
    DW_TRY(const auto plain, open_envelope(envelope, wrapping, key_binding(place)));
    SecretKey secret{};
    if (plain.size() != secret.size()) return corrupt("store.key", "not 32 bytes");
    std::ranges::copy(plain, secret.begin());
    return secret;
}

Outcome write_master_key(const std::string& file, const SecretKey& key, RandomSource& random) {
    const std::string unfinished = file + "." + random_token(random, 8);
    const int descriptor = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (descriptor < 0) return file_error(unfinished);
    const bool written =
        ::write(descriptor, key.data(), key.size()) == ssize_t{32} && ::fsync(descriptor) == 0;
    ::close(descriptor);
    const bool linked =
        written && (::link(unfinished.c_str(), file.c_str()) == 0 || errno == EEXIST);
    const Error failed = file_error(file);
    ::unlink(unfinished.c_str());
    if (!linked) return failed;
    return sync_folder_of(file);
}

Outcome sync_folder_of(const std::string& file) {
    auto directory = std::filesystem::path(file).parent_path();
    if (directory.empty()) directory = ".";
    const int folder = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY);
    if (folder < 0) return file_error(directory);
    const bool synced = ::fsync(folder) == 0;
    ::close(folder);
    if (!synced) return file_error(directory);
    return Nothing{};
}

}  // namespace dw::store
