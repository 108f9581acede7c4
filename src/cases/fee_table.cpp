#include "cases/fee_table.h"

#include <algorithm>
#include <tuple>

#include "cases/fee.h"
#include "cases/payment_reference.h"

namespace dw::cases {

namespace {

using store::of;

constexpr std::string_view of_scope =
    "select case_id, due from case_fee where tenant = $1 and scope = $2 and settled = 0 "
    "order by due, case_id limit $3";
constexpr std::string_view of_office =
    "select case_id, due from case_fee where tenant = $1 and organisation = $2 and settled = 0 "
    "order by due, case_id limit $3";

constexpr std::string_view overdue_of_scope =
    "select case_id from case_fee where tenant = $1 and scope = $2 and settled = 0 and due < $3 "
    "limit $4";
constexpr std::string_view overdue_of_office =
    "select case_id from case_fee where tenant = $1 and organisation = $2 and settled = 0 "
    "and due < $3 limit $4";

// Before the letter is known there is no day to pay: such fees stand at the end.
Date day_in_order(const CaseState& state) {
    using namespace std::chrono_literals;
    const bool is_final = !state.fee->due_from || state.fee_known_on;
    return is_final ? state.fee->due : Date{9999y / 12 / 31};
}

store::Values row_of(const CasePlace& place, const CaseState& state) {
    const auto scope = state.team ? identity::scope_of(*state.team)
                                  : identity::scope_of(state.opened.organisation);
    const bool settled = payment_of(state) == Payment::Paid;
    return {of(place.tenant),
            of(place.id),
            of(state.opened.organisation),
            of(scope),
            of(read_reference(state.fee->reference).value_or(state.fee->reference)),
            of(day_in_order(state)),
            std::int64_t{settled ? 1 : 0}};
}

}  // namespace

store::Statement fee_claim(const CasePlace& place, const CaseState& state) {
    return {
        "insert into case_fee (tenant, case_id, organisation, scope, reference, due, settled) "
        "values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        row_of(place, state), 1};
}

std::vector<store::Statement> fee_rows(const CasePlace& place, const CaseState& state) {
    std::vector<store::Statement> rows{{"delete from case_fee where tenant = $1 and case_id = $2",
                                        {of(place.tenant), of(place.id)}}};
    if (!state.fee || state.fee->reference.empty()) return rows;
    rows.push_back(
        {"insert into case_fee (tenant, case_id, organisation, scope, reference, due, settled) "
         "values ($1, $2, $3, $4, $5, $6, $7)",
         row_of(place, state)});
    return rows;
}

Result<std::optional<CaseId>> case_of_reference(store::Connection& connection,
                                                const identity::Principal& principal,
                                                const std::string& plain) {
    DW_TRY(const auto rows,
           connection.query("select case_id from case_fee where tenant = $1 "
                            "and organisation = $2 and reference = $3",
                            {of(principal.tenant), of(principal.organisation), of(plain)}));
    return rows.empty() ? std::optional<CaseId>() : rows[0].id<CaseId>(0);
}

Result<int> overdue_fees(store::Connection& connection, const identity::Principal& principal,
                         Date today, int limit) {
    std::size_t found = 0;
    const auto read = [&](std::string_view sql, const store::Value& whose) -> Outcome {
        DW_TRY(const auto rows,
               connection.query(std::string(sql), {of(principal.tenant), whose, of(today),
                                                   static_cast<std::int64_t>(limit)}));
        found += rows.size();
        return Nothing{};
    };
    if (principal.has(identity::Role::TeamLead)) {
        DW_TRY_DO(read(overdue_of_office, of(principal.organisation)));
    } else {
        for (const auto& scope : principal.scopes) DW_TRY_DO(read(overdue_of_scope, of(scope)));
    }
    return std::min(static_cast<int>(found), limit);
}

Result<std::vector<CaseId>> unsettled_fees(store::Connection& connection,
                                           const identity::Principal& principal, int limit) {
    std::vector<std::pair<Date, CaseId>> found;
    const auto read = [&](std::string_view sql, const store::Value& whose) -> Outcome {
        DW_TRY(const auto rows,
               connection.query(std::string(sql),
                                {of(principal.tenant), whose, static_cast<std::int64_t>(limit)}));
        for (const auto& row : rows) found.emplace_back(row.date(1), row.id<CaseId>(0));
        return Nothing{};
    };
    if (principal.has(identity::Role::TeamLead)) {
        DW_TRY_DO(read(of_office, of(principal.organisation)));
    } else {
        for (const auto& scope : principal.scopes) DW_TRY_DO(read(of_scope, of(scope)));
    }
    std::ranges::sort(found);
    if (found.size() > static_cast<std::size_t>(limit))
        found.resize(static_cast<std::size_t>(limit));
    std::vector<CaseId> ids;
    for (const auto& [due, id] : found) ids.push_back(id);
    return ids;
}

}  // namespace dw::cases
