// Backup and restore: one file holds every row of every table as one consistent picture, and every
// blob. Either database can take it, so it is also the way from one to the other.
//
// The file has the same content in the clear as the database: ids, states, dates; the rest is
// sealed as it is stored, and the master key is not in it. Format: docs/formats.md, "Backup".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/blobs.h"
#include "store/log_heads.h"
#include "store/store.h"

namespace dw::store {

struct BackupCounts {
    std::int64_t tables = 0, rows = 0, blobs = 0;
    bool operator==(const BackupCounts&) const = default;
};

// While the program runs. The file appears under its name only when it is complete and durable.
// Unavailable "store.io" or "store.disk_full"; Conflict "store.backup_exists".
Result<BackupCounts> write_backup(Store& store, BlobStore& blobs, const std::string& file);

struct Restored {
    BackupCounts counts;
    std::string made_at;         // of the backup, ISO 8601
    std::vector<LogHead> heads;  // of the logs in it
};

// Into an empty database, all or nothing. The data directory must hold the master key of the
// installation that was backed up. Invalid "store.backup" names the place in the file that is
// damaged, "store.backup_newer" a file of a later release, "store.not_empty" a database with
// tables.
Result<Restored> restore_backup(const StoreOptions& options, const std::string& file,
                                RandomSource& random);

}  // namespace dw::store
