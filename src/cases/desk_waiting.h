// How much waits behind the entries of the desk's menu: only what somebody has to do, only what
// this person may open, and only where the office has not switched it off (desk_counted_page.h).
#pragma once

#include <map>
#include <string>

#include "cases/cases.h"

namespace dw::cases {

// By the path of the entry; nothing where nothing waits. At most web::desk_count_most + 1.
Result<std::map<std::string, int>> waiting_at_desk(const Cases& cases,
                                                   const identity::Principal& principal);

// What the router asks for each page of the desk; an error counts nothing.
std::map<std::string, int> desk_counts(const Cases& cases, const web::Request& request);

}  // namespace dw::cases
