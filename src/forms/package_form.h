// Reads form.json: question groups, one page each, with their fields.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/findings.h"
#include "base/json.h"
#include "forms/package.h"

namespace dw::forms {

std::vector<QuestionGroup> read_form(const Json& json, const std::string& file, Findings& findings);

// Fields of an outcome (manifest.json): no files and no conditions, and a reason for the question
// only where it helps.
std::vector<FormField> read_details(const Json& list, const std::string& place, Findings& findings);

// Lower-case letters, digits, "_" and "-"; at most 60. Names of folders, groups, fields, outcomes.
bool is_package_name(std::string_view name);

}  // namespace dw::forms
