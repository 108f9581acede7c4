// What somebody should know of a case before opening it: what came in, or what it waits for.
#pragma once

#include <string_view>

#include "cases/case.h"

namespace dw::cases {

enum class News { None, Returned, Answered, Opinions, Payment };

// Whether the person wrote last, in answer to something or of her own accord.
bool has_answered(const CaseState& state);
// The most urgent of what there is.
News news_of(const CaseState& state);
// As rows store it; None for a word nobody knows.
std::string_view name_of(News news);
News news_from(std::string_view name);

}  // namespace dw::cases
