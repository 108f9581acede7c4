// Fees at the desk: what is not settled, entering a payment, the file of a treasury and what became
// of each line.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

// That the decision waits for the payment, and the way to book it; nothing where it does not.
web::Html payment_waits_part(const Visit& visit, const CaseFile& file);
// In the case file: what it costs, where the payment stands, the way to enter one. Empty without a
// fee.
web::Html fee_of_case(const Visit& visit, const CaseFile& file);

web::Response fee_list_route(const Visit& visit);
web::Response payment_page_route(const Visit& visit);
web::Response payment_route(const Visit& visit);
web::Response treasury_page_route(const Visit& visit);
web::Response treasury_file_route(const Visit& visit);
web::Response treasury_report_route(const Visit& visit);
web::Response treasury_csv_route(const Visit& visit);

}  // namespace dw::cases
