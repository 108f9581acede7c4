// Catalogues that are fetched again and again: from where, how often, and how it went.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "catalogue/import.h"
#include "store/store.h"

namespace dw::catalogue {

struct CollectionSource {
    std::string name;  // what people call it
    std::string from;  // https address of one file, or a file or folder of this machine
    std::chrono::hours every{24};
    std::string source = {};  // the agency whose delivery it is
    std::optional<FullDelivery> full = {};
};
// A JSON list: name, from, every_hours, full, source, most_deleted. Invalid "catalogue.sources"
// names place and reason.
Result<std::vector<CollectionSource>> collection_sources_from(std::string_view json);

// frozen: stored
enum class CollectionOutcome { Running = 0, Taken = 1, Refused = 2, Unreachable = 3 };

// frozen: tables of every installation have this form
extern const std::string_view collection_table_sql;

struct CollectionState {
    std::string name;
    Instant next_at{};  // when it is due again
    std::optional<Instant> tried_at, taken_at;
    CollectionOutcome outcome = CollectionOutcome::Running;
    std::string detail;  // what the import says, in German, shortened
};
Result<std::vector<CollectionState>> collection_states(store::Connection& connection);

// True for one copy of the program when the source is due; the others come again later. A copy
// that dies meanwhile leaves it due in an hour.
Result<bool> claim_collection(store::Store& store, const CollectionSource& source);
// What a fetched source came to. Only a taken one moves the day of the last good state.
Outcome note_collection(store::Store& store, const CollectionSource& source,
                        CollectionOutcome outcome, const std::string& detail);
// Imports what was fetched and notes how it went: the old state stays when it is refused.
Outcome take_collection(store::Store& store, const AreaRegister& areas,
                        const CollectionSource& source, const std::string& path);

}  // namespace dw::catalogue
