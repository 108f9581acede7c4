// The tables of an installation as a backup sees them, the same on both databases.
#pragma once

#include <string>
#include <vector>

#include "store/database.h"

namespace dw::store {

struct BackupTable {
    std::string name;
    std::vector<std::string> columns;  // in the order of the database that was asked
};

// All but the list of migrations and, beside PostgreSQL, the tables that hold blobs and the
// partitions of a table. Sorted by name.
Result<std::vector<BackupTable>> backup_tables(Connection& connection);
bool holds_blobs(const std::string& table);

// From here on the connection sees one state of the database, whatever is written meanwhile.
Outcome begin_snapshot(Connection& connection);

}  // namespace dw::store
