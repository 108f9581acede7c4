// What the applicant gets on paper: the list of what is to be printed, and one letter for printing.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

// For a case whose applicant reads nothing online; empty when there is nothing to print.
web::Html letters_to_print(const Visit& visit, const CaseFile& file);

// GET /desk/cases/{id}/letters/{sequence}
web::Response letter_route(const Visit& visit);
// GET /desk/cases/{id}/letters/{sequence}/pdf
web::Response letter_pdf_route(const Visit& visit);
std::string letter_path(CaseId id, std::int64_t sequence);

// What the person would read of a decision that nobody has made yet; before it the request for
// payment where it is handed out only when it is paid for.
web::Html letter_to_come(const Visit& visit, const CaseFile& file, const OutcomeDecided& decision,
                         const std::optional<FeeSet>& fee);

}  // namespace dw::cases
