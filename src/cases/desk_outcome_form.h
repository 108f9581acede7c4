// The page on which an outcome is written: first which one, then only what belongs to it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cases/desk_decision_parts.h"
#include "cases/desk_fee_part.h"
#include "cases/desk_text_block_field.h"
#include "cases/desk_visit.h"
#include "rules/explanation.h"

namespace dw::cases {

struct OutcomeInput {
    std::string outcome, reasons;
    forms::SentFields sent = {};                   // the details as they were typed
    Json details = Json::object();                 // and as values, once checked
    std::vector<rules::ExplanationLine> why = {};  // of those a rule worked out
    std::string no_hearing = {};
    std::string outcome_error = {}, reasons_error = {}, hearing_error = {};
    Findings detail_findings = {};
    FeeEntry fee = {};
    PartsInput parts = {};
    BlockInserted block = {};
    std::vector<std::string> followed = {};  // details that were worked out anew
    bool has_followed = false;               // before: what the clerk typed since stays
    bool has_errors() const {
        return parts.has_errors() || !block.error.empty() || !outcome_error.empty() ||
               !reasons_error.empty() || !hearing_error.empty() || !detail_findings.empty() ||
               !fee.findings.empty();
    }
};

// Which text block of the package the reasons of that outcome start with; "" for none.
std::string suggested_reasons(const CaseState& state, const forms::Package& package,
                              std::string_view outcome);
BlockChoice outcome_blocks(const Visit& visit, const forms::PossibleOutcome* outcome);
// Why this outcome must not go out from here: it burdens, and what can be done against it is not
// known; "" where it can.
std::string missing_remedy(const Visit& visit, const CaseState& state,
                           const forms::PossibleOutcome& outcome);

// Without an outcome of the package: the list of what can be chosen.
web::Response outcome_page(const Visit& visit, const CaseFile& file, const OutcomeInput& input);
// The form alone, for a page that tells what happened meanwhile; nothing without an outcome.
web::Html outcome_form(const Visit& visit, const CaseFile& file, const OutcomeInput& input,
                       const std::vector<ChosenBlock>& blocks);
// What was typed, carried on by a page that asks once more.
web::Html typed_outcome(const forms::Package& package, const OutcomeInput& input);

// Whether the form was through the preview, and details followed there.
bool has_followed_before(const web::Request& request);
// The outcome the button of that value chooses; "" for another button.
std::string outcome_of_button(std::string_view step);

// Those of the details that followed what the clerk changed, and what they are now.
std::vector<std::string> followed_days(const Visit& visit, const forms::PossibleOutcome& outcome,
                                       const OutcomeInput& input);
// Days of the details that are over, or earlier than the package wants, as if the letter went
// today.
std::vector<std::string> early_days(const Visit& visit, const CaseFile& file,
                                    const forms::PossibleOutcome& outcome, const Json& details);

}  // namespace dw::cases
