#include "cases/deadline_table.h"

#include "identity/visibility.h"
#include "store/due.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

using store::of;
using store::Statement;

bool ever_ran(const CaseState& state) {
    if (!state.deadlines.empty() || !state.opinions.empty()) return true;
    for (const auto& message : state.messages)
        if (message.sent.answer_by) return true;
    return false;
}

// Whoever works on it, and the team or office it belongs to.
std::vector<identity::ScopeId> scopes_of(const CaseState& state) {
    std::vector<identity::ScopeId> scopes{state.team
                                              ? identity::scope_of(*state.team)
                                              : identity::scope_of(state.opened.organisation)};
    if (state.assignee) scopes.push_back(identity::scope_of(*state.assignee));
    return scopes;
}

std::vector<std::pair<std::string, Date>> last_days(const CaseState& state) {
    std::vector<std::pair<std::string, Date>> days;
    if (!state.is_open()) return days;
    if (state.question && state.question->answer_by)
        days.emplace_back(answer_law, *state.question->answer_by);
    for (const auto& deadline : state.deadlines)
        if (deadline.runs()) days.emplace_back(deadline.law, *deadline.last_day);
    return days;
}

Statement alarm(const CasePlace& place, const CaseState& state) {
    const auto next = next_alarm(state);
    const std::string key = place.id.to_string();
    if (!next) return store::timer_clear(place.tenant, alarm_timer_kind, key);
    return store::timer_set({.tenant = place.tenant,
                             .kind = alarm_timer_kind,
                             .key = key,
                             .due = start_of(*next),
                             .payload = place.id.to_bytes()});
}

}  // namespace

std::vector<Statement> deadline_rows(const CasePlace& place, const CaseState& state) {
    // Of a destroyed case the state does not tell any more what there was.
    if (!state.is_destroyed() && !ever_ran(state)) return {};
    std::vector<Statement> rows{{"delete from case_deadline where tenant = $1 and case_id = $2",
                                 {of(place.tenant), of(place.id)}}};
    for (const auto& [law, last_day] : last_days(state)) {
        for (const auto& scope : scopes_of(state))
            rows.push_back(
                {"insert into case_deadline (tenant, case_id, law, scope, last_day) "
                 "values ($1, $2, $3, $4, $5)",
                 {of(place.tenant), of(place.id), of(law), of(scope), of(last_day)}});
    }
    rows.push_back(alarm(place, state));
    return rows;
}

Result<std::vector<DeadlineLine>> deadlines_of(store::Connection& connection,
                                               store::TenantId tenant, identity::ScopeId scope,
                                               int limit) {
    DW_TRY(const auto rows,
           connection.query("select case_id, law, last_day from case_deadline "
                            "where tenant = $1 and scope = $2 "
                            "order by last_day, case_id, law limit $3",
                            {of(tenant), of(scope), static_cast<std::int64_t>(limit)}));
    std::vector<DeadlineLine> lines;
    for (const auto& row : rows) lines.push_back({row.id<CaseId>(0), row.text(1), row.date(2)});
    return lines;
}

}  // namespace dw::cases
