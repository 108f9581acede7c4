#include "store/keys.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/limits.h"
#include "store/canonical.h"
#include "store/envelope.h"
#include "store/key_wrapping.h"
#include "store/master_check.h"

namespace dw::store {

namespace {

Bytes value_binding(std::string_view place) {
    return Canonical("dienstweg.value.v1").add(place).bytes();
}

}  // namespace

Result<SecretKey> read_master_key(const std::string& file, MissingKeyFile missing,
                                  RandomSource& random) {
    if (!std::filesystem::exists(file)) {
        if (missing == MissingKeyFile::Refuse)
            return invalid("store.master_key_missing",
                           file + " is missing; without it the database cannot be read");
        SecretKey made{};
        random.fill(made);
        // Two first starts at once get one key: what is read below.
        DW_TRY_DO(write_master_key(file, made, random));
    }
    std::ifstream in(file, std::ios::binary);
    SecretKey key{};
    in.read(reinterpret_cast<char*>(key.data()), 32);
    if (in.gcount() != 32 || in.peek() != std::ifstream::traits_type::eof())
        return invalid("store.master_key_damaged", file + " does not hold 32 bytes");
    return key;
}

NewKey KeyRing::create(TenantId tenant, const std::string& compartment) {
    return create(tenant, compartment, {.id = {}, .secret = master_});
}

NewKey KeyRing::create(TenantId tenant, const std::string& compartment, const DataKey& wrapping) {
    DataKey key{.id = KeyId::make(clock_, random_), .secret = {}};
    random_.fill(key.secret);
    return adopt(tenant, compartment, key, wrapping);
}

NewKey KeyRing::adopt(TenantId tenant, const std::string& compartment, const DataKey& key) {
    return adopt(tenant, compartment, key, {.id = {}, .secret = master_});
}

NewKey KeyRing::adopt(TenantId tenant, const std::string& compartment, const DataKey& key,
                      const DataKey& wrapping) {
    if (!wrapping.id.is_nil()) return below(tenant, compartment, key, wrapping);
    NewKey made{.key = key, .insert = {}};
    const Bytes wrapped =
        wrap_key(wrapping, nonce(), {tenant, made.key.id, compartment}, made.key.secret);
    const Digest check = master_check_of(master_);
    // A copy of the program that still holds the master key from before a rotation makes no keys.
    made.insert = {.sql =
                       "insert into data_key (tenant, id, compartment, wrapped, created_at) "
                       "select $1, $2, $3, $4, $5 where exists (select 1 from master_key_check "
                       "where name = 'master' and digest = $6) on conflict do nothing",
                   .parameters = {of(tenant), of(made.key.id), of(compartment), wrapped,
                                  of(clock_.now()), Bytes(check.begin(), check.end())},
                   .rows = 1};
    return made;
}

NewKey KeyRing::below(TenantId tenant, const std::string& compartment, const DataKey& key,
                      const DataKey& wrapping) {
    const Bytes wrapped = wrap_key(wrapping, nonce(), {tenant, key.id, compartment}, key.secret);
    // Nobody makes a key below one that another copy of the program has destroyed.
    return {.key = key,
            .insert = {.sql = "insert into data_key (tenant, id, compartment, wrapped, created_at, "
                              "wrapped_by) select $1, $2, $3, $4, $5, $6 where exists (select 1 "
                              "from data_key where tenant = $1 and id = $6) on conflict do nothing",
                       .parameters = {of(tenant), of(key.id), of(compartment), wrapped,
                                      of(clock_.now()), of(wrapping.id)},
                       .rows = 1}};
}

Result<DataKey> KeyRing::wrapping_key(Connection& connection, TenantId tenant, OwnerId owner,
                                      Change& change) {
    std::optional<KeyId> known;
    {
        std::lock_guard lock(mutex_);
        const auto found = wrapping_ids_.find({tenant, owner});
        if (found != wrapping_ids_.end()) known = found->second;
    }
    if (known) {
        const auto key = by_id(connection, tenant, *known);
        if (key || key.error().kind != ErrorKind::NotFound) return key;
    }
    const auto key = by_compartment(connection, tenant, wrapping_compartment(owner));
    if (key) {
        std::lock_guard lock(mutex_);
        if (wrapping_ids_.size() >= limits::cached_keys) wrapping_ids_.clear();
        wrapping_ids_.insert_or_assign({tenant, owner}, key->id);
    }
    if (key || key.error().kind != ErrorKind::NotFound) return key;
    auto made = create(tenant, wrapping_compartment(owner));
    change.statements.push_back(std::move(made.insert));
    return made.key;
}

Result<Statement> KeyRing::move_below(Connection& connection, TenantId tenant, KeyId id,
                                      const DataKey& wrapping) {
    DW_TRY(const auto row, connection.query_one("select id, compartment, wrapped from data_key "
                                                "where tenant = $1 and id = $2",
                                                {of(tenant), of(id)}));
    DW_TRY(const auto key, unwrap(connection, tenant, row));
    const std::string compartment = row.text(1);
    return Statement{
        .sql = "update data_key set wrapped = $3, wrapped_by = $4 where tenant = $1 and id = $2",
        .parameters = {of(tenant), of(id),
                       wrap_key(wrapping, nonce(), {tenant, id, compartment}, key.secret),
                       of(wrapping.id)},
        .rows = 1};
}

std::optional<DataKey> KeyRing::cached(TenantId tenant, KeyId id) {
    std::lock_guard lock(mutex_);
    const auto found = cache_.find({tenant, id});
    if (found == cache_.end()) return std::nullopt;
    // Another copy of the program may have destroyed it.
    if (found->second.until > clock_.now()) return found->second.key;
    cache_.erase(found);
    return std::nullopt;
}

void KeyRing::keep(TenantId tenant, const DataKey& key) {
    std::lock_guard lock(mutex_);
    if (cache_.size() >= limits::cached_keys) cache_.clear();
    cache_.insert_or_assign({tenant, key.id}, Cached{key, clock_.now() + limits::cached_key_time});
}

Result<DataKey> KeyRing::by_id(Connection& connection, TenantId tenant, KeyId id) {
    if (const auto known = cached(tenant, id)) return *known;
    DW_TRY(const auto rows,
           connection.query(
               "select id, compartment, wrapped from data_key where tenant = $1 and id = $2",
               {of(tenant), of(id)}));
    if (rows.empty()) return not_found("store.key_destroyed", "key " + id.to_string());
    return unwrap(connection, tenant, rows.front());
}

Result<DataKey> KeyRing::by_compartment(Connection& connection, TenantId tenant,
                                        const std::string& compartment) {
    DW_TRY(const auto rows, connection.query("select id, compartment, wrapped from data_key "
                                             "where tenant = $1 and compartment = $2",
                                             {of(tenant), of(compartment)}));
    if (rows.empty()) return not_found("store.no_key", compartment);
    return unwrap(connection, tenant, rows.front());
}

Result<DataKey> KeyRing::unwrap(Connection& connection, TenantId tenant, const Row& row) {
    const auto id = row.id<KeyId>(0);
    const std::string compartment = row.text(1);
    DW_TRY(const auto above, wrapped_by(row.bytes(2)));
    SecretKey wrapping = master_;
    if (!above.is_nil()) {
        DW_TRY(wrapping, wrapping_secret(connection, tenant, above));
    }
    DW_TRY(const auto secret, unwrap_key(wrapping, {tenant, id, compartment}, row.bytes(2)));
    const DataKey key{.id = id, .secret = secret};
    keep(tenant, key);
    return key;
}

// Wrapping keys are wrapped by the master key alone, so that rows cannot lead in a circle.
Result<SecretKey> KeyRing::wrapping_secret(Connection& connection, TenantId tenant, KeyId id) {
    if (const auto known = cached(tenant, id)) return known->secret;
    DW_TRY(const auto rows,
           connection.query(
               "select id, compartment, wrapped from data_key where tenant = $1 and id = $2",
               {of(tenant), of(id)}));
    if (rows.empty()) return not_found("store.key_destroyed", "wrapping key " + id.to_string());
    const std::string compartment = rows.front().text(1);
    DW_TRY(const auto secret,
           unwrap_key(master_, {tenant, id, compartment}, rows.front().bytes(2)));
    keep(tenant, {.id = id, .secret = secret});
    return secret;
}

Statement KeyRing::destroy(TenantId tenant, KeyId id) {
    return {.sql = "delete from data_key where tenant = $1 and id = $2",
            .parameters = {of(tenant), of(id)}};
}

std::vector<Statement> KeyRing::destroy_owner(TenantId tenant, OwnerId owner) {
    const std::string compartment = wrapping_compartment(owner);
    return {{.sql = "delete from data_key where tenant = $1 and wrapped_by in (select id from "
                    "data_key where tenant = $1 and compartment = $2)",
             .parameters = {of(tenant), of(compartment)}},
            destroy(tenant, compartment)};
}

Statement KeyRing::destroy(TenantId tenant, const std::string& compartment) {
    return {.sql = "delete from data_key where tenant = $1 and compartment = $2",
            .parameters = {of(tenant), of(compartment)}};
}

void KeyRing::forget_all() {
    std::lock_guard lock(mutex_);
    cache_.clear();
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
