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

// What the source says in exactly this area: entries with an organisation as holder, by id.
Result<std::vector<Responsibility>> load_entries(store::Connection& connection,
                                                 const SourceId& service, const Ars& area);
// The numbers of an area and of all that lies in it (source_ids.h).
struct NumberRange {
    std::int64_t first, last;
};
NumberRange numbers_within(const Ars& area);

// Organisations in charge of something in the area or in a part of it, at most `limit`.
Result<std::vector<SourceId>> organisations_within(store::Connection& connection, const Ars& area,
                                                   std::size_t limit);
// Whether the organisation is in charge of something within one of the areas, and of nothing
// outside them.
Result<bool> is_only_within(store::Connection& connection, const SourceId& organisation,
                            const std::vector<Ars>& areas);

// Services an organisation is in charge of at the place (role 01 or 02), at any time. Sorted by id.
Result<std::vector<SourceId>> services_offered_at(store::Connection& connection, const Ars& place);
// The same as sorted numbers (source_ids.h).
Result<std::vector<std::int64_t>> service_refs_offered_at(store::Connection& connection,
                                                          const Ars& place);

// Those of them that this organisation is in charge of.
Result<std::vector<SourceId>> services_held_at(store::Connection& connection,
                                               const SourceId& organisation, const Ars& place);

// Services this organisation is in charge of in the district around the place or in a part of it,
// with the area. Sorted; reads what is stored for the district.
Result<std::vector<std::pair<SourceId, Ars>>> services_held_around(store::Connection& connection,
                                                                   const SourceId& organisation,
                                                                   const Ars& place);

// frozen: stored. "2015-01-01/2023-12-31 2026-01-01/": periods in days, open where nothing stands;
// "" is always.
std::string validity_text(const std::vector<Validity>& validity);
Result<std::vector<Validity>> validity_from_text(std::string_view text);

}  // namespace dw::catalogue
