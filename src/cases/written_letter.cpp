#include "cases/written_letter.h"

#include "cases/fee.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

// Whether the entry sends that letter out.
bool sends(const HistoryEntry& entry, std::int64_t letter) {
    if (!entry.event) return false;
    if (const auto* ordered = std::get_if<LetterOrdered>(&*entry.event))
        return ordered->letter == letter;
    const auto* provided = std::get_if<LetterProvided>(&*entry.event);
    return provided && provided->letter == letter;
}

// What a decision costs is set in the same act.
bool belongs_to(const HistoryEntry& entry, const HistoryEntry& letter) {
    const bool decides = letter.event && std::holds_alternative<OutcomeDecided>(*letter.event);
    return decides && entry.event && std::holds_alternative<FeeSet>(*entry.event);
}

WrittenLetter with_names(const Cases& cases, WrittenLetter letter) {
    const auto& catalogue = cases.neighbours().catalogue;
    const auto& opened = letter.state.opened;
    letter.service_title = opened.service.to_string();
    if (const auto service = catalogue.service(opened.service))
        letter.service_title = catalogue::in(service->title(), opened.language);
    if (const auto office = catalogue.organisation(opened.office))
        letter.office_name = catalogue::in(office->name, opened.language);
    return letter;
}

}  // namespace

CaseState state_of_letter(const std::vector<HistoryEntry>& history, const HistoryEntry& letter) {
    std::int64_t last = letter.sequence;
    for (const auto& entry : history) {
        if (entry.sequence <= letter.sequence) continue;
        if (sends(entry, letter.sequence) || belongs_to(entry, letter)) last = entry.sequence;
    }
    CaseState state;
    for (const auto& entry : history) {
        if (entry.sequence > last) break;
        if (entry.event)
            apply_to(state, *entry.event);
        else
            ++state.sequence;
    }
    return state;
}

WrittenLetter written_letter(const Cases& cases, const std::vector<HistoryEntry>& history,
                             const HistoryEntry& letter, std::string writer) {
    return with_names(cases, {.state = state_of_letter(history, letter),
                              .service_title = {},
                              .office_name = {},
                              .writer = std::move(writer),
                              .at = letter.at,
                              .event = *letter.event});
}

WrittenLetter letter_to_come(const Cases& cases, const CaseState& state,
                             const OutcomeDecided& decision, const std::optional<FeeSet>& fee,
                             std::string writer) {
    const Instant now = cases.neighbours().store.clock().now();
    CaseState then = apply(state, decision);
    if (fee) {
        apply_to(then, *fee);
        if (waits_for_payment(then))
            apply_to(then, PaymentBooked{.cents = fee->cents, .on = berlin_date(now)});
    }
    return with_names(cases, {.state = std::move(then),
                              .service_title = {},
                              .office_name = {},
                              .writer = std::move(writer),
                              .at = now,
                              .event = decision});
}

WrittenLetter request_to_come(const Cases& cases, const CaseState& state,
                              const OutcomeDecided& decision, const FeeSet& fee,
                              std::string writer) {
    return with_names(cases, {.state = apply(apply(state, decision), fee),
                              .service_title = {},
                              .office_name = {},
                              .writer = std::move(writer),
                              .at = cases.neighbours().store.clock().now(),
                              .event = fee});
}

}  // namespace dw::cases
