#include "cases/outcome_rules.h"

#include <algorithm>
#include <array>

#include "base/match.h"
#include "cases/fee.h"

namespace dw::cases {

namespace {

using Events = std::vector<Event>;

constexpr std::array<std::string_view, 2> kinds{"objection", "tax_objection"};
constexpr std::array<std::string_view, 4> ways{"online", "online_proven", "letter", "on_record"};

// The enumerator with this name; the names stand in the order of the enumeration.
template <class Enum, std::size_t n>
std::optional<Enum> from_name(const std::array<std::string_view, n>& names, std::string_view name) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

Result<Events> follow(const CaseState& state, const Contest& wish) {
    if (!state.outcome) return conflict("case.open", "nothing was decided");
    const bool there = std::ranges::any_of(
        state.objections, [&](const auto& each) { return each.objection == wish.by.objection; });
    if (there) return conflict("case.contested", "the same objection");
    return Events{wish.by};
}

bool has_passed(const CaseState& state, std::string_view law) {
    const auto* deadline = find_deadline(state.deadlines, law);
    return deadline && deadline->is_passed && deadline->last_day;
}

Result<Events> follow(const CaseState& state, const AskCertificate& wish) {
    const bool any = std::ranges::any_of(
        state.deadlines, [&](const auto& each) { return has_passed(state, each.law); });
    if (!any) return conflict("case.not_deemed", "no period is over");
    if (state.certificate_asked || state.certificate) return Events{};
    return Events{CertificateAsked{wish.today}};
}

Result<Events> follow(const CaseState& state, const IssueCertificate& wish) {
    if (!has_passed(state, wish.law)) return conflict("case.not_deemed", "the period is not over");
    if (state.certificate) return conflict("case.certificate_issued", "it was issued already");
    Events events{
        CertificateIssued{wish.law, *find_deadline(state.deadlines, wish.law)->last_day, wish.by}};
    if (wish.by_post) events.push_back(LetterOrdered{state.sequence + 1, *wish.by_post});
    return events;
}

// What is kept ready and was not retrieved was not announced: it goes by post.
Result<Events> follow(const CaseState& state, const TakeConsentBack& wish) {
    if (!state.applicant.reads_online) return conflict("case.no_consent", "there is none");
    Events events{ConsentTakenBack{wish.today}};
    for (const Letter& letter : state.letters) {
        if (!letter.waits_online()) continue;
        events.push_back(LetterNotRetrieved{letter.sequence, wish.today});
        if (!is_paid_request(state, letter.sequence))
            events.push_back(LetterOrdered{letter.sequence, wish.today});
    }
    return events;
}

}  // namespace

std::string_view name_of(ObjectionKind kind) {
    return kinds[static_cast<std::size_t>(kind)];
}
std::optional<ObjectionKind> objection_kind_from(std::string_view name) {
    return from_name<ObjectionKind>(kinds, name);
}
std::string_view name_of(ObjectionWay way) {
    return ways[static_cast<std::size_t>(way)];
}
std::optional<ObjectionWay> objection_way_from(std::string_view name) {
    return from_name<ObjectionWay>(ways, name);
}

Result<std::vector<Event>> events_of(const CaseState& state, const OutcomeCommand& command) {
    return match(command, [&](const auto& wish) { return follow(state, wish); });
}

void follow(CaseState& state, const DecisionContested& event) {
    state.objections.push_back(event);
}
void follow(CaseState& state, const ObjectionOpened& event) {
    state.objection = event;
}
void follow(CaseState& state, const DeemedWithdrawn& event) {
    state.deemed_withdrawn = event;
    state.state = State::Withdrawn;
}
void follow(CaseState& state, const CertificateAsked& event) {
    state.certificate_asked = event.on;
}
void follow(CaseState& state, const CertificateIssued& event) {
    state.certificate = event;
}
void follow(CaseState& state, const ConsentTakenBack&) {
    state.applicant.reads_online = false;
}

}  // namespace dw::cases
