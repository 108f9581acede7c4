// The inbox: my cases, the team's, and those nobody has yet; what is due first stands at the top.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

// GET /desk?sicht=meine|team|offen|fertig&dicht=ja&ab=CURSOR and what inbox_filter.h writes
web::Response inbox_page(const Visit& visit);
// The address of a shelf; of the first one for a name nobody knows.
std::string shelf_path(std::string_view name);

// The path of the case to work on after this one: the clerk's own first, then what nobody has;
// "" when there is none.
Result<std::string> next_case_path(const Visit& visit, CaseId after);

}  // namespace dw::cases
