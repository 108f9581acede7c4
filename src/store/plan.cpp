#include "store/plan.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace dw::store::testing {

namespace {

// SQLite says SCAN for a table read from one end to the other, also when it walks an index;
// PostgreSQL says Seq Scan. Bitmap scans lose the order, so they are followed by a sort.
constexpr std::array<std::string_view, 7> unwanted{
    "SCAN ",    "USE TEMP B-TREE",  "AUTOMATIC",   "Seq Scan",
    "Sort Key", "Incremental Sort", "Materialize",
};

// Constants and the results of inner steps are not tables.
constexpr std::array<std::string_view, 3> harmless{"SCAN CONSTANT ROW", "SCAN (subquery",
                                                   "SCAN found"};

Result<std::string> sqlite_plan(Connection& connection, std::string_view sql,
                                const Values& parameters) {
    std::string plan;
    DW_TRY_DO(connection.for_each("explain query plan " + std::string(sql), parameters,
                                  [&](const Row& row) -> Outcome {
                                      plan += row.text(3) + "\n";
                                      return Nothing{};
                                  }));
    return plan;
}

Result<std::string> postgres_plan(Connection& connection, std::string_view sql,
                                  const Values& parameters) {
    DW_TRY_DO(connection.run_script(
        "set enable_seqscan = off; set enable_sort = off; set enable_bitmapscan = off; "
        "set enable_incremental_sort = off; set plan_cache_mode = force_generic_plan"));
    std::string plan;
    const auto explained = connection.for_each("explain (costs off) " + std::string(sql),
                                               parameters, [&](const Row& row) -> Outcome {
                                                   plan += row.text(0) + "\n";
                                                   return Nothing{};
                                               });
    DW_TRY_DO(
        connection.run_script("reset enable_seqscan; reset enable_sort; reset enable_bitmapscan; "
                              "reset enable_incremental_sort; reset plan_cache_mode"));
    DW_TRY_DO(explained);
    return plan;
}

}  // namespace

Result<std::string> plan_of(Connection& connection, std::string_view sql,
                            const Values& parameters) {
    return connection.dialect() == Dialect::Sqlite ? sqlite_plan(connection, sql, parameters)
                                                   : postgres_plan(connection, sql, parameters);
}

bool uses_no_scan_or_sort(std::string_view plan) {
    return std::ranges::none_of(split(plan, '\n'), [](std::string_view step) {
        const auto names = [&](std::string_view words) {
            return step.find(words) != std::string_view::npos;
        };
        return std::ranges::any_of(unwanted, names) && std::ranges::none_of(harmless, names);
    });
}

}  // namespace dw::store::testing
