// Organisations that stand above themselves, directly or over others.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "store/store.h"

namespace dw::catalogue {

// From an organisation to the one above it, if any, both as ref_of() names them.
using Parents = std::unordered_map<std::int64_t, std::optional<std::int64_t>>;

// Those of `delivered` whose way up comes back to them. The way goes on over stored organisations
// that are not in it, limits::organisation_levels far.
Result<std::unordered_set<std::int64_t>> organisations_in_circles(store::Connection& connection,
                                                                  const Parents& delivered);

}  // namespace dw::catalogue
