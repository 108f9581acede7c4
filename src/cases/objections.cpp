// The verbs of objections: one opens a case of its own, in one change with what the contested case
// is told. §§ 68-73 VwGO, §§ 347-367 AO.
#include <algorithm>

#include "base/text.h"
#include "cases/case_log.h"
#include "cases/case_mail.h"
#include "cases/case_number.h"
#include "cases/case_table.h"
#include "cases/kept_files.h"
#include "cases/standing.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

Channel channel_of(ObjectionWay way) {
    switch (way) {
        case ObjectionWay::Online:
        case ObjectionWay::OnlineProven:
            return Channel::Online;
        case ObjectionWay::Letter:
            return Channel::Letter;
        case ObjectionWay::OnRecord:
            break;
    }
    return Channel::Counter;
}

// The key of a case that is not opened yet: its files are sealed before its first event is written.
Result<store::DataKey> make_case_key(store::Store& store, const CasePlace& place,
                                     identity::OrganisationId organisation) {
    store::Change change{.tenant = place.tenant};
    DW_TRY(const auto reader, store.reader());
    DW_TRY(const auto wrapping,
           store.keys().wrapping_key(*reader, place.tenant, store::OwnerId{organisation.bytes()},
                                     change));
    auto fresh = store.keys().create(place.tenant, compartment_name(place.id, Compartment::Shared),
                                     wrapping);
    change.statements.push_back(std::move(fresh.insert));
    DW_TRY_DO(store.commit(std::move(change)));
    return fresh.key;
}

// Whether this decision can be contested at the office, and until when.
struct Contestable {
    ObjectionKind kind = ObjectionKind::Objection;
    std::optional<Date> last_day;
};

Result<Contestable> contestable(const Cases& cases, store::TenantId tenant,
                                const LoadedCase& loaded, const ObjectionWish& wish) {
    const auto& state = loaded.state;
    const auto decided = decided_on(state, loaded.history);
    if (!decided || state.is_destroyed()) return conflict("case.open", "nothing was decided");
    const Date today = berlin_date(cases.neighbours().store.clock().now());
    if (today < wish.received || wish.received < *decided)
        return invalid("cases.received", "to come, or before the decision");
    DW_TRY(const auto standing, standing_of(cases, tenant, state, decided));
    if (standing.standing == Standing::Contested)
        return conflict("case.contested", "an objection is open");
    if (!standing.remedy || standing.remedy->rule.kind == RemedyKind::Action)
        return invalid("case.no_objection", "the law knows none here");
    Contestable answer;
    if (standing.remedy->rule.kind == RemedyKind::TaxObjection)
        answer.kind = ObjectionKind::TaxObjection;
    if (standing.until) answer.last_day = standing.until->last_day;
    return answer;
}

std::string subject_of(const CaseState& state, ObjectionKind kind) {
    const Text subject =
        kind == ObjectionKind::Objection ? texts::objection_title : texts::tax_objection_title;
    return format(subject, Language::German, {state.opened.subject});
}

CaseOpened opened_event(const CaseState& state, const Opened& fresh, const ObjectionWish& wish,
                        ObjectionKind kind) {
    CaseOpened event = state.opened;
    event.number = fresh.number;
    event.code_hash = hash_of_access_code(fresh.number, fresh.code);
    event.team = state.team;
    event.channel = channel_of(wish.way);
    event.received = wish.received;
    event.answers = Json::object();
    event.subject = subject_of(state, kind);
    return event;
}

// Within a case the same person comes with the same pseudonym; in another case with another one.
PartyAdded party_in(const CaseState& state) {
    PartyAdded party = state.applicant;
    party.proof.reset();
    return party;
}

// What the new case begins with, but for its Aktenzeichen.
struct Lodging {
    CaseId against;
    const CaseState& state;
    const ObjectionWish& wish;
    const Contestable& law;
    const std::vector<DocumentAdded>& documents;
    const std::optional<Recording>& recording;
};

// As with every recorded case: whoever records it has it, where she may work on it.
void add_recorder(Open& open, const identity::Principal& clerk) {
    const auto& team = open.opened.team;
    const bool of_team = !team || std::ranges::find(clerk.teams, *team) != clerk.teams.end();
    if (of_team && identity::role_allows(clerk, "case.work")) open.taken_by = clerk.person;
}

Open opening(store::Store& store, const Lodging& lodging, const Opened& fresh) {
    const auto& [against, state, wish, law, documents, recording] = lodging;
    MessageSent message{.message = MessageId::make(store.clock(), store.random()),
                        .direction = Direction::FromApplicant,
                        .text = wish.text};
    for (const auto& document : documents) message.documents.push_back(document.document);
    Open open{.opened = opened_event(state, fresh, wish, law.kind),
              .applicant = party_in(state),
              .documents = documents,
              .due = fresh.due,
              .objection = ObjectionOpened{against, state.opened.number, law.kind, wish.way,
                                           wish.received, law.last_day},
              .message = std::move(message)};
    if (recording) {
        add_recorder(open, recording->clerk);
        open.recorded =
            CaseRecorded{recording->clerk.person, recording->identity, recording->from_paper};
        open.by_post = berlin_date(store.clock().now());
    }
    return open;
}

void add_to(store::Change& change, store::Change more) {
    std::ranges::move(more.events, std::back_inserter(change.events));
    std::ranges::move(more.statements, std::back_inserter(change.statements));
}

// One change for both cases.
Result<store::Change> change_of_both(store::Store& store, const Lodging& lodging,
                                     const Opened& fresh, const Open& open) {
    DW_TRY(const auto reader, store.reader());
    const auto& state = lodging.state;
    const auto actor_of = [&](CaseId id) {
        return lodging.recording ? lodging.recording->clerk.actor : party_of(id);
    };
    DW_TRY(const auto events, decide({}, open));
    const CaseState nothing{};
    DW_TRY(auto linked, append(*reader, store.keys(),
                               {fresh.tenant, fresh.id, actor_of(fresh.id), nothing, events}));
    add_notice(store, linked, fresh.id, events);
    auto& change = linked.change;
    if (open.reference)
        change.statements.insert(
            change.statements.begin(),
            claim_reference({fresh.tenant, state.opened.organisation}, fresh.id, *open.reference));
    const Contest contest{{fresh.id, fresh.number, lodging.wish.received, lodging.law.last_day}};
    DW_TRY(const auto told, decide(state, OutcomeCommand{contest}));
    DW_TRY(auto original,
           append(*reader, store.keys(),
                  {fresh.tenant, lodging.against, actor_of(lodging.against), state, told}));
    add_to(change, std::move(original.change));
    return std::move(change);
}

}  // namespace

Result<Opened> Cases::object(store::TenantId tenant, CaseId id, const ObjectionWish& wish) {
    return lodge(tenant, id, wish, std::nullopt);
}

Outcome Cases::add_called_off(store::Change& change, const identity::Principal& principal,
                              const CaseState& objection, const OutcomeDecided& decided) const {
    const bool lifts = decided.outcome == objection_granted &&
                       decided.details[objection_effect].text_or("") == objection_lifted;
    if (!objection.objection || !lifts) return Nothing{};
    const auto against = objection.objection->against;
    DW_TRY(const auto reader, at_.store.reader());
    const auto loaded = load_case(*reader, at_.store.keys(), principal.tenant, against);
    if (!loaded && loaded.error().kind == ErrorKind::NotFound) return Nothing{};
    if (!loaded) return loaded.error();
    if (loaded->state.is_destroyed()) return Nothing{};
    const Date today = berlin_date(at_.store.clock().now());
    DW_TRY(const auto events,
           cases::decide(loaded->state,
                         CallOffLetter{loaded->state.outcome_sequence, today, CallOff::Annulled}));
    if (events.empty()) return Nothing{};
    DW_TRY(auto called_off,
           append(*reader, at_.store.keys(),
                  {principal.tenant, against, principal.actor, loaded->state, events}));
    add_to(change, std::move(called_off.change));
    return Nothing{};
}

Result<Opened> Cases::record_objection(const identity::Principal& principal, CaseId id,
                                       const ObjectionWish& wish) {
    DW_TRY(const auto file, case_file(principal, id));
    if (!file.allows(identity::Act::WorkOnCase)) return denied("cases.denied", "case.work");
    return lodge(principal.tenant, id, wish,
                 Recording{principal, IdentityCheck::NotChecked, wish.way == ObjectionWay::Letter});
}

Result<Opened> Cases::lodge(store::TenantId tenant, CaseId id, const ObjectionWish& wish,
                            const std::optional<Recording>& recording) {
    if (trim(wish.text).empty() && wish.files.empty())
        return invalid("case.empty_text", "nothing was said");
    auto& store = at_.store;
    Opened fresh{.tenant = tenant, .id = CaseId::make(store.clock(), store.random())};
    std::vector<DocumentAdded> documents;
    int attempts = 0;
    return store::retry_on_conflict([&]() -> Result<Opened> {
        DW_TRY(const auto reader, store.reader());
        DW_TRY(const auto loaded, load_case(*reader, store.keys(), tenant, id));
        const auto& state = loaded.state;
        DW_TRY(const auto law, contestable(*this, tenant, loaded, wish));
        const auto* package = package_of(state);
        if (!package) return not_found("cases.no_package", state.opened.package_name);
        if (documents.empty() && !wish.files.empty()) {
            DW_TRY(const auto key,
                   make_case_key(store, {tenant, fresh.id}, state.opened.organisation));
            DW_TRY(documents,
                   keep_files(*this, tenant, key, wish.files, recording ? "paper" : "applicant"));
        }
        fresh.number = new_case_number(store.random());
        fresh.code = new_access_code(store.random());
        const auto due = deadline_from(wish.received, processing_rule(*package), at_.calendar,
                                       state.opened.place);
        fresh.due = due.end;
        const Lodging lodging{id, state, wish, law, documents, recording};
        Open open = opening(store, lodging, fresh);
        const auto year = static_cast<int>(berlin_date(store.clock().now()).year());
        DW_TRY(open.reference, numbers_.next(*reader, {tenant, state.opened.organisation},
                                             package->name, year, attempts < 2 ? 0 : attempts));
        ++attempts;
        fresh.reference = open.reference ? open.reference->reference : "";
        DW_TRY(auto change, change_of_both(store, lodging, fresh, open));
        DW_TRY(fresh.receipt, store.commit(std::move(change)));
        return fresh;
    });
}

}  // namespace dw::cases
