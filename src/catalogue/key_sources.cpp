#include "catalogue/key_sources.h"

#include <array>
#include <map>

#include "base/assert.h"
#include "catalogue/assets.h"
#include "terms/data_table.h"

namespace dw::catalogue {

namespace {

using KeySources = std::map<std::string, KeySource, std::less<>>;

KeySources read_table() {
    constexpr std::array<std::string_view, 3> columns{"key", "sources", "seen_on"};
    KeySources known;
    for (const auto& file : assets::files) {
        if (file.path != "data/keys/key_sources.csv") continue;
        const auto table = read_data_table(file.bytes, columns);
        DW_ASSERT(table.findings.empty());
        for (const auto& row : table.rows) {
            const auto seen_on = parse_date(row.cells[2]);
            DW_ASSERT(ServiceKey::parse(row.cells[0]) && seen_on);
            known.emplace(
                row.cells[0],
                KeySource{.in_list_of_2019 = row.cells[1].find('A') != std::string::npos,
                          .in_public_programs = row.cells[1].find('B') != std::string::npos,
                          .seen_on = *seen_on});
        }
    }
    return known;
}

}  // namespace

std::optional<KeySource> key_source(const ServiceKey& key) {
    static const KeySources known = read_table();
    const auto found = known.find(key.digits());
    return found == known.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace dw::catalogue
