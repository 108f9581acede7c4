// The inbox: my cases, the team's, and those nobody has yet; what is due first stands at the top.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

// GET /desk?sicht=meine|team|offen|fertig&dicht=ja&ab=CURSOR
web::Response inbox_page(const Visit& visit);

// The path of the case to work on after this one: the clerk's own first, then what nobody has;
// "" when there is none.
Result<std::string> next_case_path(const Visit& visit, CaseId after);

}  // namespace dw::cases
