// What a decision costs and what was paid. Pure.
#pragma once

#include <cstdint>

#include "cases/case.h"

namespace dw::cases {

inline constexpr std::int64_t most_paid_cents = 1'000'000'000'00;  // a thousand million euros

std::int64_t paid_cents(const CaseState& state);

// What people see of it.
enum class Payment { Nothing, Open, Underpaid, Paid, Overpaid };
Payment payment_of(const CaseState& state);

// Whether the decision is handed out only when this much more was paid.
bool waits_for_payment(const FeeSet& fee, std::int64_t paid);
// The same for the case; what was handed out once stays so.
bool waits_for_payment(const CaseState& state);

// The letter that asks for the fee, by its sequence: the decision, or where that is kept back the
// request for payment; 0 where there is nothing to pay.
std::int64_t fee_letter(const CaseState& state);
void follow(CaseState& state, const FeeDueSet& event);
// Whether that letter is the request for payment before the decision.
bool is_request_for_payment(const CaseState& state, std::int64_t letter);
// A request for payment that nobody needs to get any more.
bool is_paid_request(const CaseState& state, std::int64_t letter);

// Invalid "case.fee_reason": another amount than the rule's needs a reason.
Outcome permits(const FeeSet& fee);

}  // namespace dw::cases
