// The fee on the pages of a decision: what the rule says, and what the clerk makes of it.
#pragma once

#include <optional>

#include "cases/desk_visit.h"
#include "forms/draft_content.h"
#include "forms/form_rules.h"

namespace dw::cases {

struct FeeEntry {
    std::optional<FeeInput> fee;  // once checked, where the outcome costs something
    Findings findings;
    std::string error;  // of the outcome: no account is known
};
FeeEntry fee_entry(const Visit& visit, const CaseFile& file, std::string_view outcome,
                   const forms::SentFields& sent);
// Empty where the outcome costs nothing.
web::Html fee_fields(const Visit& visit, const CaseFile& file, std::string_view outcome,
                     const forms::SentFields& sent, const Findings& findings);
// What the confirmation page says of it; nothing where it costs nothing.
std::optional<std::string> fee_sentence(const Visit& visit, const CaseFile& file,
                                        const FeeInput& fee);

}  // namespace dw::cases
