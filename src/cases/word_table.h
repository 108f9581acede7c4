// The blind index: rows of words and cases (search_words.h).
#pragma once

#include <vector>

#include "cases/case_table.h"

namespace dw::cases {

// The key of an organisation's words; it goes when the projection key goes.
SecretKey word_key(const store::DataKey& projection_key);

// What changes when a case goes from one state to the next.
std::vector<store::Statement> word_rows(const SecretKey& key, const CasePlace& place,
                                        const CaseState& before, const CaseState& after);

struct WordQuestion {
    store::TenantId tenant;
    identity::OrganisationId organisation;
    std::vector<std::int64_t> words;  // blind; all must be there; at least one
    std::optional<CaseId> before = {};
    int limit = 0;
};
// Cases with all these words, the newest first: at most `limit`, and never more than that many rows
// of the rarest word are looked at. `last` is where looking ended, nothing at the end of all.
struct WordPage {
    std::vector<CaseId> ids;
    std::optional<CaseId> last;
};
Result<WordPage> cases_with_words(store::Connection& connection, const WordQuestion& question);

}  // namespace dw::cases
