// What runs in a case: its periods and its question, with how the law gets there, what stops them,
// and what can be done about them.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

web::Response deadlines_route(const Visit& visit);  // GET …/deadlines
web::Response papers_route(const Visit& visit);     // POST …/deadlines/papers
web::Response extension_route(const Visit& visit);  // POST …/deadlines/extension

// On the case page, said at once: what is over or was missed.
web::Html deadline_alerts(const Visit& visit, const CaseFile& file);
// That the application counts as withdrawn, and why.
web::Html withdrawn_part(const Visit& visit, const CaseFile& file);
// Folded: what ends next, why, and the way to the rest; empty for closed cases.
web::Html deadlines_part(const Visit& visit, const CaseFile& file);

// "Genehmigung gilt als erteilt, wenn …" in the reader's language; for "answer" too.
std::string deadline_name(const Cases& cases, const CaseState& state, std::string_view law,
                          Language language);

}  // namespace dw::cases
