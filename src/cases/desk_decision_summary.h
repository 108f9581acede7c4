// What is particular in a decision that is about to go out, at one glance: to whom, what, how much,
// why, under which conditions, and what can be done against it until when. The whole letter stands
// below, folded away.
#pragma once

#include <optional>

#include "cases/desk_visit.h"

namespace dw::cases {

// `fee` is what is to be paid for it. The letter is as letter_to_come() writes it.
web::Html decision_summary(const Visit& visit, const CaseFile& file, const OutcomeDecided& decided,
                           const std::optional<FeeSet>& fee);

}  // namespace dw::cases
