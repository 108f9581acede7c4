// How a data key is wrapped with the master key, and how master keys get into files.
//
// A wrapped key is an envelope whose associated data are tenant, key id and compartment, so that a
// row of data_key cannot stand in for another. The envelope's own key id is nil, which means "the
// master key".
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
Bytes wrap_key(const SecretKey& master, const Nonce& nonce, const KeyPlace& place,
               const SecretKey& secret);
// Corrupt "store.envelope" or "store.key" under another master key or at another place.
Result<SecretKey> unwrap_key(const SecretKey& master, const KeyPlace& place, const Bytes& wrapped);

// Complete and synced under another name first, then linked: it is whole or not there. A file that
// is there already stays.
Outcome write_master_key(const std::string& file, const SecretKey& key, RandomSource& random);
// The names in a directory are as durable as its files.
Outcome sync_folder_of(const std::string& file);

}  // namespace dw::store
