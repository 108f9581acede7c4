// A data key is wrapped with the master key: envelope bytes whose associated data are tenant, key
// id and compartment, so that a row of data_key cannot stand in for another. The envelope's own key
// id is nil, which means "the master key".
#include "store/keys.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/limits.h"
#include "store/canonical.h"
#include "store/envelope.h"

namespace dw::store {

namespace {

Bytes key_binding(TenantId tenant, KeyId id, std::string_view compartment) {
    return Canonical("dienstweg.key.v1").add(tenant).add(id).add(compartment).bytes();
}

Bytes value_binding(std::string_view place) {
    return Canonical("dienstweg.value.v1").add(place).bytes();
}

Error file_error(const std::string& what) {
    return unavailable("store.master_key_file", what + ": " + std::strerror(errno));
}

// Complete and synced under another name first, then linked: two first starts at once get one key.
Outcome create_master_key(const std::string& file, RandomSource& random) {
    SecretKey key{};
    random.fill(key);
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
    const auto directory = std::filesystem::path(file).parent_path();
    const int folder = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY);
    if (folder < 0) return file_error(directory);
    const bool synced = ::fsync(folder) == 0;
    ::close(folder);
    if (!synced) return file_error(directory);
    return Nothing{};
}

}  // namespace

Result<SecretKey> read_master_key(const std::string& file, MissingKeyFile missing,
                                  RandomSource& random) {
    if (!std::filesystem::exists(file)) {
        if (missing == MissingKeyFile::Refuse)
            return invalid("store.master_key_missing",
                           file + " is missing; without it the database cannot be read");
        DW_TRY_DO(create_master_key(file, random));
    }
    std::ifstream in(file, std::ios::binary);
    SecretKey key{};
    in.read(reinterpret_cast<char*>(key.data()), 32);
    if (in.gcount() != 32 || in.peek() != std::ifstream::traits_type::eof())
        return invalid("store.master_key_damaged", file + " does not hold 32 bytes");
    return key;
}

NewKey KeyRing::create(TenantId tenant, const std::string& compartment) {
    NewKey made{.key = {.id = KeyId::make(clock_, random_), .secret = {}}, .insert = {}};
    random_.fill(made.key.secret);
    const DataKey master{.id = {}, .secret = master_};
    const Bytes wrapped = make_envelope(
        master, nonce(), key_binding(tenant, made.key.id, compartment), made.key.secret);
    made.insert = {
        .sql =
            "insert into data_key (tenant, id, compartment, wrapped, created_at) "
            "values ($1, $2, $3, $4, $5) on conflict do nothing",
        .parameters = {of(tenant), of(made.key.id), of(compartment), wrapped, of(clock_.now())},
        .rows = 1};
    return made;
}

Result<DataKey> KeyRing::by_id(Connection& connection, TenantId tenant, KeyId id) {
    {
        std::lock_guard lock(mutex_);
        const auto found = cache_.find({tenant, id});
        if (found != cache_.end()) return found->second;
    }
    DW_TRY(const auto rows,
           connection.query(
               "select id, compartment, wrapped from data_key where tenant = $1 and id = $2",
               {of(tenant), of(id)}));
    if (rows.empty()) return not_found("store.key_destroyed", "key " + id.to_string());
    return unwrap(tenant, rows.front());
}

Result<DataKey> KeyRing::by_compartment(Connection& connection, TenantId tenant,
                                        const std::string& compartment) {
    DW_TRY(const auto rows, connection.query("select id, compartment, wrapped from data_key "
                                             "where tenant = $1 and compartment = $2",
                                             {of(tenant), of(compartment)}));
    if (rows.empty()) return not_found("store.no_key", compartment);
    return unwrap(tenant, rows.front());
}

Result<DataKey> KeyRing::unwrap(TenantId tenant, const Row& row) {
    const auto id = row.id<KeyId>(0);
    DW_TRY(const auto envelope, parse_envelope(row.bytes(2)));
    DW_TRY(const auto secret,
           open_envelope(envelope, master_, key_binding(tenant, id, row.text(1))));
    DataKey key{.id = id, .secret = {}};
    if (secret.size() != key.secret.size()) return corrupt("store.key", "not 32 bytes");
    std::ranges::copy(secret, key.secret.begin());
    std::lock_guard lock(mutex_);
    if (cache_.size() >= limits::cached_keys) cache_.clear();
    cache_.insert_or_assign({tenant, id}, key);
    return key;
}

Statement KeyRing::destroy(TenantId tenant, KeyId id) {
    return {.sql = "delete from data_key where tenant = $1 and id = $2",
            .parameters = {of(tenant), of(id)}};
}

void KeyRing::forget(TenantId tenant, KeyId id) {
    std::lock_guard lock(mutex_);
    cache_.erase({tenant, id});
}

SecretKey derived_secret(const SecretKey& master, std::string_view purpose) {
    return hmac_sha256(master, as_bytes("dienstweg.derived.v1 " + std::string(purpose)));
}

SecretKey KeyRing::derived(std::string_view purpose) const {
    return derived_secret(master_, purpose);
}

Nonce KeyRing::nonce() {
    Nonce nonce{};
    random_.fill(nonce);
    return nonce;
}

Bytes seal_value(KeyRing& ring, const DataKey& key, std::string_view place, BytesView plain) {
    return make_envelope(key, ring.nonce(), value_binding(place), plain);
}

Result<Bytes> open_value(Connection& connection, KeyRing& ring, TenantId tenant,
                         std::string_view place, BytesView sealed) {
    DW_TRY(const auto envelope, parse_envelope(sealed));
    DW_TRY(const auto key, ring.by_id(connection, tenant, envelope.key_id));
    return open_envelope(envelope, key.secret, value_binding(place));
}

}  // namespace dw::store
