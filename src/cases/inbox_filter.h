// What a clerk wants to see of a shelf of the inbox, and the filters she keeps under a name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/case_table.h"
#include "identity/permission.h"
#include "web/http.h"

namespace dw::cases {

struct InboxFilter {
    enum class Due { Any, Overdue, Week };              // Week: within seven days, or overdue
    enum class Progress { Any, New, InWork, Waiting };  // how far the case is
    std::string package = {};                           // by name; "" for all
    Due due = Due::Any;
    Progress progress = Progress::Any;
    bool contested = false;  // only decisions that are (Cases::inbox asks standing.h besides)

    bool is_empty() const { return *this == InboxFilter{}; }
    bool operator==(const InboxFilter&) const = default;
};

// As it stands in an address, e.g. "&leistung=dog&frist=woche"; "" for an empty one. What is not
// known there filters nothing.
std::string to_query(const InboxFilter& filter);
std::vector<std::pair<std::string, std::string>> fields_of(const InboxFilter& filter);
InboxFilter filter_in(const web::Fields& fields);

bool matches(const InboxFilter& filter, const CaseLine& line, Date today);
// Lists have the earliest day first: whether nothing later than `due` can match.
bool ends_before(const InboxFilter& filter, Date due, Date today);

using InboxFilterId = Id<struct InboxFilterTag>;
struct NamedFilter {
    InboxFilterId id;
    std::string name;
    std::string query;  // its address, e.g. "/desk?sicht=team&frist=woche"
};
inline constexpr std::size_t named_filters_most = 20;

// Own ones, in the order of their names. A name may hold whatever the clerk likes: it is sealed.
Result<std::vector<NamedFilter>> named_filters(store::Store& store,
                                               const identity::Principal& principal);
// Conflict "cases.filters_full".
Outcome save_filter(store::Store& store, const identity::Principal& principal,
                    const NamedFilter& filter);
Outcome remove_filter(store::Store& store, const identity::Principal& principal, InboxFilterId id);

}  // namespace dw::cases
