// Projections: rows that can be made again from the events of one stream.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "store/event_log.h"

namespace dw::store {

// What a module says about its event-sourced tables. `rows_of` is pure but for reading keys: it
// gets all events of one stream and gives the statements that write its rows anew.
struct Projection {
    std::string first_kind;           // kind of the first event of its streams, e.g. "case.opened"
    std::vector<std::string> tables;  // emptied before a rebuild
    std::function<Result<std::vector<Statement>>(Connection&, const std::vector<StoredEvent>&)>
        rows_of;
};

// Empties the tables and writes them again from the log, in one transaction: when one stream cannot
// be read, everything stays as it was and the error names the stream. Returns the number of
// streams. Other writers must be stopped. Needs the keys.
Result<std::int64_t> rebuild(Connection& connection, KeyRing& ring,
                             const std::vector<Projection>& projections);
// Writes the rows of one tenant that has none yet, within the caller's transaction.
Result<std::int64_t> write_projections(Connection& connection, KeyRing& ring,
                                       const std::vector<Projection>& projections,
                                       TenantId tenant);

}  // namespace dw::store
