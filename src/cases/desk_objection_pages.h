// The desk on what comes after a decision: whether it is final or contested, the objection that
// came by letter or at the counter, the day of service, and the certificate of a deemed approval.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

// The standing of the decision, the way to its objection, and of an objection the way back.
web::Html standing_part(const Visit& visit, const CaseFile& file);
web::Html certificate_part(const Visit& visit, const CaseFile& file);

web::Response objection_form_route(const Visit& visit);
web::Response objection_record_route(const Visit& visit);
web::Response letter_served_route(const Visit& visit);
web::Response certificate_route(const Visit& visit);

}  // namespace dw::cases
