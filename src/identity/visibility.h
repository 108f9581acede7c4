// Visibility is an index: one row says that a scope may do acts with a case, and on which shelf of
// the scope's inbox the case stands. Lists are range scans over it; who owns cases computes the
// rows.
#pragma once

#include <optional>
#include <vector>

#include "identity/permission.h"
#include "store/change.h"
#include "store/database.h"

namespace dw::identity {

// frozen: stored in visible.state
enum class Shelf {
    Hidden = 0,
    Unassigned = 1,
    InWork = 2,
    Waiting = 3,
    Done = 4,
    RetentionEnded = 5,  // the date is that of the destruction
    ToSign = 6,          // a drafted decision waits for a second person
    Opinion = 7,         // this office was asked; the date is that of the answer
    Transferred = 8,     // this authority gave it away; the date is that day
};

struct Placement {
    Shelf shelf = Shelf::Hidden;
    Date due;
    bool operator==(const Placement&) const = default;
};
struct VisibleEntry {
    VisibleRow row;
    Placement placement;
    bool operator==(const VisibleEntry&) const = default;
};

// Writes the rows of one case anew.
std::vector<store::Statement> visibility_replace(TenantId tenant, store::StreamId case_id,
                                                 const std::vector<VisibleEntry>& entries);

Result<std::vector<VisibleRow>> visible_rows(store::Connection& connection, TenantId tenant,
                                             store::StreamId case_id);

// Where a page of a list ended; the next one begins after it.
struct ListPosition {
    Date due;
    store::StreamId case_id;
    auto operator<=>(const ListPosition&) const = default;
};
struct ListQuestion {
    TenantId tenant;
    std::vector<ScopeId> scopes;  // at most limits::scopes
    std::vector<Shelf> shelves;
    std::optional<ListPosition> after = {};
    int limit = 25;
};
struct ListPage {
    std::vector<ListPosition> items;  // earliest due date first
    bool more = false;
};
// One range scan for each scope and shelf, merged; never a sort of what is stored, never a count.
Result<ListPage> list_visible(store::Connection& connection, const ListQuestion& question);

// The statement of so many scans, so that a test can look at its plan.
std::string visible_list_sql(std::size_t scans);

}  // namespace dw::identity
