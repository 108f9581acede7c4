// Findings in words. Rules know no language; here their keys meet the text catalogue.
#pragma once

#include <string>

#include "base/findings.h"
#include "forms/package.h"

namespace dw::forms {

// The whole sentence. In texts about answers {0} is the question's label, the arguments follow.
std::string sentence(const Finding& finding, const Package& package, Language language);
// For findings about a package's files.
std::string package_sentence(const Finding& finding, Language language);

}  // namespace dw::forms
