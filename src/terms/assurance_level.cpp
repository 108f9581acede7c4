#include "terms/assurance_level.h"

namespace dw {

std::optional<AssuranceLevel> assurance_level_from(std::string_view name) {
    for (const auto level :
         {AssuranceLevel::Basis, AssuranceLevel::Substantial, AssuranceLevel::High}) {
        if (name == name_of(level)) return level;
    }
    return std::nullopt;
}

std::string_view name_of(AssuranceLevel level) {
    switch (level) {  // frozen: stored in packages
        case AssuranceLevel::Basis:
            return "basis";
        case AssuranceLevel::Substantial:
            return "substantial";
        case AssuranceLevel::High:
            break;
    }
    return "high";
}

}  // namespace dw
