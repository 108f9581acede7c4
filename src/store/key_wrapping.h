// How a data key is wrapped, and how master keys get into files.
//
// A wrapped key is an envelope whose associated data are tenant, key id and compartment, so that a
// row of data_key cannot stand in for another. The envelope's own key id names the wrapping key;
// nil means "the master key".
#pragma once

#include <string>
#include <string_view>

#include "store/keys.h"

namespace dw::store {

struct KeyPlace {
    TenantId tenant;
    KeyId id;
    std::string_view compartment;
};
// `wrapping` without id is the master key.
Bytes wrap_key(const DataKey& wrapping, const Nonce& nonce, const KeyPlace& place,
               const SecretKey& secret);
// Which key opens it; nil: the master key.
Result<KeyId> wrapped_by(const Bytes& wrapped);
// Corrupt "store.envelope" or "store.key" under another key or at another place.
Result<SecretKey> unwrap_key(const SecretKey& wrapping, const KeyPlace& place,
                             const Bytes& wrapped);
// Compartment of the wrapping key of an owner. frozen: stored
std::string wrapping_compartment(OwnerId owner);

// Complete and synced under another name first, then linked: it is whole or not there. A file that
// is there already stays.
Outcome write_master_key(const std::string& file, const SecretKey& key, RandomSource& random);
// The names in a directory are as durable as its files.
Outcome sync_folder_of(const std::string& file);

}  // namespace dw::store
