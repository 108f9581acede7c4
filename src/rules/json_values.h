// Values from JSON and to JSON.
#pragma once

#include <string>

#include "base/json.h"
#include "rules/fault.h"
#include "rules/rule_set.h"
#include "standards/feel/type.h"

namespace dw::rules {

// JSON knows neither days nor durations: the type says how a text is to be read. A number may stand
// in a text as well, so that it is exact however long. What cannot be read as its type is null, and
// a finding ("rules.input_unreadable") names its path.
feel::Value from_json(const Json& json, const feel::Type& type, const std::string& path,
                      Findings& findings);
// The members of an object as inputs of a set of rules, each by the type of its input data.
feel::Context inputs_from_json(const Json& json, const RuleSet& rules, Findings& findings);

// Days, times, durations, ranges and functions are texts; so are numbers a double cannot hold.
Json to_json(const feel::Value& value);

}  // namespace dw::rules
