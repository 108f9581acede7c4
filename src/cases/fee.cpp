#include "cases/fee.h"

#include "base/text.h"

namespace dw::cases {

std::int64_t paid_cents(const CaseState& state) {
    std::int64_t sum = 0;
    for (const auto& payment : state.payments) sum += payment.cents;
    return sum;
}

Payment payment_of(const CaseState& state) {
    if (!state.fee || state.fee->reference.empty()) return Payment::Nothing;
    const auto paid = paid_cents(state);
    if (paid == state.fee->cents) return Payment::Paid;
    if (paid > state.fee->cents) return Payment::Overpaid;
    return paid == 0 ? Payment::Open : Payment::Underpaid;
}

bool waits_for_payment(const FeeSet& fee, std::int64_t paid) {
    return fee.released_when == forms::Release::Paid && paid < fee.cents;
}

bool waits_for_payment(const CaseState& state) {
    return state.fee && state.outcome && !state.released;
}

std::int64_t fee_letter(const CaseState& state) {
    if (!state.fee || state.fee->cents == 0) return 0;
    return waits_for_payment(*state.fee, 0) ? state.fee_sequence : state.outcome_sequence;
}

bool is_request_for_payment(const CaseState& state, std::int64_t letter) {
    return letter != state.outcome_sequence && letter == fee_letter(state);
}

bool is_paid_request(const CaseState& state, std::int64_t letter) {
    return is_request_for_payment(state, letter) && state.released;
}

void follow(CaseState& state, const FeeDueSet& event) {
    if (!state.fee) return;
    state.fee->due = event.due;
    state.fee_known_on = event.known_on;
}

Outcome permits(const FeeSet& fee) {
    const bool by_rule = fee.rule_cents == fee.cents;
    if (!by_rule && trim(fee.reason).empty())
        return invalid("case.fee_reason", "another amount than the rule's");
    return Nothing{};
}

}  // namespace dw::cases
