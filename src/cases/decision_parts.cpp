#include "cases/decision_parts.h"

#include <algorithm>

#include "base/text.h"
#include "cases/texts.h"

namespace dw::cases {

std::optional<SideClauses> side_clauses_of(const CaseState& state,
                                           const forms::PossibleOutcome& outcome,
                                           const DecisionParts& parts) {
    if (!parts.side_clauses) return std::nullopt;
    const auto proposed = side_clause_texts(&outcome, std::nullopt, state.opened.language);
    SideClauses clauses;
    for (const auto& text : *parts.side_clauses) {
        if (trim(text).empty()) continue;
        clauses.texts.emplace_back(trim(text));
        clauses.has_own = clauses.has_own || std::ranges::find(proposed, text) == proposed.end();
    }
    return clauses;
}

std::vector<std::string> side_clause_texts(const forms::PossibleOutcome* outcome,
                                           const std::optional<SideClauses>& chosen,
                                           Language language) {
    if (chosen) return chosen->texts;
    std::vector<std::string> texts;
    if (!outcome) return texts;
    for (const auto& clause : outcome->letter.side_clauses)
        if (!clause.in(language).empty()) texts.push_back(clause.in(language));
    return texts;
}

std::string enclosure_words(const Enclosure& enclosure, Language language) {
    return format(texts::letter_enclosure, language,
                  {enclosure.file_name, to_hex(enclosure.sha256)});
}

const DocumentAdded* find_document(const CaseState& state, DocumentId id) {
    const auto found = std::ranges::find(state.documents, id, &DocumentAdded::document);
    return found == state.documents.end() ? nullptr : &*found;
}

// What a document holds when the decision is made is what the letter vouches for.
Result<std::vector<Enclosure>> Cases::enclosed(store::TenantId tenant, const CaseState& state,
                                               const std::vector<DocumentId>& ids) const {
    std::vector<Enclosure> enclosures;
    if (ids.size() > most_enclosures)
        return invalid("case.many_enclosures", "more than a letter names");
    for (const auto& id : ids) {
        const auto* document = find_document(state, id);
        if (!document) return not_found("cases.document", "no such document");
        DW_TRY(const auto content, read_document(*this, tenant, *document));
        enclosures.push_back({id, document->file_name, sha256(as_bytes(content.bytes))});
    }
    return enclosures;
}

}  // namespace dw::cases
