// What goes with a decision: side clauses (Nebenbestimmungen) and enclosures (Anlagen).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/cases.h"

namespace dw::cases {

// As many as a letter can name on a page.
inline constexpr std::size_t most_enclosures = 20, most_side_clauses = 20;

// Such enclosures are printed with the letter; others somebody puts into the envelope.
inline constexpr std::string_view pdf_type = "application/pdf";

// Nothing where nobody chose: then the letter has those of the package.
std::optional<SideClauses> side_clauses_of(const CaseState& state,
                                           const forms::PossibleOutcome& outcome,
                                           const DecisionParts& parts);
// What the letter says: those of the decision, else those the package proposes.
std::vector<std::string> side_clause_texts(const forms::PossibleOutcome* outcome,
                                           const std::optional<SideClauses>& chosen,
                                           Language language);
// "Plan.pdf (SHA-256: …)"
std::string enclosure_words(const Enclosure& enclosure, Language language);
const DocumentAdded* find_document(const CaseState& state, DocumentId id);

}  // namespace dw::cases
