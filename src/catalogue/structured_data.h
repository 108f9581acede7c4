// What search engines read of a service and an office (schema.org, as JSON-LD).
#pragma once

#include <vector>

#include "catalogue/asked_place.h"
#include "catalogue/service.h"
#include "web/html.h"

namespace dw::catalogue {

// https://schema.org/GovernmentService; with a place also who provides it there.
web::Html structured_data(const Service& service, const AskedPlace& place,
                          const std::vector<Organisation>& in_charge, Language language);
// https://schema.org/GovernmentOrganization
web::Html structured_data(const Organisation& organisation, Language language);

}  // namespace dw::catalogue
