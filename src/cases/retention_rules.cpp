#include "cases/retention_rules.h"

#include "base/text.h"

namespace dw::cases {

namespace {

using Events = std::vector<Event>;

Error retained() {
    return conflict("case.retained", "the content must still be kept");
}

}  // namespace

Result<Events> events_of(const CaseState& state, const SetRetention& wish) {
    if (state.is_open()) return conflict("case.open", "the case is open");
    if (state.kept_until == wish.until) return Events{};
    return Events{RetentionSet{wish.until}};
}

Result<Events> events_of(const CaseState& state, const EndRetention& wish) {
    if (state.is_open()) return conflict("case.open", "the case is open");
    if (!state.kept_until || wish.today <= *state.kept_until) return retained();
    if (state.destroyed_on) return Events{};
    return Events{RetentionEnded{wish.destroyed_on}};
}

Result<Events> events_of(const CaseState& state, const PlaceHold& wish) {
    if (trim(wish.reason).empty()) return invalid("case.no_hold_reason", "a hold needs a reason");
    if (state.hold) return conflict("case.held", "the case is held already");
    return Events{HoldPlaced{wish.reason, wish.by}};
}

// Whoever lifts a hold gives everybody the whole time again.
Result<Events> events_of(const CaseState& state, const LiftHold& wish) {
    if (!state.hold) return conflict("case.not_held", "there is no hold");
    const auto destroyed_on =
        state.destroyed_on ? std::optional(wish.destroyed_on) : std::optional<Date>();
    return Events{HoldLifted{destroyed_on, wish.by}};
}

Result<Events> events_of(const CaseState& state, const DestroyContent& wish) {
    if (state.is_open()) return conflict("case.open", "the case is open");
    if (state.hold) return conflict("case.held", "the case is held");
    const bool over = state.kept_until && wish.today > *state.kept_until;
    if (!over || !state.destroyed_on || wish.today < *state.destroyed_on) return retained();
    const auto& opened = state.opened;
    return Events{ContentDestroyed{opened.number, opened.code_hash, opened.office,
                                   opened.organisation, wish.today}};
}

}  // namespace dw::cases
