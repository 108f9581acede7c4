#include "catalogue/organisation_circles.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "base/limits.h"
#include "catalogue/catalogue_tables.h"
#include "catalogue/content.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

namespace {

// Parents that `all` does not know where they belong.
std::vector<store::Value> unknown_parents(const Parents& all, const Parents& of) {
    std::unordered_set<std::int64_t> unknown;
    for (const auto& [child, parent] : of)
        if (parent && !all.contains(*parent)) unknown.insert(*parent);
    return {unknown.begin(), unknown.end()};
}

Result<Parents> stored_parents(store::Connection& connection,
                               const std::vector<store::Value>& organisations) {
    Parents parents;
    DW_TRY_DO(for_each_in(
        connection,
        "select ref, content from catalogue_organisation where tenant = $1 and ref in $list",
        store::shared_tenant(), organisations, [&](const store::Row& row) -> Outcome {
            DW_TRY(const auto organisation, organisation_from_content(row.bytes(1)));
            if (organisation.parent) parents.emplace(row.integer(0), ref_of(*organisation.parent));
            return Nothing{};
        }));
    return parents;
}

}  // namespace

Result<std::unordered_set<std::int64_t>> organisations_in_circles(store::Connection& connection,
                                                                  const Parents& delivered) {
    Parents all = delivered;
    auto asked = unknown_parents(all, delivered);
    for (std::size_t level = 0; level < limits::organisation_levels && !asked.empty(); ++level) {
        DW_TRY(Parents above, stored_parents(connection, asked));
        all.insert(above.begin(), above.end());
        asked = unknown_parents(all, above);
    }
    std::unordered_set<std::int64_t> circles, looked_at;
    for (const auto& start : delivered) {
        std::vector<std::int64_t> way;
        auto at = all.find(start.first);
        while (at != all.end() && looked_at.insert(at->first).second) {
            way.push_back(at->first);
            at = at->second ? all.find(*at->second) : all.end();
        }
        if (at == all.end()) continue;
        const auto first = std::find(way.begin(), way.end(), at->first);
        std::copy_if(first, way.end(), std::inserter(circles, circles.end()),
                     [&](std::int64_t ref) { return delivered.contains(ref); });
    }
    return circles;
}

}  // namespace dw::catalogue
