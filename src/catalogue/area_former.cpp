// Municipalities that are gone: their keys stand in old data and old links for years.

#include <algorithm>
#include <array>

#include "base/text.h"
#include "catalogue/area_parts.h"
#include "terms/data_table.h"

namespace dw::catalogue {

namespace {

constexpr std::array<std::string_view, 6> columns{"key",      "name",      "today",
                                                  "evidence", "last_seen", "missing"};

bool comes_before(const FormerArea& area, std::string_view key) {
    return area.ars.key() < key;
}

}  // namespace

const Area* AreaRegister::Parts::with_key(std::string_view key) const {
    const auto found =
        std::lower_bound(areas.begin(), areas.end(), key,
                         [](const Area& area, std::string_view k) { return area.ars.key() < k; });
    return found != areas.end() && found->ars.key() == key ? &*found : nullptr;
}

Outcome AreaRegister::Parts::read_former(std::string_view csv) {
    const DataTable table = read_data_table(csv, columns);
    if (!table.findings.empty())
        return corrupt("catalogue.areas", "former_areas.csv, " + table.findings.front().place);
    for (const DataRow& row : table.rows) {
        DW_TRY(const Ars ars, Ars::parse(row.cells[0]));
        const Area* today = with_key(row.cells[2]);
        const auto last_seen = parse_date(row.cells[4]), missing = parse_date(row.cells[5]);
        if (!today || !last_seen || !missing)
            return corrupt("catalogue.areas", "former_areas.csv, " + std::string(row.cells[0]));
        former.push_back({.ars = ars,
                          .name = std::string(row.cells[1]),
                          .today = today,
                          .goes_on = row.cells[3] == "name",
                          .last_seen = *last_seen,
                          .missing = *missing});
    }
    std::sort(former.begin(), former.end(),
              [](const FormerArea& a, const FormerArea& b) { return a.ars.key() < b.ars.key(); });
    return Nothing{};
}

const FormerArea* AreaRegister::find_former(std::string_view key) const {
    const auto& former = parts_->former;
    key = trim(key);
    if (Ars::looks_like_ags(key)) {
        const auto found = std::find_if(former.begin(), former.end(), [&](const FormerArea& area) {
            return area.ars.ags() == key;
        });
        return found == former.end() ? nullptr : &*found;
    }
    const auto found = std::lower_bound(former.begin(), former.end(), key, comes_before);
    return found != former.end() && found->ars.key() == key ? &*found : nullptr;
}

std::span<const FormerArea> AreaRegister::former() const {
    return parts_->former;
}

Ars AreaRegister::today(const Ars& ars) const {
    const auto* former = find_former(ars.key());
    return former ? former->today->ars : ars;
}

}  // namespace dw::catalogue
