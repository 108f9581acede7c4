// Findings in words. Rules know no language; here their keys meet the text catalogue.
#pragma once

#include <string>

#include "base/findings.h"
#include "forms/package.h"

namespace dw::forms {

// The whole sentence, for a list: a finding about a question begins with its label.
std::string sentence(const Finding& finding, const Package& package, Language language);
// The same at the field, where the label stands already.
std::string sentence_at_field(const Finding& finding, const Package& package, Language language);
// For findings about a package's files.
std::string package_sentence(const Finding& finding, Language language);

}  // namespace dw::forms
