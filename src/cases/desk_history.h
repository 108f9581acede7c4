// The events of a case as sentences for people: what, who, when.
#pragma once

#include <vector>

#include "cases/desk_words.h"

namespace dw::cases {

// The latest first; only what happened after the event number `after`.
std::vector<web::TimelineEntry> history_of(const Visit& visit, const CaseFile& file,
                                           const Directory& directory, std::int64_t after);

}  // namespace dw::cases
