// One act on many cases of the inbox: choosing, saying what, what became of each, the way back.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

// The buttons below a list with checkboxes; the form around both posts to bulk_path.
web::Html bulk_buttons(const Visit& visit);
web::Html bulk_checkbox(const Visit& visit, const InboxRow& row);
inline constexpr const char* bulk_path = "/desk/bulk";

web::Response bulk_route(const Visit& visit);
web::Response bulk_report_route(const Visit& visit);
web::Response bulk_undo_route(const Visit& visit);

}  // namespace dw::cases
