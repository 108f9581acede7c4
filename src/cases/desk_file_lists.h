// The documents and messages of a case: the latest on its page, all of them on pages of their own.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

web::Html documents_part(const Visit& visit, const CaseFile& file);
web::Html messages_part(const Visit& visit, const CaseFile& file);
// Who wrote what and when, as one entry of a list; the list.
web::Html writing(const Visit& visit, const HistoryEntry& entry, const std::string& who,
                  const web::Html& text);
web::Html writings(const web::Html& entries);

// GET /desk/cases/{id}/documents and /desk/cases/{id}/correspondence: the latest first, page by
// page.
web::Response documents_route(const Visit& visit);
web::Response correspondence_route(const Visit& visit);

}  // namespace dw::cases
