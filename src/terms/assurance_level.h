// AssuranceLevel: Vertrauensniveau of an identification, Regulation (EU) 910/2014 Art. 8.
#pragma once

#include <optional>
#include <string_view>

namespace dw {

// frozen: stored in packages and sessions
enum class AssuranceLevel { Basis = 0, Substantial = 1, High = 2 };

std::optional<AssuranceLevel> assurance_level_from(
    std::string_view name);  // "basis" "substantial" "high"
std::string_view name_of(AssuranceLevel level);

}  // namespace dw
