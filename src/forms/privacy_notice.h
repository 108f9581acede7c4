// The privacy notice before the first question (Art. 13 GDPR), from the manifest.
#pragma once

#include <vector>

#include "catalogue/service.h"
#include "forms/package.h"
#include "web/components.h"

namespace dw::forms {

std::vector<web::ListRow> privacy_notice(const Package& package,
                                         const catalogue::Organisation& organisation,
                                         Language language);
// Name and addresses of an office as people write them, a line each.
web::Html office_lines(const catalogue::Organisation& organisation, Language language);
// "Basis …" in words.
Text name_in_words(AssuranceLevel level);

}  // namespace dw::forms
