// Abgabe: a running case goes to another authority, with notice and legal basis; what this one gave
// away stays on a list, without its content.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

// Whether this person can hand the case to another authority that works here.
bool can_transfer(const Visit& visit, const CaseFile& file);
// The page with a reason that was typed elsewhere.
web::Response transfer_page_with(const Visit& visit, const CaseFile& file,
                                 const std::string& legal_basis);

web::Response transfer_page_route(const Visit& visit);  // GET …/transfer
web::Response transfer_route(const Visit& visit);       // POST …/transfer
web::Response transferred_route(const Visit& visit);    // GET /desk/transferred

// Of a case the own authority gave away: where it went. Nothing for any other.
std::optional<web::Response> given_away_page(const Visit& visit);

}  // namespace dw::cases
