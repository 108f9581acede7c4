// The blind index: rows of words and cases (search_words.h).
#pragma once

#include <vector>

#include "cases/case_table.h"

namespace dw::cases {

// The key of an organisation's words; it goes when the projection key goes.
SecretKey word_key(const store::DataKey& projection_key);

// What changes when a case goes from one state to the next, both of one organisation; the first or
// the last may be none at all.
std::vector<store::Statement> word_rows(const SecretKey& key, const CasePlace& place,
                                        const CaseState& before, const CaseState& after);

struct AskedWord {
    std::int64_t whole = 0;                 // blind
    std::optional<std::int64_t> beginning;  // blind; that many names may begin like the word
};
struct WordQuestion {
    store::TenantId tenant;
    identity::OrganisationId organisation;
    std::vector<AskedWord> words;  // all must be there; at least one
    std::optional<CaseId> before = {};
    int limit = 0;
};
// A case with all these words. Where a word is there only by a beginning, bit i says so for
// words[i] and the name has to be looked at.
struct WordHit {
    CaseId id;
    std::uint32_t by_beginning = 0;
};
// The newest first: at most `limit`, and never more than that many cases with the rarest word are
// looked at. `last` is where looking ended, nothing at the end of all.
struct WordPage {
    std::vector<WordHit> hits;
    std::optional<CaseId> last;
};
Result<WordPage> cases_with_words(store::Connection& connection, const WordQuestion& question);

}  // namespace dw::cases
