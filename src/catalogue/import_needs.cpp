#include "catalogue/import_needs.h"

#include "catalogue/catalogue_tables.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

std::uint32_t Needs::number_of(const Needed& needed) {
    return numbers_.emplace(needed, static_cast<std::uint32_t>(numbers_.size())).first->second;
}

void Needs::add(const Responsibility& responsibility) {
    const char holder = responsibility.holder_kind == Holder::Organisation ? 'o' : 'd';
    pairs_.emplace_back(number_of({'s', responsibility.service}),
                        number_of({holder, responsibility.holder}));
}

Outcome Needs::report_waiting(store::Connection& connection, FileReport& report) const {
    std::vector<const Needed*> needed(numbers_.size());
    std::vector<bool> missing(numbers_.size(), true);
    std::map<char, std::vector<store::Value>> refs;
    std::map<std::pair<char, std::int64_t>, std::uint32_t> by_ref;
    for (const auto& [key, number] : numbers_) {
        needed[number] = &key;
        refs[key.table].emplace_back(ref_of(key.id));
        by_ref[{key.table, ref_of(key.id)}] = number;
    }
    for (const auto& [table, values] : refs) {
        const std::string_view name = table == 's'   ? "catalogue_service"
                                      : table == 'o' ? "catalogue_organisation"
                                                     : "catalogue_online_service";
        const std::string query =
            "select ref from " + std::string(name) + " where tenant = $1 and ref in $list";
        DW_TRY_DO(for_each_in(connection, query, store::shared_tenant(), values,
                              [&, from = table](const store::Row& row) -> Outcome {
                                  missing[by_ref[{from, row.integer(0)}]] = false;
                                  return Nothing{};
                              }));
    }
    std::map<std::uint32_t, std::int64_t> waiting;
    for (const auto& [service, holder] : pairs_) {
        if (!missing[service] && !missing[holder]) continue;
        ++report.counts.pending;
        ++waiting[missing[service] ? service : holder];
    }
    RepeatedFindings findings;
    for (const auto& [number, times] : waiting) {
        const Needed& what = *needed[number];
        const char* code = what.table == 's'   ? "import_waits_for_service"
                           : what.table == 'o' ? "import_waits_for_organisation"
                                               : "import_waits_for_online_service";
        findings.add(code, what.id.value, {}, times);
    }
    findings.move_to(report);
    return Nothing{};
}

}  // namespace dw::catalogue
