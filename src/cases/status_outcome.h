// The status page on what belongs to an outcome: enclosures, a deemed approval and its certificate,
// an application that counts as withdrawn, and the consent to retrieve decisions online.
#pragma once

#include "cases/status_access.h"
#include "web/html.h"
#include "web/http.h"

namespace dw::cases {

web::Html enclosures_part(const web::Request& request, const CaseState& state);
web::Html deemed_part(const Cases& cases, const web::Request& request, const StatusVisit& visit);
web::Html consent_part(const Cases& cases, const web::Request& request, const StatusVisit& visit);

web::Response enclosure_route(Cases& cases, web::Request& request, const StatusVisit& visit);
web::Response certificate_asked_route(Cases& cases, web::Request& request,
                                      const StatusVisit& visit);
web::Response consent_route(Cases& cases, web::Request& request, const StatusVisit& visit);

}  // namespace dw::cases
