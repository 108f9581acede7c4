// The timer of closed cases. One change holds the event, the rows that go, and the keys: whoever
// dies in between has done nothing. Blobs lose their keys here and are collected later, because
// nothing refers to them any more.
#include "base/limits.h"
#include "base/match.h"
#include "cases/case_table.h"
#include "cases/cases.h"
#include "cases/retention.h"
#include "store/due.h"
#include "store/steady_clock.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

using store::of;
using store::Statement;

// Mail of the case that waits or was sent: its keys begin with the case's id, or with "code/" and
// it (case_mail.cpp, status_access.cpp); "0" comes after "/".
Statement mails_of(const CasePlace& place, const std::string& front) {
    const std::string begin = front + place.id.to_string();
    return {"delete from outbox where tenant = $1 and kind = 'mail' and key >= $2 and key < $3",
            {of(place.tenant), of(begin + "/"), of(begin + "0")}};
}

// Rows of sessions at the status page and repeated Idempotency-Keys hold ids alone and end by
// themselves within hours.
std::vector<Statement> destroyed_with(const CasePlace& place, const CaseState& state) {
    std::vector<Statement> statements{
        {"delete from one_time_code where tenant = $1 and case_id = $2",
         {of(place.tenant), of(place.id)}},
        mails_of(place, ""),
        mails_of(place, "code/")};
    for (const auto compartment : {Compartment::Shared, Compartment::Internal})
        statements.push_back(
            store::KeyRing::destroy(place.tenant, compartment_name(place.id, compartment)));
    for (const auto& document : state.documents)
        statements.push_back(store::KeyRing::destroy(place.tenant, document.key));
    return statements;
}

class RetentionTimer {
  public:
    RetentionTimer(const Cases& cases, Instant steady_since)
        : cases_(cases), at_(cases.neighbours()), steady_since_(steady_since) {}

    Result<store::Change> fire(const store::Timer& timer) {
        const auto id = CaseId::from_bytes(timer.payload);
        if (!id) return corrupt("cases.retention_timer", "payload of a timer");
        DW_TRY(const auto reader, at_.store.reader());
        const auto loaded = load_case(*reader, at_.store.keys(), timer.tenant, *id);
        store::Change nothing{.tenant = timer.tenant};
        if (!loaded && loaded.error().kind == ErrorKind::NotFound) return nothing;
        if (!loaded) return loaded.error();
        const Instant now = at_.store.clock().now();
        const RetentionMoment moment{
            .today = berlin_date(now),
            .clock_is_steady = now - steady_since_ >= limits::steady_clock_time};
        const auto step =
            next_step(*loaded, moment, cases_.package_of(loaded->state), at_.calendar);
        return match(
            step, [&](std::monostate) -> Result<store::Change> { return nothing; },
            [&](Date later) -> Result<store::Change> {
                store::Timer again = timer;
                again.due = start_of(later);
                nothing.statements.push_back(store::timer_set(again));
                return nothing;
            },
            [&](const Command& command) {
                return perform(*reader, {timer.tenant, *id}, loaded->state, command);
            });
    }

    int destroyed() const { return static_cast<int>(destroyed_.size()); }

  private:
    Result<store::Change> perform(store::Connection& connection, const CasePlace& place,
                                  const CaseState& state, const Command& command) {
        DW_TRY(const auto events, decide(state, command));
        // Nobody of flesh and blood does this: the actor is nil.
        DW_TRY(auto appended,
               append(connection, at_.store.keys(), {place.tenant, place.id, {}, state, events}));
        if (appended.after.is_destroyed()) {
            auto more = destroyed_with(place, state);
            auto& statements = appended.change.statements;
            statements.insert(statements.end(), std::make_move_iterator(more.begin()),
                              std::make_move_iterator(more.end()));
            destroyed_.insert(place.id);
        }
        return std::move(appended.change);
    }

    const Cases& cases_;
    const Neighbours& at_;
    Instant steady_since_;
    std::set<CaseId> destroyed_;
};

}  // namespace

Result<int> Cases::end_retention() {
    DW_TRY(const Instant steady_since, store::clock_steady_since(at_.store));
    RetentionTimer retention(*this, steady_since);
    DW_TRY_DO(store::run_due(at_.store, retention_timer_kind,
                             [&](const store::Timer& timer) { return retention.fire(timer); }));
    if (retention.destroyed() == 0) return 0;
    at_.store.keys().forget_all();
    // Keys must not stay in the write-ahead log either.
    DW_TRY_DO(at_.store.database().checkpoint());
    return retention.destroyed();
}

}  // namespace dw::cases
