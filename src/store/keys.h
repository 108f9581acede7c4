// Keys: one per compartment, kept in data_key and never in events. Keys of an owner are wrapped by
// the owner's wrapping key, that one and all others by the master key.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/crypto.h"
#include "store/change.h"
#include "store/database.h"
#include "store/row_seals.h"

namespace dw::store {

struct DataKey {
    KeyId id;
    SecretKey secret;
};

// A key that does not exist in the database before its statement was committed.
struct NewKey {
    DataKey key;
    Statement insert;
};

// 32 bytes in a file outside the database. Created when missing and `create` is set (first start);
// refused when it is not the key the database was made with.
enum class MissingKeyFile { Create, Refuse };
Result<SecretKey> read_master_key(const std::string& file, MissingKeyFile missing,
                                  RandomSource& random);

// A secret of its own for something outside the store, e.g. "web.csrf"; the same on every copy.
SecretKey derived_secret(const SecretKey& master, std::string_view purpose);

// May be called from any thread.
class KeyRing {
  public:
    KeyRing(const SecretKey& master, const RowSeals& seals, Clock& clock, RandomSource& random)
        : master_(master), seals_(seals), clock_(clock), random_(random) {}

    // `compartment` names what the key opens, e.g. "case/<stream>/shared" or
    // "organisation/<id>/projection". Wrapped by the master key.
    NewKey create(TenantId tenant, const std::string& compartment);
    NewKey create(TenantId tenant, const std::string& compartment, const DataKey& wrapping);
    // The same for a key that has its id already (it came from another installation).
    NewKey adopt(TenantId tenant, const std::string& compartment, const DataKey& key);
    NewKey adopt(TenantId tenant, const std::string& compartment, const DataKey& key,
                 const DataKey& wrapping);
    // The wrapping key of an owner; where there is none, `change` makes it. Known ones are not
    // asked for again.
    Result<DataKey> wrapping_key(Connection& connection, TenantId tenant, OwnerId owner,
                                 Change& change);
    // Puts a key below another wrapping key; what it opens stays as it is.
    Result<Statement> move_below(Connection& connection, TenantId tenant, KeyId id,
                                 const DataKey& wrapping);
    // NotFound "store.key_destroyed" when the key is gone: the content is lost on purpose.
    Result<DataKey> by_id(Connection& connection, TenantId tenant, KeyId id);
    // The key of a compartment; NotFound when none was made yet.
    Result<DataKey> by_compartment(Connection& connection, TenantId tenant,
                                   const std::string& compartment);
    // The content under this key is lost once the statement was committed; forget() it then.
    static Statement destroy(TenantId tenant, KeyId id);
    // All keys of an owner at once: without the wrapping key nobody opens those below it.
    static std::vector<Statement> destroy_owner(TenantId tenant, OwnerId owner);
    static Statement destroy(TenantId tenant, const std::string& compartment);
    void forget(TenantId tenant, KeyId id);
    void forget_all();
    Nonce nonce();
    SecretKey derived(std::string_view purpose) const;  // derived_secret() of the master key
    const RowSeals& seals() const { return seals_; }

  private:
    struct Cached {
        DataKey key;
        Instant until;
    };
    std::optional<DataKey> cached(TenantId tenant, KeyId id);
    void keep(TenantId tenant, const DataKey& key);
    // Row: id, compartment, wrapped.
    Result<DataKey> unwrap(Connection& connection, TenantId tenant, const Row& row);
    Result<SecretKey> wrapping_secret(Connection& connection, TenantId tenant, KeyId id);
    NewKey below(TenantId tenant, const std::string& compartment, const DataKey& key,
                 const DataKey& wrapping);

    SecretKey master_;
    RowSeals seals_;
    Clock& clock_;
    RandomSource& random_;
    std::mutex mutex_;
    std::map<std::pair<TenantId, KeyId>, Cached> cache_;
    std::map<std::pair<TenantId, OwnerId>, KeyId> wrapping_ids_;
};

// Seals and opens column values (names, subjects) with the format of docs/formats.md; `place` binds
// the bytes to table, row and column so that they cannot be moved.
Bytes seal_value(KeyRing& ring, const DataKey& key, std::string_view place, BytesView plain);
Result<Bytes> open_value(Connection& connection, KeyRing& ring, TenantId tenant,
                         std::string_view place, BytesView sealed);

}  // namespace dw::store
