// The register holds one area per distinct regional key, sorted by key, so that what lies in an
// area is the run of keys that begin with its key. A city that is no part of a district has the
// five digits of a district; Hamburg and Berlin have the two of a Land.

#include "catalogue/area.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.h"
#include "catalogue/area_parts.h"
#include "catalogue/assets.h"
#include "terms/data_table.h"

namespace dw::catalogue {

namespace {

constexpr std::array<std::string_view, 7> area_columns = {"key",    "level",      "kind",    "name",
                                                          "parent", "population", "postcode"};
constexpr std::array<std::string_view, 3> postcode_columns = {"postcode", "key", "method"};
std::string with_e_for_umlauts(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> pairs = {
        {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "Ae"}, {"Ö", "Oe"}, {"Ü", "Ue"}}};
    std::string written(name);
    for (const auto& [umlaut, letters] : pairs) {
        for (std::size_t at = written.find(umlaut); at != std::string::npos;
             at = written.find(umlaut, at + letters.size())) {
            written.replace(at, umlaut.size(), letters);
        }
    }
    return written;
}

}  // namespace

Result<std::string_view> packed_file(std::string_view path) {
    for (const EmbeddedFile& file : assets::files) {
        if (file.path == path) return file.bytes;
    }
    return not_found("catalogue.areas_missing", std::string(path) + " is not in the program");
}

std::string short_name_of(std::string_view name) {
    return std::string(trim(name.substr(0, name.find(','))));
}

std::string fold(std::string_view name) {
    std::string spaced(name);
    for (char& c : spaced) {
        if (std::string_view("./()'&,").find(c) != std::string_view::npos) c = ' ';
    }
    return sort_key(spaced);
}

AreaRegister::AreaRegister(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

Result<std::unique_ptr<AreaRegister>> AreaRegister::load() {
    DW_TRY(const auto areas, packed_file("data/areas/areas.csv"));
    DW_TRY(const auto postcodes, packed_file("data/areas/postcodes.csv"));
    auto parts = std::make_shared<Parts>();
    DW_TRY_DO(parts->read_areas(areas));
    DW_TRY_DO(parts->read_postcodes(postcodes));
    DW_TRY(const auto former, packed_file("data/areas/former_areas.csv"));
    DW_TRY_DO(parts->read_former(former));
    return std::unique_ptr<AreaRegister>(new AreaRegister(std::move(parts)));
}

Outcome AreaRegister::Parts::read_areas(std::string_view csv) {
    const DataTable table = read_data_table(csv, area_columns);
    if (!table.findings.empty()) {
        return corrupt("catalogue.areas", "areas.csv, " + table.findings.front().place);
    }
    areas.reserve(table.rows.size());
    for (const DataRow& row : table.rows) {
        DW_TRY(const Ars ars, Ars::parse(row.cells[0]));
        areas.push_back({.ars = ars,
                         .name = std::string(row.cells[3]),
                         .short_name = short_name_of(row.cells[3]),
                         .kind = std::string(row.cells[2]),
                         .population = parse_integer(row.cells[5]).value_or(0)});
    }
    std::sort(areas.begin(), areas.end(),
              [](const Area& a, const Area& b) { return a.ars.key() < b.ars.key(); });
    names.reserve(areas.size() * 2);
    for (std::uint32_t i = 0; i < areas.size(); ++i) add_names(i);
    std::sort(names.begin(), names.end(),
              [](const NameEntry& a, const NameEntry& b) { return a.key < b.key; });
    return Nothing{};
}

void AreaRegister::Parts::add_names(std::uint32_t area) {
    const std::string& name = areas[area].short_name;
    const std::string plain = fold(name);
    const std::string with_e = fold(with_e_for_umlauts(name));
    add_name(area, plain);
    if (with_e != plain) add_name(area, with_e);
}

void AreaRegister::Parts::add_name(std::uint32_t area, const std::string& folded) {
    names.push_back({folded, area, true});
    for (std::size_t at = folded.find(' '); at != std::string::npos;
         at = folded.find(' ', at + 1)) {
        names.push_back({folded.substr(at + 1), area, false});
    }
}

Outcome AreaRegister::Parts::read_postcodes(std::string_view csv) {
    const DataTable table = read_data_table(csv, postcode_columns);
    if (!table.findings.empty()) {
        return corrupt("catalogue.areas", "postcodes.csv, " + table.findings.front().place);
    }
    std::unordered_map<std::string_view, std::uint32_t> by_key;
    for (std::uint32_t i = 0; i < areas.size(); ++i) by_key.emplace(areas[i].ars.key(), i);
    for (const DataRow& row : table.rows) {
        const auto found = by_key.find(row.cells[1]);
        if (found == by_key.end()) {
            return corrupt("catalogue.areas", "postcodes.csv, line " + std::to_string(row.line));
        }
        postcodes.push_back({std::string(row.cells[0]), found->second});
    }
    postcodes_by_area = postcodes;
    std::sort(postcodes.begin(), postcodes.end(), [](const auto& a, const auto& b) {
        return std::tie(a.postcode, a.area) < std::tie(b.postcode, b.area);
    });
    std::sort(postcodes_by_area.begin(), postcodes_by_area.end(), [](const auto& a, const auto& b) {
        return std::tie(a.area, a.postcode) < std::tie(b.area, b.postcode);
    });
    return Nothing{};
}

std::span<const Area> AreaRegister::Parts::inside(std::string_view key) const {
    const auto begin =
        std::lower_bound(areas.begin(), areas.end(), key,
                         [](const Area& a, std::string_view k) { return a.ars.key() < k; });
    const auto end = std::find_if_not(
        begin, areas.end(), [&](const Area& area) { return area.ars.key().starts_with(key); });
    return {begin, end};
}

const Area* AreaRegister::find(const Ars& ars) const {
    const std::string_view key = ars.key();
    const auto& areas = parts_->areas;
    const auto found =
        std::lower_bound(areas.begin(), areas.end(), key,
                         [](const Area& a, std::string_view k) { return a.ars.key() < k; });
    if (found == areas.end() || key.empty()) return nullptr;
    if (found->ars.key() == key) return &*found;
    if (ars.level() != AreaLevel::Association) return nullptr;
    const auto members = parts_->inside(key);
    return members.size() == 1 ? &members.front() : nullptr;
}

const Area* AreaRegister::find_ags(std::string_view ags) const {
    if (!Ars::looks_like_ags(ags)) return nullptr;
    ags = trim(ags);
    if (ags.ends_with("000")) {  // a city that is a district, or a Land
        const auto ars = Ars::parse(ags.substr(0, 5));
        return ars ? find(*ars) : nullptr;
    }
    for (const Area& area : parts_->inside(ags.substr(0, 5))) {
        if (area.ars.ags() == ags) return &area;
    }
    return nullptr;
}

std::vector<const Area*> AreaRegister::way_up(const Ars& ars) const {
    std::vector<const Area*> way;
    for (const std::size_t digits : {12U, 9U, 5U, 3U, 2U}) {
        const std::string_view key = ars.key();
        if (key.size() < digits) continue;
        const auto level = Ars::parse(key.substr(0, digits));
        // Zeros at the end would mean a larger unit, which comes later.
        if (!level || level->key().size() != digits) continue;
        const Area* area = find(*level);
        if (area != nullptr && (way.empty() || way.back() != area)) way.push_back(area);
    }
    return way;
}

std::vector<std::string> AreaRegister::postcodes_of(const Ars& ars) const {
    std::vector<std::string> found;
    const auto members = parts_->inside(ars.key());
    if (members.empty()) return found;
    const std::uint32_t first = parts_->index_of(members.front());
    const auto last = first + static_cast<std::uint32_t>(members.size());
    const auto& entries = parts_->postcodes_by_area;
    auto entry =
        std::lower_bound(entries.begin(), entries.end(), first,
                         [](const PostcodeEntry& e, std::uint32_t a) { return e.area < a; });
    for (; entry != entries.end() && entry->area < last; ++entry) found.push_back(entry->postcode);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::span<const Area> AreaRegister::all() const {
    return parts_->areas;
}

}  // namespace dw::catalogue
