// Findings an administration does not want to see again, with the reason.
#pragma once

#include <map>
#include <span>
#include <string>

#include "catalogue/quality.h"
#include "store/change.h"
#include "store/store.h"

namespace dw::catalogue {

struct SetAside {
    std::string reason;
    store::ActorId by;
    Instant at{};
};
inline constexpr std::size_t set_aside_reason_bytes = 500;

// By QualityFinding::key().
Result<std::map<Digest, SetAside>> load_set_aside(store::Connection& connection,
                                                  store::TenantId tenant);
Outcome set_aside(store::Store& store, store::TenantId tenant, std::span<const Digest> findings,
                  const SetAside& why);
Outcome take_back(store::Store& store, store::TenantId tenant, std::span<const Digest> findings);

}  // namespace dw::catalogue
