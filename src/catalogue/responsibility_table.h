// Reading responsibilities for a place.
#pragma once

#include <vector>

#include "catalogue/competent.h"
#include "store/database.h"

namespace dw::catalogue {

// Those of the services whose area lies on the way from the place up to the country, with an
// organisation or an online service as holder.
Result<std::vector<Candidate>> load_candidates(store::Connection& connection,
                                               const std::vector<SourceId>& services,
                                               const Ars& place, Holder holder);
// The same for every service that carries the key, however many they are.
Result<std::vector<Candidate>> load_candidates(store::Connection& connection, const ServiceKey& key,
                                               const Ars& place, Holder holder);

// Services an organisation is in charge of at the place (role 01 or 02), at any time. Sorted by id.
Result<std::vector<SourceId>> services_offered_at(store::Connection& connection, const Ars& place);

// Those of them that this organisation is in charge of.
Result<std::vector<SourceId>> services_held_at(store::Connection& connection,
                                               const SourceId& organisation, const Ars& place);

// frozen: stored. "2015-01-01/2023-12-31 2026-01-01/": periods in days, open where nothing stands;
// "" is always.
std::string validity_text(const std::vector<Validity>& validity);
Result<std::vector<Validity>> validity_from_text(std::string_view text);

}  // namespace dw::catalogue
