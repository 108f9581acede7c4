#include "cases/letter_table.h"

#include <algorithm>
#include <tuple>

#include "store/due.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

using store::of;

// With the same columns for both: an index of its own each.
constexpr std::string_view of_scope =
    "select case_id, letter, since from case_letter where tenant = $1 and scope = $2 "
    "order by since, case_id, letter limit $3";
constexpr std::string_view of_office =
    "select case_id, letter, since from case_letter where tenant = $1 and organisation = $2 "
    "order by since, case_id, letter limit $3";

WaitingLetter letter_from(const store::Row& row) {
    return {row.id<CaseId>(0), row.integer(1), row.date(2)};
}

auto order(const WaitingLetter& letter) {
    return std::tuple(letter.since, letter.case_id, letter.letter);
}

// Fires on the day after the last one on which something that is kept ready can be retrieved.
store::Statement retrieval_timer(const CasePlace& place, const CaseState& state) {
    std::optional<Date> until;
    for (const Letter& letter : state.letters)
        if (letter.waits_online() && (!until || letter.provided->until < *until))
            until = letter.provided->until;
    const std::string key = place.id.to_string();
    if (!until) return store::timer_clear(place.tenant, retrieval_timer_kind, key);
    return store::timer_set({.tenant = place.tenant,
                             .kind = retrieval_timer_kind,
                             .key = key,
                             .due = start_of(std::chrono::sys_days{*until} + std::chrono::days{1}),
                             .payload = place.id.to_bytes()});
}

}  // namespace

std::vector<store::Statement> letter_rows(const CasePlace& place, const CaseState& state) {
    std::vector<store::Statement> rows{
        {"delete from case_letter where tenant = $1 and case_id = $2",
         {of(place.tenant), of(place.id)}},
        retrieval_timer(place, state)};
    const auto scope = state.team ? identity::scope_of(*state.team)
                                  : identity::scope_of(state.opened.organisation);
    for (const Letter& letter : state.letters) {
        if (!letter.waits()) continue;
        rows.push_back(
            {"insert into case_letter (tenant, case_id, letter, organisation, scope, since) "
             "values ($1, $2, $3, $4, $5, $6)",
             {of(place.tenant), of(place.id), letter.sequence, of(state.opened.organisation),
              of(scope), of(*letter.ordered)}});
    }
    return rows;
}

Result<std::vector<WaitingLetter>> waiting_letters(store::Connection& connection,
                                                   const identity::Principal& principal,
                                                   int limit) {
    std::vector<WaitingLetter> letters;
    const auto read = [&](std::string_view sql, const store::Value& whose) -> Outcome {
        DW_TRY(const auto rows,
               connection.query(std::string(sql),
                                {of(principal.tenant), whose, static_cast<std::int64_t>(limit)}));
        for (const auto& row : rows) letters.push_back(letter_from(row));
        return Nothing{};
    };
    if (principal.has(identity::Role::TeamLead)) {
        DW_TRY_DO(read(of_office, of(principal.organisation)));
    } else {
        for (const auto& scope : principal.scopes) DW_TRY_DO(read(of_scope, of(scope)));
    }
    std::ranges::sort(letters, {}, order);
    if (letters.size() > static_cast<std::size_t>(limit))
        letters.resize(static_cast<std::size_t>(limit));
    return letters;
}

}  // namespace dw::cases
