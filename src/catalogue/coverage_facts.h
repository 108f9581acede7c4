// What the catalogue and the forms of this installation say about where a service is online.
#pragma once

#include "catalogue/catalogue.h"
#include "catalogue/coverage.h"
#include "catalogue/routes.h"

namespace dw::catalogue {

// With what services of the same key say. Responsibilities, offices and online services that do not
// hold on the day are left out.
Result<CoverageFacts> load_coverage_facts(const Catalogue& catalogue, const Hooks& hooks,
                                          const Service& service, Date day);

}  // namespace dw::catalogue
