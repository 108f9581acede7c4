// What the register is made of; for the files of the register only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalogue/area.h"

namespace dw::catalogue {

struct NameEntry {
    std::string key;  // folded name from one of its words to its end
    std::uint32_t area;
    bool from_start;
};

struct PostcodeEntry {
    std::string postcode;
    std::uint32_t area;
};

struct AreaRegister::Parts {
    std::vector<Area> areas;               // by key
    std::vector<NameEntry> names;          // by key
    std::vector<PostcodeEntry> postcodes;  // by postcode
    std::vector<PostcodeEntry> postcodes_by_area;
    std::vector<FormerArea> former;  // by key

    Outcome read_areas(std::string_view csv);
    Outcome read_postcodes(std::string_view csv);
    Outcome read_former(std::string_view csv);
    const Area* with_key(std::string_view key) const;
    void add_names(std::uint32_t area);
    void add_name(std::uint32_t area, const std::string& folded);

    std::uint32_t index_of(const Area& area) const {
        return static_cast<std::uint32_t>(&area - areas.data());
    }
    std::span<const Area> inside(std::string_view key) const;
    std::vector<std::uint32_t> with_name(std::string_view written) const;
    std::vector<std::uint32_t> with_postcode(std::string_view postcode) const;
};

// A file of data/areas, packed into the program.
Result<std::string_view> packed_file(std::string_view path);
// "Grafing b.München, St" -> "Grafing b.München"
std::string short_name_of(std::string_view name);
// Without case and accents; punctuation separates words.
std::string fold(std::string_view name);

}  // namespace dw::catalogue
