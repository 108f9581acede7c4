// A new master key: the keys right below it are wrapped anew, those of organisations as one each;
// neither keys below these nor content are written again.
//
// The new key is written beside the old one first (FILE.next); the wrapped keys and the check value
// change in one transaction; then the files change their names. Whoever dies in between is finished
// by the next start: the check value in the database tells which of the two files is the right one.
// The old key stays as FILE.old-XXXXXXXX, because older backups are sealed with it.
#pragma once

#include <string>

#include "store/store.h"

namespace dw::store {

struct Rotation {
    std::int64_t keys = 0;  // wrapped anew
    std::string old_file;
};
// Nothing may work with the database meanwhile. A copy of the program that does it all the same
// gets Conflict when it makes a key, because the check value is no longer that of its own key.
Result<Rotation> rotate_master_key(const StoreOptions& options, RandomSource& random);

// Finishes what a rotation left half done; called before the key file is read.
Outcome finish_rotation(Connection& connection, const std::string& file);

}  // namespace dw::store
