// Opinions of other offices: asking for one in a case, and giving one without seeing the case.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

web::Response opinions_of_case_route(const Visit& visit);  // GET …/opinions
web::Response ask_opinion_route(const Visit& visit);       // POST …/opinions
web::Response opinion_list_route(const Visit& visit);      // GET /desk/opinions
web::Response opinion_route(const Visit& visit);           // GET /desk/opinions/{id}/{opinion}
web::Response give_opinion_route(const Visit& visit);      // POST /desk/opinions/{id}/{opinion}
// GET /desk/opinions/{id}/{opinion}/documents/{document}
web::Response opinion_document_route(const Visit& visit);

// What came since, as news for whoever has the case; empty while nothing did.
web::Html opinions_that_came(const Visit& visit, const CaseFile& file);
// On the case page: what was asked and what came; empty where nothing was.
web::Html opinions_part(const Visit& visit, const CaseFile& file);

// The name of an office of the installation, for pages; its id in words where it is gone.
std::string office_name_of(const Visit& visit, identity::OrganisationId office);

}  // namespace dw::cases
