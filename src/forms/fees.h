// What a decision costs by the package's rules: the decision "Gebühr" in its file gebuehr.dmn.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "forms/package.h"
#include "rules/explanation.h"

namespace dw::forms {

inline constexpr std::string_view fee_file = "gebuehr.dmn";

struct FeeAmount {
    std::int64_t cents = 0;
    PackageText rule, source;                 // in words; where it says so
    std::vector<rules::ExplanationLine> why;  // in the language asked for
};

// Nothing where the rules say nothing for these answers on that day.
std::optional<FeeAmount> fee_of(const FeeTable& table, const Json& answers, Date day,
                                Language language);
// Whether the outcome costs something.
bool costs(const Package& package, std::string_view outcome);

// The entry "fee" of a manifest, and the rules beside it. Outcomes and fields of the package must
// be known already.
FeeTable read_fee(const Json& object, std::string_view rules, const Package& package,
                  Findings& findings);

// What the clerk is asked: the amount, and why where it is not the rule's.
inline constexpr const char* fee_field = "gebuehr";
inline constexpr const char* fee_reason_field = "gebuehr-grund";
Package fee_form();

}  // namespace dw::forms
