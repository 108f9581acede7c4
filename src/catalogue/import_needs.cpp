#include "catalogue/import_needs.h"

#include "catalogue/catalogue_tables.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

namespace {

char table_of(Holder kind) {
    return kind == Holder::Organisation ? 'o' : 'd';
}

}  // namespace

std::uint32_t Needs::number_of(const Needed& needed) {
    const auto [at, is_new] = numbers_.emplace(needed, static_cast<std::uint32_t>(needed_.size()));
    if (is_new) needed_.push_back(needed);
    return at->second;
}

void Needs::add(const Responsibility& responsibility) {
    const auto service = ref_of(responsibility.service), holder = ref_of(responsibility.holder);
    add(service, responsibility.holder_kind, holder);
    ids_.try_emplace(service, responsibility.service.value);
    ids_.try_emplace(holder, responsibility.holder.value);
}

void Needs::add(std::int64_t service, Holder kind, std::int64_t holder) {
    const auto needed = number_of({'s', service});
    pairs_.emplace_back(needed, number_of({table_of(kind), holder}));
}

Result<std::vector<bool>> Needs::missing(store::Connection& connection) const {
    std::vector<bool> missing(needed_.size(), true);
    std::map<char, std::vector<store::Value>> refs;
    for (const Needed& needed : needed_) refs[needed.table].emplace_back(needed.ref);
    for (const auto& [table, values] : refs) {
        const std::string_view name = table == 's'   ? "catalogue_service"
                                      : table == 'o' ? "catalogue_organisation"
                                                     : "catalogue_online_service";
        const std::string query =
            "select ref from " + std::string(name) + " where tenant = $1 and ref in $list";
        DW_TRY_DO(for_each_in(connection, query, store::shared_tenant(), values,
                              [&, from = table](const store::Row& row) -> Outcome {
                                  missing[numbers_.at({from, row.integer(0)})] = false;
                                  return Nothing{};
                              }));
    }
    return missing;
}

Result<std::unordered_map<std::int64_t, std::string>> Needs::ids_of(
    store::Connection& connection, const std::map<std::uint32_t, std::int64_t>& waiting) const {
    std::unordered_map<std::int64_t, std::string> ids;
    std::vector<store::Value> unread;
    for (const auto& [number, times] : waiting) {
        const auto ref = needed_[number].ref;
        const auto found = ids_.find(ref);
        if (found != ids_.end()) {
            ids.insert(*found);
        } else {
            unread.emplace_back(ref);
        }
    }
    DW_TRY_DO(for_each_in(
        connection, "select ref, value from catalogue_source_id where tenant = $1 and ref in $list",
        store::shared_tenant(), unread, [&](const store::Row& row) -> Outcome {
            ids.emplace(row.integer(0), row.text(1));
            return Nothing{};
        }));
    return ids;
}

Outcome Needs::report_waiting(store::Connection& connection, FileReport& report) const {
    DW_TRY(const auto is_missing, missing(connection));
    std::map<std::uint32_t, std::int64_t> waiting;
    for (const auto& [service, holder] : pairs_) {
        if (!is_missing[service] && !is_missing[holder]) continue;
        ++report.counts.pending;
        ++waiting[is_missing[service] ? service : holder];
    }
    DW_TRY(auto ids, ids_of(connection, waiting));
    RepeatedFindings findings;
    for (const auto& [number, times] : waiting) {
        const Needed& what = needed_[number];
        const char* code = what.table == 's'   ? "import_waits_for_service"
                           : what.table == 'o' ? "import_waits_for_organisation"
                                               : "import_waits_for_online_service";
        findings.add(code, ids[what.ref], {}, times);
    }
    findings.move_to(report);
    return Nothing{};
}

}  // namespace dw::catalogue
