// The words of an error where they are put right; the summary at the top of the page leads there.
#pragma once

#include <string_view>

#include "terms/language.h"
#include "web/html.h"

namespace dw::web {

// For what is no field of its own, e.g. the rows of a table: `id` is what the summary leads to.
// Nothing when there are no words.
Html field_error(std::string_view id, std::string_view words, Language language);

}  // namespace dw::web
