#include "cases/desk_course_history.h"

#include "cases/desk_deadline_pages.h"
#include "cases/desk_opinion_pages.h"
#include "cases/texts.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

std::string name(const Visit& visit, const CaseState& state, const std::string& law) {
    return deadline_name(visit.cases, state, law, visit.language);
}
std::string day(const Visit& visit, Date date) {
    return written_date(date, visit.language);
}
std::string asked_office(const Visit& visit, const CaseState& state, OpinionId id) {
    const auto* opinion = find_opinion(state, id);
    return opinion ? office_name_of(visit, opinion->asked.office) : std::string();
}

}  // namespace

ToldLine course_line(const Visit& visit, const CaseState& state, const std::string&,
                     const DeadlineStarted& event) {
    return {visit.say(
        texts::desk_history_deadline_started,
        {name(visit, state, event.law), day(visit, event.from), day(visit, event.last_day)})};
}

ToldLine course_line(const Visit& visit, const CaseState& state, const std::string&,
                     const DeadlineStopped& event) {
    return {visit.say(texts::desk_history_deadline_stopped, {name(visit, state, event.law)})};
}

ToldLine course_line(const Visit& visit, const CaseState& state, const std::string& who,
                     const DeadlineExtended& event) {
    return {visit.say(texts::desk_history_deadline_extended,
                      {who, name(visit, state, event.law), day(visit, event.last_day)}),
            event.reason};
}

ToldLine course_line(const Visit& visit, const CaseState& state, const std::string&,
                     const DeadlinePassed& event) {
    return {visit.say(texts::desk_history_deadline_passed,
                      {name(visit, state, event.law), day(visit, event.last_day)})};
}

ToldLine course_line(const Visit& visit, const CaseState&, const std::string& who,
                     const PapersComplete& event) {
    return {visit.say(texts::desk_history_papers_complete, {who, day(visit, event.on)})};
}

ToldLine course_line(const Visit& visit, const CaseState&, const std::string&,
                     const AnswerReminded&) {
    return {visit.say(texts::desk_history_reminded)};
}

ToldLine course_line(const Visit& visit, const CaseState&, const std::string&,
                     const AnswerOverdue&) {
    return {visit.say(texts::desk_history_overdue)};
}

ToldLine course_line(const Visit& visit, const CaseState& state, const std::string& who,
                     const DecisionDrafted& event) {
    const auto* package = visit.cases.package_of(state);
    const auto* outcome = package ? package->outcome(event.decision.outcome) : nullptr;
    const std::string label = outcome ? outcome->label.in(visit.language) : event.decision.outcome;
    return {visit.say(texts::desk_history_drafted, {who, label}), event.decision.reasons};
}

ToldLine course_line(const Visit& visit, const CaseState&, const std::string& who,
                     const DraftCosigned&) {
    return {visit.say(texts::desk_history_cosigned, {who})};
}

ToldLine course_line(const Visit& visit, const CaseState&, const std::string& who,
                     const DraftReturned& event) {
    return {visit.say(texts::desk_history_draft_returned, {who}), event.words};
}

ToldLine course_line(const Visit& visit, const CaseState&, const std::string& who,
                     const OpinionAsked& event) {
    return {visit.say(texts::desk_history_opinion_asked,
                      {who, office_name_of(visit, event.office), day(visit, event.until)}),
            event.question};
}

ToldLine course_line(const Visit& visit, const CaseState& state, const std::string&,
                     const OpinionGiven& event) {
    return {
        visit.say(texts::desk_history_opinion_given, {asked_office(visit, state, event.opinion)}),
        event.text};
}

ToldLine course_line(const Visit& visit, const CaseState& state, const std::string&,
                     const OpinionSilent& event) {
    const auto* opinion = find_opinion(state, event.opinion);
    const bool deemed = opinion && !opinion->asked.law.empty();
    return {
        visit.say(deemed ? texts::desk_history_opinion_deemed : texts::desk_history_opinion_silent,
                  {asked_office(visit, state, event.opinion)})};
}

ToldLine course_line(const Visit& visit, const CaseState&, const std::string&,
                     const CaseTransferred& event) {
    return {visit.say(texts::desk_history_transferred, {office_name_of(visit, event.organisation)}),
            event.legal_basis};
}

ToldLine course_line(const Visit& visit, const CaseState&, const std::string&,
                     const DecisionContested& event) {
    return {visit.say(texts::desk_history_contested, {event.number, day(visit, event.received)})};
}

ToldLine course_line(const Visit& visit, const CaseState&, const std::string&,
                     const ObjectionOpened& event) {
    return {visit.say(texts::desk_history_objection, {event.number, day(visit, event.received)})};
}

ToldLine course_line(const Visit& visit, const CaseState&, const std::string& who,
                     const LetterServed& event) {
    return {visit.say(texts::desk_history_served, {who, day(visit, event.on)})};
}

ToldLine course_line(const Visit& visit, const CaseState& state, const std::string&,
                     const DeemedWithdrawn& event) {
    return {visit.say(texts::desk_history_deemed_withdrawn, {day(visit, event.last_day)}),
            name(visit, state, event.law)};
}

ToldLine course_line(const Visit& visit, const CaseState&, const std::string&,
                     const CertificateAsked&) {
    return {visit.say(texts::desk_left_certificate_asked)};
}

ToldLine course_line(const Visit& visit, const CaseState&, const std::string& who,
                     const CertificateIssued&) {
    return {visit.say(texts::desk_history_certificate, {who})};
}

ToldLine course_line(const Visit& visit, const CaseState&, const std::string&,
                     const ConsentTakenBack&) {
    return {visit.say(texts::desk_left_consent)};
}

}  // namespace dw::cases
