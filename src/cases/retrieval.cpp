// Retrieval (Datenabruf) of decisions that are kept ready: for whom, until when, and what happens
// to those nobody came for.
#include "cases/case_mail.h"
#include "cases/case_table.h"
#include "cases/cases.h"
#include "cases/letter.h"
#include "store/due.h"
#include "terms/berlin.h"

namespace dw::cases {

std::optional<Provision> Cases::provision(const CaseState& state) const {
    const auto* package = package_of(state);
    if (!announced_online(state, package)) return std::nullopt;
    const Ars& seat = state.opened.place;
    const Date today = berlin_date(at_.store.clock().now());
    const auto remedy = at_.law.remedies.find(package->remedy, seat, today);
    const auto rule =
        at_.law.retrieval.find(remedy ? remedy->rule.delivery : DeliveryLaw::General, seat, today);
    if (!rule) return std::nullopt;
    return Provision{today, last_retrieval_day(*rule, today, at_.calendar, seat)};
}

Result<int> Cases::end_provisions() {
    const Date today = berlin_date(at_.store.clock().now());
    int ended = 0;
    const auto fire = [&](const store::Timer& timer) -> Result<store::Change> {
        const auto id = CaseId::from_bytes(timer.payload);
        if (!id) return corrupt("cases.retrieval_timer", "payload of a timer");
        DW_TRY(const auto reader, at_.store.reader());
        const auto loaded = load_case(*reader, at_.store.keys(), timer.tenant, *id);
        const store::Change nothing{.tenant = timer.tenant};
        if (!loaded && loaded.error().kind == ErrorKind::NotFound) return nothing;
        if (!loaded) return loaded.error();
        if (loaded->state.is_destroyed() || loaded->state.has_unknown_events) return nothing;
        DW_TRY(const auto events, cases::decide(loaded->state, EndProvision{today}));
        if (events.empty()) return nothing;
        // Nobody of flesh and blood does this: the actor is nil.
        DW_TRY(auto appended,
               append(*reader, at_.store.keys(), {timer.tenant, *id, {}, loaded->state, events}));
        add_notice(at_.store, appended, *id, events);
        ++ended;
        return std::move(appended.change);
    };
    DW_TRY_DO(store::run_due(at_.store, retrieval_timer_kind, fire));
    return ended;
}

}  // namespace dw::cases
