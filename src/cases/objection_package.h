// What a clerk works an objection with: the package of the contested decision, with the outcomes an
// objection can have instead of its own.
#pragma once

#include <string_view>
#include <vector>

#include "cases/objection.h"
#include "forms/package.h"
#include "terms/remedy.h"

namespace dw::cases {

// frozen: stored in case.decided
inline constexpr std::string_view objection_granted = "abhilfe";
// Of that outcome: what happens to the decision, and that it is lifted.
inline constexpr std::string_view objection_effect = "wirkung", objection_lifted = "aufgehoben";
inline constexpr std::string_view objection_partly = "teilabhilfe";
inline constexpr std::string_view objection_rejected = "zurueckgewiesen";

// Whether something of the contested decision stays: then an action is possible (§ 74 VwGO).
inline bool rejects(std::string_view outcome) {
    return outcome == objection_rejected || outcome == objection_partly;
}

// Read-only after loading; shared by all threads.
class ObjectionPackages {
  public:
    ObjectionPackages(const std::vector<forms::Package>& packages, const Remedies& remedies);
    const forms::Package* find(std::string_view package_name, ObjectionKind kind) const;

  private:
    std::vector<forms::Package> of_vwgo_, of_ao_;
};

}  // namespace dw::cases
