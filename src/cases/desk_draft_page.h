// A drafted decision that waits for a second person: read it, sign it, or give it back.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

web::Response draft_route(const Visit& visit);      // GET …/draft
web::Response draft_act_route(const Visit& visit);  // POST …/draft

// On the case page; empty without a draft.
web::Html draft_part(const Visit& visit, const CaseFile& file);

}  // namespace dw::cases
