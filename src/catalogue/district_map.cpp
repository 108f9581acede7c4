#include "catalogue/district_map.h"

#include <array>
#include <map>

#include "catalogue/area_parts.h"
#include "catalogue/coverage_words.h"
#include "catalogue/texts.h"
#include "terms/data_table.h"

namespace dw::catalogue {

namespace {

constexpr std::array<std::string_view, 2> columns{"key", "path"};

struct Outlines {
    std::string size;                          // "600 809"
    std::map<std::string, std::string> paths;  // SVG path by key
};

const Outlines& outlines() {
    static const Outlines read = [] {
        Outlines found;
        const auto csv = packed_file("data/areas/districts.csv");
        if (!csv) return found;
        for (const auto& row : read_data_table(*csv, columns).rows) {
            if (row.cells[0] == "size") {
                found.size = row.cells[1];
            } else {
                found.paths.emplace(row.cells[0], row.cells[1]);
            }
        }
        return found;
    }();
    return read;
}

constexpr std::array<std::string_view, 5> shades{"dw-map__0", "dw-map__1", "dw-map__2", "dw-map__3",
                                                 "dw-map__4"};

}  // namespace

int shade_of(const CoverageCount& count) {
    if (count.covered == 0) return 0;
    if (count.covered == count.municipalities) return 4;
    const auto permille = count.permille();
    return permille < 250 ? 1 : permille < 750 ? 2 : 3;
}

web::Html district_map(const Coverage& coverage, const std::string& label, Language language) {
    std::map<std::string_view, const CoverageLine*> lines;
    for (const auto& line : coverage.districts) lines.emplace(line.area->ars.key(), &line);
    web::Html paths;
    for (const auto& [key, path] : outlines().paths) {
        const auto found = lines.find(key);
        if (found == lines.end()) {
            paths += web::html<"<path class=\"dw-map__none\" d=\"{}\"></path>">(path);
            continue;
        }
        const auto& line = *found->second;
        const auto shade = shades[static_cast<std::size_t>(shade_of(line.count))];
        paths += web::html<"<path class=\"{}\" d=\"{}\"><title>{}</title></path>">(
            shade, path, line.area->short_name + ": " + count_words(line.count, language));
    }
    return web::html<
        "<svg class=\"dw-map\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {}\">{}</svg>">(
        label, outlines().size, paths);
}

web::Html map_legend(Language language) {
    const std::array<Text, 5> words{texts::coverage_shade_0, texts::coverage_shade_1,
                                    texts::coverage_shade_2, texts::coverage_shade_3,
                                    texts::coverage_shade_4};
    web::Html items;
    for (std::size_t i = 0; i < shades.size(); ++i)
        items += web::html<
            "<li><svg class=\"dw-map__key\" aria-hidden=\"true\" viewBox=\"0 0 2 2\">"
            "<path class=\"{}\" d=\"M0 0h2v2h-2z\"></path></svg> {}</li>">(shades[i],
                                                                           words[i].in(language));
    return web::html<"<ul class=\"dw-map__legend kern-body\">{}</ul>">(items);
}

}  // namespace dw::catalogue
