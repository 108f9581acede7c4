// Side clauses and enclosures on the page of an outcome.
#pragma once

#include "cases/decision_parts.h"
#include "cases/desk_visit.h"

namespace dw::cases {

// The field for further side clauses, one in a line.
inline constexpr std::string_view own_clauses_field = "eigene-nebenbestimmungen";

struct PartsInput {
    bool is_sent = false;             // the form had these fields
    std::vector<std::string> chosen;  // of the package's side clauses: "erteilt.0"
    std::string own;                  // further ones, one in a line
    std::vector<DocumentId> enclosures;
    std::string own_error = {}, enclosures_error = {};
    bool has_errors() const { return !own_error.empty() || !enclosures_error.empty(); }
};
PartsInput parts_in(const web::Request& request);
// Fills in what is wrong with it.
void check_parts(const Visit& visit, PartsInput& input);
// What of it goes with this outcome.
DecisionParts parts_for(const CaseState& state, const forms::PossibleOutcome& outcome,
                        const PartsInput& input);

// Whether the clerk may add side clauses of her own.
bool takes_own_clauses(const forms::PossibleOutcome& outcome);
// Side clauses of the package to tick; further ones and enclosures, of which there may be none.
struct PartsFields {
    web::Html clauses, own, enclosures;
    bool own_is_empty = true, enclosures_are_none = true;
};
PartsFields parts_fields(const Visit& visit, const CaseFile& file,
                         const forms::PossibleOutcome& outcome, const PartsInput& input);
void add_parts_errors(const PartsInput& input, std::vector<web::SummaryError>& errors);
// The same, carried on by the page that asks once more.
web::Html parts_hidden(const PartsInput& input);

}  // namespace dw::cases
