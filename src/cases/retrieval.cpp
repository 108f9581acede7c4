// Retrieval (Datenabruf) of decisions that are kept ready: for whom, until when, and what happens
// to those nobody came for. And what counts from the day a letter is known: the day to pay.
#include <algorithm>

#include "cases/case_mail.h"
#include "cases/case_table.h"
#include "cases/cases.h"
#include "cases/fee.h"
#include "cases/letter.h"
#include "store/due.h"
#include "terms/berlin.h"

namespace dw::cases {

std::optional<Provision> Cases::provision(const CaseState& state) const {
    const auto* package = package_of(state);
    if (!announced_online(state, package)) return std::nullopt;
    const Ars& seat = state.opened.place;
    const Date today = berlin_date(at_.store.clock().now());
    const auto rule = at_.law.retrieval.find(delivery_law(state, today), seat, today);
    if (!rule) return std::nullopt;
    return Provision{today, last_retrieval_day(*rule, today, at_.calendar, seat)};
}

DeliveryLaw Cases::delivery_law(const CaseState& state, Date decided) const {
    const auto* package = package_of(state);
    if (!package) return DeliveryLaw::General;
    const auto remedy = at_.law.remedies.find(package->remedy, state.opened.place, decided);
    return remedy ? remedy->rule.delivery : package->announcement.law;
}

std::optional<RetrievalRule> Cases::retrieval_rule(const CaseState& state) const {
    const Date today = berlin_date(at_.store.clock().now());
    const auto rule = at_.law.retrieval.find(delivery_law(state, today), state.opened.place, today);
    return rule ? std::optional(*rule) : std::nullopt;
}

std::optional<Date> Cases::known_on(const CaseState& state, const Letter& letter) const {
    const Ars& seat = state.opened.place;
    const bool on_its_way = letter.posted && !letter.returned;
    if (!letter.retrieved && !on_its_way) return std::nullopt;
    const Date sent = letter.retrieved ? letter.provided->on : letter.posted->on;
    const auto law = delivery_law(state, sent);
    if (!letter.retrieved) {
        const auto known = at_.law.tables.delivery.announced(
            channel_under(law, DeliveryChannel::Post), sent, at_.calendar, seat);
        return known ? std::optional(known->known_on) : std::nullopt;
    }
    const auto rule = at_.law.retrieval.find(law, seat, sent);
    if (!rule) return std::nullopt;
    const Date from = rule->counts_from_notice ? sent : *letter.retrieved;
    const auto known =
        at_.law.tables.delivery.announced(channel_under(law, rule->way), from, at_.calendar, seat);
    if (!known) return std::nullopt;
    if (!rule->counts_from_notice) return known->known_on;
    return arrived_on(*known, *letter.retrieved).known_on;
}

std::optional<FeeDays> Cases::fee_days(const CaseState& state, const Letter& letter) const {
    const auto& fee = state.fee;
    if (!fee || !fee->due_from || letter.sequence != fee_letter(state)) return std::nullopt;
    const auto known = known_on(state, letter);
    if (!known) return std::nullopt;
    if (*fee->due_from == forms::DueFrom::Known)
        return FeeDays{letter.sequence, *known, day_to_pay(state, *known, fee->due_days)};
    // § 220 Abs. 2 S. 2 AO: not before the person knows of it.
    return FeeDays{letter.sequence, *known, std::max(fee->due, *known)};
}

std::optional<FeeDays> Cases::fee_days_if_retrieved(const CaseState& state, Date today) const {
    for (Letter letter : state.letters) {
        if (letter.sequence != fee_letter(state) || !letter.waits_online()) continue;
        letter.retrieved = today;
        return fee_days(state, letter);
    }
    return std::nullopt;
}

// Whoever reads online can do so at once; a letter takes its days.
std::optional<Date> Cases::months_after_known(const CaseState& state, int months) const {
    const Date today = berlin_date(at_.store.clock().now());
    Letter letter;
    if (const auto online = provision(state)) {
        letter.provided = LetterProvided{0, online->on, online->until};
        letter.retrieved = today;
    } else {
        letter.posted = LetterPosted{0, today, {}};
    }
    const auto known = known_on(state, letter);
    if (!known) return std::nullopt;
    const DeadlineRule rule{.period = {months, PeriodUnit::Months}};
    return deadline_from(*known, rule, at_.calendar, state.opened.place).end;
}

// An end on a Saturday, Sunday or holiday moves (§ 193 BGB, § 108 Abs. 3 AO).
Date Cases::day_to_pay(const CaseState& state, Date from, int days) const {
    if (days == 0) return from;
    const DeadlineRule rule{.period = {days, PeriodUnit::Days}};
    return deadline_from(from, rule, at_.calendar, state.opened.place).end;
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
