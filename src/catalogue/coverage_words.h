// Figures of the coverage in words.
#pragma once

#include <string>

#include "catalogue/coverage.h"
#include "terms/language.h"

namespace dw::catalogue {

std::string grouped(std::int64_t number, Language language);             // "10.744"
std::string percent_words(std::int64_t permille, Language language);     // "12,3 %"
std::string share_words(const CoverageCount& count, Language language);  // "unter 0,1 %"
// "2 von 10.744 Gemeinden, 0,8 % der Menschen"
std::string count_words(const CoverageCount& count, Language language);

}  // namespace dw::catalogue
