// Findings that say the same of the same service: one card instead of many. Pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "catalogue/quality.h"

namespace dw::catalogue {

// At least one; the first one stands for all.
using QualityGroup = std::vector<const QualityFinding*>;

// In the order of each group's first finding.
std::vector<QualityGroup> grouped(std::span<const QualityFinding* const> findings);

// What tells one of a group from the first: the key of its area, or the id of the other service.
struct QualityPlace {
    Ars area;        // empty: the service tells them apart
    std::string id;  // "" where it is the same service
};
QualityPlace place_beside(const QualityFinding& first, const QualityFinding& other);

}  // namespace dw::catalogue
