#include "cases/desk_decision_summary.h"

#include "cases/decision_parts.h"
#include "cases/desk_fee_part.h"
#include "cases/desk_fold.h"
#include "cases/desk_hearing.h"
#include "cases/desk_letter_page.h"
#include "cases/desk_words.h"
#include "cases/fee.h"
#include "cases/letter.h"
#include "cases/standing.h"
#include "cases/texts.h"
#include "forms/detail_rules.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using web::Html;

// To whom it goes, where, and which way.
std::string addressee(const Visit& visit, const CaseFile& file, const OutcomeDecided& decided) {
    const auto& party = file.state.applicant;
    const auto* package = visit.cases.package_of(file.state);
    const std::string name = party.given_name + " " + party.family_name;
    if (!goes_by_post(file.state, package, decided))
        return visit.say(texts::desk_summary_online, {name});
    if (party.street.empty() && party.town.empty()) return name;
    return visit.say(texts::desk_summary_by_post,
                     {name, party.street, party.postcode + " " + party.town});
}

Text remedy_word(RemedyKind kind) {
    switch (kind) {
        case RemedyKind::Objection:
            return texts::desk_kind_objection;
        case RemedyKind::TaxObjection:
            return texts::desk_kind_tax_objection;
        case RemedyKind::Action:
            break;
    }
    return texts::desk_summary_action;
}

// The last day of the remedy if the letter leaves today; nothing where nobody can know it.
std::optional<Date> last_day_from_today(const Visit& visit, const CaseState& then, bool posted) {
    Letter letter{.sequence = then.outcome_sequence};
    if (posted)
        letter.posted = LetterPosted{letter.sequence, visit.today, {}};
    else
        letter.provided = LetterProvided{letter.sequence, visit.today, visit.today};
    if (!posted) letter.retrieved = visit.today;
    const auto until = visit.cases.open_until(then, letter, visit.today);
    return until ? std::optional(until->last_day) : std::nullopt;
}

// In one line: which, how long, until when. "" where the letter tells none.
std::string remedy_line(const Visit& visit, const CaseFile& file,
                        const forms::PossibleOutcome& outcome, const OutcomeDecided& decided,
                        const std::optional<FeeSet>& fee) {
    CaseState then = apply(file.state, decided);
    if (fee) apply_to(then, *fee);
    if (!has_remedy_notice(then, outcome, decided)) return {};
    const auto remedy = visit.cases.remedy_of(file.state);
    if (!remedy) return {};
    const auto& laws = visit.cases.neighbours().law.tables.deadlines;
    const auto law = laws.find(remedy->rule.deadline, visit.today, file.state.opened.place);
    const std::string kind = visit.say(remedy_word(remedy->rule.kind));
    const std::string period =
        law && (*law)->period ? in_words(*(*law)->period, visit.language) : std::string();
    const bool posted = goes_by_post(file.state, visit.cases.package_of(file.state), decided);
    const auto last = last_day_from_today(visit, then, posted);
    if (!last) return visit.say(texts::desk_summary_remedy_served, {kind, period});
    return visit.say(posted ? texts::desk_summary_remedy : texts::desk_summary_remedy_online,
                     {kind, period, written_day(*last, visit.language)});
}

Html lines(const std::vector<std::string>& texts) {
    if (texts.empty()) return {};
    std::vector<Html> items;
    for (const auto& text : texts) items.push_back(web::escape(text));
    if (items.size() == 1) return items.front();
    return web::bullet_list(items);
}

void add_details(const Visit& visit, const forms::PossibleOutcome& outcome,
                 const OutcomeDecided& decided, std::vector<web::ListRow>& rows) {
    for (const auto& field : outcome.details) {
        const Json& value = decided.details[field.id];
        if (value.is_null()) continue;
        rows.push_back({field.label.in(visit.language),
                        web::html<"<span class=\"dw-written\">{}</span>">(
                            forms::answer_in_words(field, value, visit.language))});
    }
}

std::vector<web::ListRow> summary_rows(const Visit& visit, const CaseFile& file,
                                       const forms::PossibleOutcome& outcome,
                                       const OutcomeDecided& decided,
                                       const std::optional<FeeSet>& fee) {
    std::vector<web::ListRow> rows{
        {visit.say(texts::desk_summary_to), web::escape(addressee(visit, file, decided))},
        {visit.say(texts::desk_outcome_what),
         web::html<"{} ({})">(outcome.label.in(visit.language),
                              visit.say(outcome_word(outcome.kind)))}};
    const auto add = [&](Text title, Html value) {
        if (!value.empty()) rows.push_back({visit.say(title), std::move(value)});
    };
    add_details(visit, outcome, decided, rows);
    if (fee) {
        const auto words = fee_sentence(visit, file, {fee->cents, fee->reason});
        if (words) add(texts::fee_title, web::escape(*words));
    }
    if (!decided.reasons.empty())
        add(texts::desk_outcome_reasons,
            web::html<"<span class=\"dw-written\">{}</span>">(decided.reasons));
    add(texts::desk_parts_clauses,
        lines(side_clause_texts(&outcome, decided.side_clauses, visit.language)));
    std::vector<std::string> enclosed;
    for (const auto& each : decided.enclosures) enclosed.push_back(each.file_name);
    add(texts::letter_enclosures, lines(enclosed));
    if (!decided.no_hearing.empty())
        add(texts::desk_hearing_none,
            web::escape(ground_words(decided.no_hearing, visit.language)));
    add(texts::letter_pdf_remedy, web::escape(remedy_line(visit, file, outcome, decided, fee)));
    return rows;
}

}  // namespace

Html decision_summary(const Visit& visit, const CaseFile& file, const OutcomeDecided& decided,
                      const std::optional<FeeSet>& fee) {
    const auto* package = visit.cases.package_of(file.state);
    const auto* outcome = package ? package->outcome(decided.outcome) : nullptr;
    Html rows;
    if (outcome) rows = web::description_list(summary_rows(visit, file, *outcome, decided, fee));
    return rows + web::html<"<div class=\"dw-folds\">{}</div>">(
                      folded(visit, {.title = visit.say(texts::desk_summary_letter)},
                             letter_to_come(visit, file, decided, fee)));
}

}  // namespace dw::cases
