// What a decision costs by the package's fee table.
#pragma once

#include "base/json.h"
#include "forms/package.h"

namespace dw::forms {

// The first row that fits the answers and holds on that day; nullptr for none.
const FeeRow* fee_row(const FeeTable& table, const Json& answers, Date day);
// Whether the outcome costs something.
bool costs(const Package& package, std::string_view outcome);

// The entry "fee" of a manifest. Outcomes and fields of the package must be known already.
FeeTable read_fee(const Json& object, const Package& package, Findings& findings);

// What the clerk is asked: the amount, and why where it is not the rule's.
inline constexpr const char* fee_field = "gebuehr";
inline constexpr const char* fee_reason_field = "gebuehr-grund";
Package fee_form();

}  // namespace dw::forms
