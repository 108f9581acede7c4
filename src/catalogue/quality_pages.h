// The quality report at the editors' desk: a list that gets shorter.
#pragma once

#include "catalogue/edit_visit.h"
#include "catalogue/quality_reports.h"
#include "web/router.h"

namespace dw::catalogue {

// /desk/quality, for the act "catalogue.edit". Refers to its arguments.
void add_quality_routes(web::Router& router, const Catalogue& catalogue, const SearchIndex& search,
                        const identity::Identity& identity, Clock& clock);

std::string kind_name(QualityKind kind, Language language);
// One sentence about the finding, for pages and the command line.
std::string sentence_about(const QualityFinding& finding, const AreaRegister& areas,
                           Language language);

}  // namespace dw::catalogue
