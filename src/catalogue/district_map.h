// A map of Germany by district: outlines as SVG, made on the server.
#pragma once

#include <functional>

#include "catalogue/coverage.h"
#include "terms/language.h"
#include "web/html.h"

namespace dw::catalogue {

// Shade 0 (nothing) to 4 (everything) for the share of residents.
int shade_of(const CoverageCount& count);

// The districts of the coverage, each with its name and share; others are drawn as out of scope. A
// table with the same figures belongs beside it. `label` is said instead of the picture.
web::Html district_map(const Coverage& coverage, const std::string& label, Language language);
// What the shades mean.
web::Html map_legend(Language language);

}  // namespace dw::catalogue
