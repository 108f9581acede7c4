#include "catalogue/import_needs.h"

#include <array>

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

void Needs::add(std::int64_t service, Holder kind, std::int64_t holder) {
    const Needed now{table_of(kind), holder};
    append(now == last_holder_ ? 0 : number_of(now) + 1);
    last_holder_ = now;
    append(number_of({'s', service}));
}

void Needs::append(std::uint32_t number) {
    std::array<std::uint8_t, 5> bytes{};
    std::size_t size = 0;
    for (; number >= 0x80; number >>= 7U) bytes[size++] = static_cast<std::uint8_t>(number | 0x80U);
    bytes[size++] = static_cast<std::uint8_t>(number);
    pairs_.add(BytesView(bytes).first(size));
}

template <class Each>
Outcome Needs::for_each_pair(const Each& each) const {
    std::uint32_t number = 0, holder = 0;
    unsigned shift = 0;
    bool is_service = false;
    return pairs_.for_each([&](BytesView bytes) -> Outcome {
        for (const std::uint8_t byte : bytes) {
            number |= (byte & 0x7FU) << shift;
            shift += 7;
            if (byte >= 0x80) continue;
            if (is_service) each(number, holder);
            if (!is_service && number > 0) holder = number - 1;
            is_service = !is_service;
            number = 0;
            shift = 0;
        }
        return Nothing{};
    });
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

Result<std::unordered_map<std::int64_t, std::string>> Needs::ids_of(store::Connection& connection,
                                                                    const Waiting& waiting) const {
    std::unordered_map<std::int64_t, std::string> ids;
    std::vector<store::Value> refs;
    for (const auto& [number, times] : waiting) refs.emplace_back(needed_[number].ref);
    DW_TRY_DO(for_each_in(
        connection, "select ref, value from catalogue_source_id where tenant = $1 and ref in $list",
        store::shared_tenant(), refs, [&](const store::Row& row) -> Outcome {
            ids.emplace(row.integer(0), row.text(1));
            return Nothing{};
        }));
    return ids;
}

Outcome Needs::report_waiting(store::Connection& connection, FileReport& report) const {
    DW_TRY(const auto is_missing, missing(connection));
    Waiting waiting;
    DW_TRY_DO(for_each_pair([&](std::uint32_t service, std::uint32_t holder) {
        if (!is_missing[service] && !is_missing[holder]) return;
        ++report.counts.pending;
        ++waiting[is_missing[service] ? service : holder];
    }));
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
