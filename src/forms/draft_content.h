// What of a draft is sealed, as JSON. frozen: stored.
#pragma once

#include <string>

#include "base/result.h"
#include "forms/draft.h"

namespace dw::forms {

std::string draft_to_text(const Draft& draft);
// Fills all members that are sealed; Corrupt when the text was not written by draft_to_text().
Outcome fill_draft(Draft& draft, std::string_view text);

}  // namespace dw::forms
