// The file on the case page: Wiedervorlagen, who else is here, z. d. A., a new code, a copy.
#pragma once

#include "cases/desk_case_page.h"

namespace dw::cases {

// Parts of the case page; empty where there is nothing to say or do.
web::Html present_part(const Visit& visit, const CaseFile& file, const Directory& directory);
web::Html reminders_part(const Visit& visit, const CaseFile& file);
// A closed case in which nothing is left to do or to wait for.
bool is_ready_to_file(const Visit& visit, const CaseFile& file);
web::Html filing_part(const Visit& visit, const CaseFile& file);
web::Html copies_part(const Visit& visit, const CaseFile& file);
// Of the inbox: what is to be looked at again today.
Result<web::Html> reminders_of_today(const Visit& visit);

web::Response reminder_page_route(const Visit& visit);     // GET /desk/cases/{id}/reminders
web::Response reminder_route(const Visit& visit);          // POST /desk/cases/{id}/reminders
web::Response reminder_settled_route(const Visit& visit);  // POST …/reminders/{sequence}
web::Response filed_route(const Visit& visit);             // POST /desk/cases/{id}/filed
web::Response unfiled_page_route(const Visit& visit);      // GET /desk/cases/{id}/unfiled
web::Response unfiled_route(const Visit& visit);           // POST /desk/cases/{id}/unfiled
web::Response code_route(const Visit& visit);              // POST /desk/cases/{id}/code
web::Response export_route(const Visit& visit);            // POST /desk/cases/{id}/export

}  // namespace dw::cases
