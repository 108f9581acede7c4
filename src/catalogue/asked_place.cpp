#include "catalogue/asked_place.h"

#include "base/limits.h"
#include "base/text.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t most_choices = 30;

Text level_text(AreaLevel level) {
    switch (level) {
        case AreaLevel::Country:
            return texts::level_country;
        case AreaLevel::Land:
            return texts::level_land;
        case AreaLevel::Region:
            return texts::level_region;
        case AreaLevel::District:
            return texts::level_district;
        case AreaLevel::Association:
            return texts::level_association;
        case AreaLevel::Municipality:
            return texts::level_municipality;
    }
    return texts::level_unknown;
}

}  // namespace

AskedPlace asked_place(const AreaRegister& areas, std::string_view written) {
    AskedPlace place;
    place.written = trim(cut(written, limits::query_bytes));
    if (place.written.empty()) return place;
    auto found = areas.find_homes(place.written, most_choices);
    if (found.empty()) {
        const auto similar = areas.similar_homes(place.written);
        place.is_corrected = !similar.empty();
        for (const Area* area : similar) {
            auto same = areas.find_homes(area->ars.padded(), 1);
            if (!same.empty()) found.push_back(std::move(same.front()));
        }
    }
    if (found.size() == 1) {
        place.area = found.front().area;
        const bool clear = areas.find_homes(place.area->short_name, 2).size() == 1;
        place.name = clear ? place.area->short_name : found.front().full_name();
    } else {
        place.choices = std::move(found);
    }
    return place;
}

std::string area_with_level(const AreaRegister& areas, const Ars& area, Language language) {
    const auto* known = areas.find(area);
    if (area.level() == AreaLevel::Country)
        return std::string(level_text(area.level()).in(language));
    if (known == nullptr) return format(texts::level_unknown, language, {area.padded()});
    const Area* town = areas.town_of(area);
    if (town != nullptr && town != known) {
        return format(texts::level_part_of_town, language, {known->short_name, town->short_name});
    }
    if (town == known && area.level() == AreaLevel::District) {
        return format(texts::level_city, language, {known->short_name});
    }
    return format(level_text(area.level()), language, {known->short_name});
}

}  // namespace dw::catalogue
