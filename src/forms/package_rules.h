// The rules a package brings along (DMN): read, held against what the package asks, and given its
// answers.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "base/findings.h"
#include "base/json.h"
#include "forms/package.h"
#include "rules/rule_set.h"

namespace dw::forms {

// The input every package's rules may have besides: the day of the decision.
inline constexpr std::string_view day_input = "Tag";

// Reads and compiles a file. `known` says of an input whether the package has a field of that name.
// Null where the file cannot be read at all.
std::shared_ptr<const rules::RuleSet> read_package_rules(
    std::string_view file, std::string_view bytes,
    const std::function<bool(std::string_view)>& known, Findings& findings);

// The decision of that name; null: there is none.
const rules::Element* decision_of(const rules::RuleSet& rules, std::string_view name);

// Sets every input: the day, and what `value` gives for the others.
void set_inputs(rules::Evaluator& evaluator, const rules::RuleSet& rules, Date day,
                const std::function<feel::Value(std::string_view)>& value);

// An answer as rules see it: money in euros, dates as dates. Null for no answer.
feel::Value rule_value(const FormField& field, const Json& answer);

inline constexpr std::int64_t most_rule_cents = 100'000'000;  // a million euros
// Whole cents of an amount in euros; nothing below zero or above that.
std::optional<std::int64_t> cents_of(const feel::Value& euros);

}  // namespace dw::forms
