#include "catalogue/situations.h"

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "base/text.h"
#include "catalogue/assets.h"
#include "terms/data_table.h"

namespace dw::catalogue {

namespace {

std::vector<Situation> read_situations() {
    constexpr std::array<std::string_view, 4> columns{"code", "german", "english", "keys"};
    std::vector<Situation> all;
    for (const auto& file : assets::files) {
        if (file.path != "data/situations/situations.csv") continue;
        const auto table = read_data_table(file.bytes, columns);
        DW_ASSERT(table.findings.empty());
        for (const auto& row : table.rows) {
            all.push_back({row.cells[0], row.cells[1], row.cells[2], split(row.cells[3], ' ')});
        }
    }
    return all;
}

}  // namespace

const std::vector<Situation>& situations() {
    static const std::vector<Situation> all = read_situations();
    return all;
}

const Situation* situation(std::string_view code) {
    const auto& all = situations();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Situation& one) { return one.code == code; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace dw::catalogue
