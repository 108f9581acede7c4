// Catalogue objects as the API writes them. Names of members are frozen: part of the API.
#pragma once

#include <span>

#include "base/json.h"
#include "catalogue/area.h"
#include "catalogue/overlay.h"
#include "catalogue/reasons.h"
#include "catalogue/search.h"

namespace dw::catalogue {

Json to_json(const Localized& text);
Json to_json(const Service& service);
Json to_json(const Organisation& organisation);
Json to_json(const OnlineService& online);
Json to_json(const Area& area);
Json to_json(const SearchHit& hit);
// What administrations say for parts of the country, beside the words for all of it:
// [{"area", "by", "checkedOn", "text"}].
Result<Json> local_words_json(std::span<const Overlay> overlays);
std::string_view code_of(AreaLevel level);

// {"organisation", "organisations", "because", "place"}; organisation is null when nobody is known.
Json competence_json(const NamedCompetence& named, const AreaRegister& areas, const Ars& place);

}  // namespace dw::catalogue
