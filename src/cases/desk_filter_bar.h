// Above the inbox: what it is narrowed to, and the filters a clerk keeps under a name.
#pragma once

#include <string>

#include "cases/desk_visit.h"

namespace dw::cases {

struct FilterPlace {
    std::string shelf;  // its name in the address, e.g. "team"
    bool compact = false;
    InboxFilter filter;
    bool is_done = false;  // the shelf of what is done
};
Result<web::Html> filter_bar(const Visit& visit, const FilterPlace& place);

web::Response filters_route(const Visit& visit);  // keeps one or removes one

}  // namespace dw::cases
