#include "cases/presence.h"

#include <algorithm>
#include <functional>

namespace dw::cases {

namespace {

using store::of;

constexpr std::chrono::minutes noted_again_after{1};
constexpr std::size_t remembered = 10'000;  // people and cases of one copy

}  // namespace

Outcome Presence::note(store::Store& store, const identity::Principal& principal, CaseId id) {
    const Instant now = store.clock().now();
    {
        std::lock_guard lock(mutex_);
        if (noted_.size() >= remembered) noted_.clear();
        const auto [at, is_new] = noted_.try_emplace({principal.person, id}, now);
        if (!is_new && now - at->second < noted_again_after) return Nothing{};
        at->second = now;
    }
    store::Change change{.tenant = principal.tenant};
    change.statements.push_back(
        {"insert into case_presence (tenant, case_id, person, seen_at) values ($1, $2, $3, $4) "
         "on conflict (tenant, case_id, person) do update set seen_at = excluded.seen_at",
         {of(principal.tenant), of(id), of(principal.person), of(now)}});
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

Result<std::vector<Present>> others_in(store::Connection& connection,
                                       const identity::Principal& principal, CaseId id,
                                       Instant now) {
    DW_TRY(const auto rows,
           connection.query("select person, seen_at from case_presence where tenant = $1 and "
                            "case_id = $2 and seen_at > $3 limit 20",
                            {of(principal.tenant), of(id), of(now - presence_lasts)}));
    std::vector<Present> others;
    for (const auto& row : rows) {
        const Present present{row.id<identity::PersonId>(0), row.instant(1)};
        if (present.person != principal.person) others.push_back(present);
    }
    std::ranges::sort(others, std::greater{}, &Present::seen_at);
    return others;
}

store::Statement forget_presence(Instant now) {
    return {"delete from case_presence where seen_at <= $1", {of(now - presence_lasts)}};
}

}  // namespace dw::cases
