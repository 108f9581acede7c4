// How ids and areas stand in the tables: as numbers, so that eight million responsibilities fit.
#pragma once

#include <cstdint>
#include <vector>

#include "catalogue/service.h"

namespace dw::catalogue {

// frozen: stored. The first eight bytes of SHA-256 over agency, a zero byte and value, as a signed
// number. Tables hold the id itself once, in catalogue_source_id.
std::int64_t ref_of(const SourceId& id);

// Of a responsibility.
struct ResponsibilityRefs {
    std::int64_t service, holder;
};
ResponsibilityRefs refs_of(const Responsibility& responsibility);

// frozen: stored. The twelve digits as a number, times 16, plus the digits of the short key; 0 is
// the whole country. What lies in an area follows it closely.
std::int64_t area_number(const Ars& area);
Ars area_of_number(std::int64_t number);
// The numbers of the areas from the place up to the country, the most specific first.
std::vector<std::int64_t> area_numbers_up(const Ars& place);

// frozen: stored. 'o' (organisation) or 'd' (online service), agency, the character 1F
// (hexadecimal) and value: organisations and online services number their responsibilities apart.
std::string responsibility_key(Holder kind, const SourceId& id);
Holder holder_of_key(std::string_view key);
SourceId id_of_key(std::string_view key);
std::string_view agency_of_key(std::string_view key);

}  // namespace dw::catalogue
