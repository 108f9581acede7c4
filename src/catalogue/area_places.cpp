// Names are found by their beginning or the beginning of one of their words, without regard to case
// and accents; "ä" may be written "a" or "ae".

#include <algorithm>

#include "base/text.h"
#include "catalogue/area_parts.h"
#include "catalogue/search_spelling.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t postcode_digits = 5;
constexpr std::size_t most_names = 200;  // more than any list shows

bool only_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::vector<std::uint32_t> AreaRegister::Parts::with_postcode(std::string_view postcode) const {
    std::vector<std::uint32_t> found;
    auto entry = std::lower_bound(
        postcodes.begin(), postcodes.end(), postcode,
        [](const PostcodeEntry& e, std::string_view wanted) { return e.postcode < wanted; });
    for (; entry != postcodes.end() && entry->postcode == postcode; ++entry) {
        found.push_back(entry->area);
    }
    return found;
}

namespace {

// Places people live in come before the units around them.
int rank_of_level(const Area& area) {
    switch (area.ars.level()) {
        case AreaLevel::Municipality:
            return area.kind == "Stadtteil" || area.kind == "Bezirk" ? 2 : 0;
        case AreaLevel::District:
            return area.kind == "Kreisfreie Stadt" || area.kind == "Stadtkreis" ? 0 : 3;
        case AreaLevel::Land:
            return area.ars.key() == "02" || area.ars.key() == "11" ? 0 : 4;
        case AreaLevel::Association:
            return 5;
        case AreaLevel::Region:
        case AreaLevel::Country:
            return 6;
    }
    return 6;
}

// Nobody lives in a district as such, nor in a forest without a municipality.
bool is_home(const Area& area) {
    const bool empty = area.kind == "Gemeindefreies Gebiet, unbewohnt";
    return rank_of_level(area) <= 2 && !empty;
}
bool is_part_of_town(const Area& area) {
    return area.kind == "Stadtteil" || area.kind == "Bezirk";
}

bool is_water_or_forest(const Area& area) {
    const bool without_people = area.kind.starts_with("Gemeindefreies Gebiet, unbewohnt");
    // Coastal waters and what is left over of a Land: 039019999999, 130009999998.
    return without_people || area.ars.key().find("99999") != std::string_view::npos;
}

struct Match {
    int quality;  // 0: the name, 1: it begins so, 2: a later word begins so
    std::uint32_t area;
};

}  // namespace

bool is_municipality(const Area& area) {
    return is_home(area) && !is_part_of_town(area) && !is_water_or_forest(area);
}

std::vector<std::uint32_t> AreaRegister::Parts::with_name(std::string_view written) const {
    const std::string wanted = fold(short_name_of(written));
    if (wanted.empty()) return {};
    std::vector<Match> matches;
    auto entry =
        std::lower_bound(names.begin(), names.end(), wanted,
                         [](const NameEntry& e, const std::string& k) { return e.key < k; });
    for (; entry != names.end() && entry->key.starts_with(wanted); ++entry) {
        const bool exact = entry->from_start && entry->key.size() == wanted.size();
        matches.push_back({exact ? 0 : (entry->from_start ? 1 : 2), entry->area});
    }
    const auto order = [this](const Match& match) {
        const Area& area = areas[match.area];
        return std::tuple(match.quality, rank_of_level(area), -area.population, match.area);
    };
    std::sort(matches.begin(), matches.end(),
              [&](const Match& a, const Match& b) { return order(a) < order(b); });
    const bool exact = !matches.empty() && matches.front().quality == 0;
    std::vector<std::uint32_t> found;
    for (const Match& match : matches) {
        if (exact && match.quality == 2)
            break;  // who writes the whole name does not mean a part of it
        if (std::find(found.begin(), found.end(), match.area) == found.end()) {
            found.push_back(match.area);
        }
        if (found.size() == most_names) break;
    }
    return found;
}

namespace {

std::string name_with_kind(const Area& area) {
    const bool says_it = lower(area.short_name).find("kreis") != std::string::npos;
    if (area.kind.empty() || says_it) return area.short_name;
    return area.kind + " " + area.short_name;
}

// "Landkreis Rotenburg (Wümme), Niedersachsen"; a district or city begins with its kind.
std::string explain(const AreaRegister& areas, const Area& area) {
    std::string explanation;
    const auto add = [&explanation](const std::string& part) {
        if (!explanation.empty()) explanation += ", ";
        explanation += part;
    };
    const AreaLevel level = area.ars.level();
    if (!area.kind.empty() && area.kind != "Gemeinde" && area.kind != "Stadt") add(area.kind);
    for (const Area* above : areas.way_up(area.ars)) {
        if (above == &area) continue;
        const AreaLevel above_level = above->ars.level();
        if (above_level == AreaLevel::District) add(name_with_kind(*above));
        if (above_level == AreaLevel::Association && level == AreaLevel::Municipality) {
            add(name_with_kind(*above));
        }
        if (above_level == AreaLevel::Land) add(above->short_name);
    }
    return explanation;
}

}  // namespace

std::vector<Place> AreaRegister::find_places(std::string_view written, std::size_t limit) const {
    written = trim(written);
    std::vector<std::uint32_t> found;
    if (only_digits(written)) {
        if (written.size() == postcode_digits) found = parts_->with_postcode(written);
        const auto ars = Ars::parse(written);
        const bool whole_key = written.size() != 8 && written.size() != 1;
        const Area* area = ars && whole_key ? find(*ars) : find_ags(written);
        const auto* former = area == nullptr ? find_former(written) : nullptr;
        if (former != nullptr) area = former->today;
        if (area != nullptr) found.push_back(parts_->index_of(*area));
    } else {
        // "27568 Bremerhaven"
        const bool with_postcode = written.size() > postcode_digits + 1 &&
                                   only_digits(written.substr(0, postcode_digits)) &&
                                   written[postcode_digits] == ' ';
        if (with_postcode) {
            found = parts_->with_postcode(written.substr(0, postcode_digits));
            const std::string name = fold(short_name_of(written.substr(postcode_digits + 1)));
            std::stable_partition(found.begin(), found.end(), [&](std::uint32_t area) {
                return fold(parts_->areas[area].short_name).starts_with(name);
            });
        }
        if (found.empty()) {
            found =
                parts_->with_name(with_postcode ? written.substr(postcode_digits + 1) : written);
        }
    }
    std::vector<Place> places;
    for (const std::uint32_t area : found) {
        if (places.size() == limit) break;
        places.push_back({&parts_->areas[area], explain(*this, parts_->areas[area])});
    }
    return places;
}

namespace {

// What stands behind the whole name in "Neustadt an der Weinstraße", and not in "Neustadter".
bool goes_on_in_words(std::string_view name, std::string_view wanted) {
    return name.size() > wanted.size() && name.starts_with(wanted) && name[wanted.size()] == ' ';
}

}  // namespace

std::vector<Place> AreaRegister::homes_among(const std::vector<std::uint32_t>& found) const {
    std::vector<Place> homes, others;
    for (const std::uint32_t number : found) {
        const Area& area = parts_->areas[number];
        Place place{&area, explain(*this, area)};
        auto& list = is_home(area) ? homes : others;
        // Hamburg's quarters have several parts each, which only the register tells apart.
        const bool again = std::any_of(list.begin(), list.end(), [&](const Place& one) {
            return is_part_of_town(area) && one.full_name() == place.full_name();
        });
        if (!again) list.push_back(std::move(place));
    }
    return homes.empty() ? others : homes;
}

std::vector<Place> AreaRegister::find_homes(std::string_view written, std::size_t limit) const {
    written = trim(written);
    std::vector<Place> places;
    if (only_digits(written)) {
        if (written.size() == postcode_digits) {
            places = homes_among(parts_->with_postcode(written));
        } else if (written.size() == 8 || written.size() == 12) {
            places = find_places(written, 1);
        }
        return places;
    }
    const std::size_t comma = std::min(written.find(','), written.size());
    std::vector<std::uint32_t> found;
    for (const Place& place : find_places(written, most_names)) {
        found.push_back(parts_->index_of(*place.area));
    }
    places = homes_among(found);
    // "27568 Bremerhaven"
    const std::size_t start = only_digits(written.substr(0, postcode_digits)) ? postcode_digits : 0;
    const std::string wanted = fold(trim(written.substr(start, comma - start)));
    const auto is_named = [&](const Place& place) {
        return fold(place.area->short_name) == wanted;
    };
    std::vector<const Area*> named;
    for (const Place& place : places) {
        if (is_named(place)) named.push_back(place.area);
    }
    if (!named.empty()) {
        std::erase_if(places, [&](const Place& place) {
            const bool within = std::any_of(named.begin(), named.end(), [&](const Area* area) {
                return area != place.area && area->ars.contains(place.area->ars);
            });
            const std::string name = fold(place.area->short_name);
            return within || (name != wanted && !goes_on_in_words(name, wanted));
        });
    }
    const std::string hint = comma < written.size() ? fold(trim(written.substr(comma + 1))) : "";
    const auto explains = [&](const Place& place) {
        return fold(place.explanation + " " + place.area->name).find(hint) != std::string::npos;
    };
    if (!hint.empty() && std::any_of(places.begin(), places.end(), explains)) {
        std::erase_if(places, [&](const Place& place) { return !explains(place); });
        const bool whole = std::any_of(places.begin(), places.end(), is_named);
        if (whole) std::erase_if(places, [&](const Place& place) { return !is_named(place); });
    }
    if (places.size() > limit) places.resize(limit);
    return places;
}

std::optional<NamedHome> AreaRegister::named_home(std::string_view written) const {
    constexpr std::int64_t usual_short_form = 20'000;  // who says "Bad" means none of them
    const std::string wanted = fold(trim(written));
    if (wanted.empty()) return std::nullopt;
    NamedHome home;
    bool found = false;
    auto entry = std::lower_bound(
        parts_->names.begin(), parts_->names.end(), wanted,
        [](const NameEntry& one, const std::string& key) { return one.key < key; });
    for (; entry != parts_->names.end() && entry->key.starts_with(wanted); ++entry) {
        const bool whole = entry->key.size() == wanted.size();
        const bool named = entry->from_start && (whole || goes_on_in_words(entry->key, wanted));
        const Area& area = parts_->areas[entry->area];
        if (!named || !is_home(area)) continue;
        const bool part = is_part_of_town(area);
        if (!whole && (part || area.population < usual_short_form)) continue;
        home.is_part = part && (home.is_part || !found);
        home.is_whole |= whole;
        home.is_town |= !part;
        home.population = std::max(home.population, area.population);
        found = true;
    }
    return found ? std::optional(home) : std::nullopt;
}

std::vector<const Area*> AreaRegister::similar_homes(std::string_view misspelt) const {
    constexpr std::int64_t much_larger = 20;
    const std::string wanted = fold(trim(misspelt));
    const auto& names = parts_->names;
    const WordList list{static_cast<std::uint32_t>(names.size()),
                        [&](std::uint32_t number) { return std::string_view(names[number].key); }};
    std::vector<std::pair<int, const Area*>> found;
    for (const auto& similar : similar_words(wanted, forgiven_slips(wanted.size()), list)) {
        const NameEntry& name = names[similar.number];
        const Area& area = parts_->areas[name.area];
        if (!name.from_start || !is_home(area) || is_part_of_town(area)) continue;
        found.emplace_back(similar.slips, &area);
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return std::tuple(a.first, -a.second->population, a.second) <
               std::tuple(b.first, -b.second->population, b.second);
    });
    std::vector<const Area*> homes;
    for (const auto& [slips, area] : found) {
        if (slips > found.front().first) break;
        const bool likely = area->population * much_larger > found.front().second->population;
        const bool known = std::find(homes.begin(), homes.end(), area) != homes.end();
        if (likely && !known) homes.push_back(area);
    }
    return homes;
}

const Area* AreaRegister::town_of(const Ars& ars) const {
    for (const Area* area : way_up(ars)) {
        if (is_home(*area) && !is_part_of_town(*area)) return area;
    }
    return nullptr;
}

bool AreaRegister::may_have_postcode(const Ars& ars, std::string_view postcode) const {
    const auto known = parts_->with_postcode(postcode);
    const auto district = ars.key().substr(0, 5);
    return known.empty() || std::any_of(known.begin(), known.end(), [&](std::uint32_t number) {
               return parts_->areas[number].ars.key().substr(0, 5).starts_with(district) ||
                      district.starts_with(parts_->areas[number].ars.key());
           });
}

}  // namespace dw::catalogue
