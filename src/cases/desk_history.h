// The events of a case as sentences for people: what, who, when.
#pragma once

#include <limits>
#include <vector>

#include "cases/desk_words.h"

namespace dw::cases {

// A part of the history: events with numbers between, the latest of them.
struct HistoryPart {
    std::int64_t after = 0;
    std::int64_t before = std::numeric_limits<std::int64_t>::max();
    std::size_t most = 10'000;
};
// The latest first.
std::vector<web::TimelineEntry> history_of(const Visit& visit, const CaseFile& file,
                                           const Directory& directory, const HistoryPart& part);
// What the page of a case shows of a long history, and the way to the rest of it.
inline constexpr std::size_t entries_shown = 50;
web::Html latest_history(const Visit& visit, const CaseFile& file, const Directory& directory);
// GET /desk/cases/{id}/history: all of it, page by page.
web::Response history_route(const Visit& visit);

}  // namespace dw::cases
