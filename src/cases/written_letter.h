// A letter with the case as it was when it left the desk: what came later changes no letter.
#pragma once

#include "cases/letter_pdf.h"

namespace dw::cases {

struct WrittenLetter {
    CaseState state;
    std::string service_title, office_name, writer;
    Instant at{};
    Event event;
    LetterSource source() const { return {state, service_title, office_name, writer, at, event}; }
};

// The case when `letter` was written; when it was ordered or kept ready again since, then: to a
// corrected address, or after it was paid for.
CaseState state_of_letter(const std::vector<HistoryEntry>& history, const HistoryEntry& letter);

// `letter` is one of the history and for the applicant; `writer` its author.
WrittenLetter written_letter(const Cases& cases, const std::vector<HistoryEntry>& history,
                             const HistoryEntry& letter, std::string writer);

// A decision nobody has made yet, as it would go out now; one that is handed out when it is paid
// for, as it goes out then.
WrittenLetter letter_to_come(const Cases& cases, const CaseState& state,
                             const OutcomeDecided& decision, const std::optional<FeeSet>& fee,
                             std::string writer);
// The request for payment before it.
WrittenLetter request_to_come(const Cases& cases, const CaseState& state,
                              const OutcomeDecided& decision, const FeeSet& fee,
                              std::string writer);

}  // namespace dw::cases
