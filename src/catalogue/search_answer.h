// What one state of the index answers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalogue/search_selection.h"

namespace dw::catalogue {

SearchAnswer answer_of(const Snapshot& snapshot, const SearchQuery& query,
                       const Selection& selection, std::optional<Standing> after);
std::vector<Topic> topics_of(const Snapshot& snapshot, const Selection& selection,
                             Language language);
std::vector<std::string> initials_of(const Snapshot& snapshot, const Selection& selection);

}  // namespace dw::catalogue
