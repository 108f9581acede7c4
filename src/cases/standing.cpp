// §§ 69-74 VwGO, §§ 347-367 AO. Whether somebody brought an action a court knows, not the program:
// where only that is possible, it says "final, unless".
#include "cases/standing.h"

#include "cases/fee.h"
#include "cases/texts.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

const Letter* decision_letter_of(const CaseState& state) {
    const auto found = std::ranges::find(state.letters, state.outcome_sequence, &Letter::sequence);
    return found == state.letters.end() ? nullptr : &*found;
}

std::optional<ExplainedDeadline> period_of(const Cases& cases, const CaseState& state,
                                           Date decided) {
    const auto* letter = decision_letter_of(state);
    if (!letter) return std::nullopt;
    const auto until = cases.open_until(state, *letter, decided);
    return until ? std::optional(*until) : std::nullopt;
}

Standing by_day(const std::optional<ExplainedDeadline>& until, Date today) {
    if (!until) return Standing::OnItsWay;
    return today > until->last_day ? Standing::Final : Standing::Open;
}

// The state of the original as its objection leaves it; nothing: as if there had been none.
Result<std::optional<Standing>> by_objection(const Cases& cases, store::TenantId tenant,
                                             DecisionStanding& standing) {
    const auto& at = cases.neighbours();
    DW_TRY(const auto reader, at.store.reader());
    const auto loaded = load_case(*reader, at.store.keys(), tenant, standing.objection->objection);
    if (!loaded && loaded.error().kind == ErrorKind::NotFound) return std::optional<Standing>();
    if (!loaded) return loaded.error();
    const auto& state = loaded->state;
    if (state.is_open()) return std::optional(Standing::Contested);
    if (!state.outcome) return std::optional<Standing>();
    if (state.outcome->outcome == objection_granted) return std::optional(Standing::Amended);
    if (!rejects(state.outcome->outcome)) return std::optional<Standing>();
    standing.changed_in_part = state.outcome->outcome == objection_partly;
    const auto decided = decided_on(state, loaded->history);
    if (decided) standing.lawsuit = period_of(cases, state, *decided);
    const bool over = standing.lawsuit && standing.today > standing.lawsuit->last_day;
    return std::optional(over ? Standing::Final : Standing::LawsuitOpen);
}

std::string words_of_day(Text text, Date day, Language language) {
    return format(text, language, {written_day(day, language)});
}

std::string open_words(const DecisionStanding& standing, Language language) {
    const auto kind = standing.remedy->rule.kind;
    const Date last = standing.until->last_day;
    if (kind == RemedyKind::Action)
        return format(texts::standing_open_action, language,
                      {written_day(last, language), standing.remedy->court->name});
    return words_of_day(kind == RemedyKind::TaxObjection ? texts::standing_open_tax_objection
                                                         : texts::standing_open_objection,
                        last, language);
}

std::string lawsuit_words(const DecisionStanding& standing, Language language) {
    const bool partly = standing.changed_in_part;
    if (!standing.lawsuit)
        return std::string(
            (partly ? texts::standing_partly : texts::standing_lawsuit).in(language));
    return words_of_day(partly ? texts::standing_partly_until : texts::standing_lawsuit_until,
                        standing.lawsuit->last_day, language);
}

std::string final_words(const DecisionStanding& standing, Language language) {
    const auto& last = standing.lawsuit ? standing.lawsuit : standing.until;
    const bool action = standing.lawsuit || standing.remedy->rule.kind == RemedyKind::Action;
    if (standing.lawsuit && standing.changed_in_part)
        return words_of_day(texts::standing_final_partly, last->last_day, language);
    return words_of_day(action ? texts::standing_final_action : texts::standing_final,
                        last->last_day, language);
}

}  // namespace

bool has_remedy_notice(const CaseState& state, const forms::PossibleOutcome& outcome,
                       const OutcomeDecided& decided) {
    const bool own_clauses = decided.side_clauses && decided.side_clauses->has_own;
    return outcome.burdens || own_clauses || (state.fee && state.fee->cents > 0);
}

StandingMark mark_of(const DecisionStanding& standing) {
    if (standing.standing == Standing::Contested || standing.standing == Standing::LawsuitOpen)
        return StandingMark::Contested;
    if (standing.standing != Standing::Final) return StandingMark::None;
    const bool court = standing.lawsuit || standing.remedy->rule.kind == RemedyKind::Action;
    return court ? StandingMark::FinalUnlessInCourt : StandingMark::Final;
}

Result<StandingMark> mark_of_case(const Cases& cases, store::TenantId tenant, CaseId id) {
    const auto& at = cases.neighbours();
    DW_TRY(const auto reader, at.store.reader());
    const auto loaded = load_case(*reader, at.store.keys(), tenant, id);
    if (!loaded && loaded.error().kind == ErrorKind::NotFound) return StandingMark::None;
    if (!loaded) return loaded.error();
    DW_TRY(const auto standing,
           standing_of(cases, tenant, loaded->state, decided_on(loaded->state, loaded->history)));
    return mark_of(standing);
}

Result<DecisionStanding> standing_of(const Cases& cases, store::TenantId tenant,
                                     const CaseState& state, std::optional<Date> decided) {
    const auto& at = cases.neighbours();
    DecisionStanding standing;
    standing.today = berlin_date(at.store.clock().now());
    const auto* package = cases.package_of(state);
    const auto* outcome =
        package && state.outcome ? package->outcome(state.outcome->outcome) : nullptr;
    if (!outcome || !decided || waits_for_payment(state)) return standing;
    const auto remedy = at.law.remedies.find(package->remedy, state.opened.place, *decided);
    if (remedy) standing.remedy = *remedy;
    standing.until = period_of(cases, state, *decided);
    if (!state.objections.empty()) {
        standing.objection = state.objections.back();
        DW_TRY(const auto linked, by_objection(cases, tenant, standing));
        if (linked) {
            standing.standing = *linked;
            return standing;
        }
    }
    if (!remedy || !has_remedy_notice(state, *outcome, *state.outcome)) return standing;
    standing.standing = by_day(standing.until, standing.today);
    return standing;
}

std::string standing_words(const DecisionStanding& standing, Language language) {
    switch (standing.standing) {
        case Standing::None:
            return {};
        case Standing::OnItsWay:
            return std::string(texts::standing_on_its_way.in(language));
        case Standing::Open:
            return open_words(standing, language);
        case Standing::Contested:
            return words_of_day(texts::standing_contested, standing.objection->received, language);
        case Standing::LawsuitOpen:
            return lawsuit_words(standing, language);
        case Standing::Amended:
            return std::string(texts::standing_amended.in(language));
        case Standing::Final:
            break;
    }
    return final_words(standing, language);
}

}  // namespace dw::cases
