// The dog tax package for tests of this module and of those that build on it.
#pragma once

#include <vector>

#include "base/json.h"
#include "forms/package.h"

namespace dw::forms {

const Package& sample_package();
const Package& built_in_package(std::string_view name);
std::vector<PackageFile> sample_files();  // manifest.json, form.json, hundesteuer.dmn

// Complete answers of an invented person.
Json sample_answers();

}  // namespace dw::forms
