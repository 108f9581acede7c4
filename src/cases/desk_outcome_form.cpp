#include "cases/desk_outcome_form.h"

#include <algorithm>

#include "base/text.h"
#include "cases/desk_case_content.h"
#include "cases/desk_file_lists.h"
#include "cases/desk_fold.h"
#include "cases/desk_hearing.h"
#include "cases/desk_transfer_pages.h"
#include "cases/texts.h"
#include "forms/detail_rules.h"
#include "forms/fees.h"
#include "forms/question_view.h"
#include "terms/written_date.h"
#include "web/default_button.h"
#include "web/field_error.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr std::string_view block_field = "baustein",
                           choice_prefix = "ergebnis:", followed_field = "gefolgt";

Html hidden(std::string_view name, std::string_view value) {
    return web::html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(name, value);
}

Html followed_mark(const OutcomeInput& input) {
    return input.has_followed || !input.followed.empty() ? hidden(followed_field, "ja") : Html{};
}

// Under what names the browser sends a detail.
std::vector<std::string> names_of(const forms::FormField& field) {
    if (field.type != forms::FieldType::Date) return {field.id};
    return {field.id + "-day", field.id + "-month", field.id + "-year"};
}

bool was_filled_in(const forms::PossibleOutcome& outcome, const forms::SentFields& sent) {
    return std::ranges::any_of(outcome.details, [&](const auto& field) {
        const auto names = names_of(field);
        return std::ranges::any_of(sent, [&](const auto& each) {
            return std::ranges::find(names, each.first) != names.end();
        });
    });
}

Html sent_details(const forms::PossibleOutcome& outcome, const forms::SentFields& sent) {
    Html fields;
    for (const auto& field : outcome.details)
        for (const auto& name : names_of(field))
            for (const auto& [its_name, value] : sent)
                if (its_name == name) fields += hidden(name, value);
    return fields;
}

// The last day of so many months, counted from the day the letter is known if it goes today.
std::optional<Date> earliest_day(const Visit& visit, const CaseState& state,
                                 const forms::FormField& field) {
    if (field.months_after_known == 0) return std::nullopt;
    return visit.cases.months_after_known(state, field.months_after_known);
}

// What the fields show before anything was typed.
forms::Draft start_of(const Visit& visit, const CaseState& state, const forms::Package& package,
                      const forms::PossibleOutcome& outcome) {
    forms::Draft known;
    known.answers =
        forms::details_to_start_with(package, outcome, state.opened.answers, visit.today);
    for (const auto& field : outcome.details)
        if (const auto day = earliest_day(visit, state, field))
            known.answers.set(field.id, to_string(*day));
    return known;
}

bool is_empty_yet(const forms::FormField& field, const forms::Draft& known,
                  const forms::SentFields* sent) {
    if (!sent) return known.answers[field.id].is_null();
    const auto names = names_of(field);
    return std::ranges::none_of(*sent, [&](const auto& each) {
        return !trim(each.second).empty() && std::ranges::find(names, each.first) != names.end();
    });
}

// Fields nobody has to fill in and nobody did: folded away under their names.
struct Spare {
    std::string names;
    Html fields;
    void add(const std::string& name, const Html& field) {
        if (field.empty()) return;
        names += (names.empty() ? "" : ", ") + name;
        fields += field;
    }
    Html part(const Visit& visit) const {
        return folded(visit, {visit.say(texts::desk_outcome_spare), names}, fields);
    }
};

Html detail_fields(const Visit& visit, const CaseState& state, const forms::Package& package,
                   const forms::PossibleOutcome& outcome, const OutcomeInput& input, Spare& spare) {
    const auto known = start_of(visit, state, package, outcome);
    const auto form = forms::detail_form(outcome);
    const auto* sent = was_filled_in(outcome, input.sent) ? &input.sent : nullptr;
    Html html;
    for (forms::FormField field : outcome.details) {
        field.required = !forms::may_be_left_out(package, field);
        const Html shown = forms::question(
            field, form, {.draft = known, .sent = sent, .findings = input.detail_findings},
            visit.language);
        const bool wrong = std::ranges::find(input.detail_findings, field.id, &Finding::place) !=
                           input.detail_findings.end();
        if (!field.required && field.required_if_field.empty() && !wrong &&
            is_empty_yet(field, known, sent))
            spare.add(field.label.in(visit.language), shown);
        else
            html += shown;
    }
    return html;
}

enum class Possible { Yes, No };
struct Offered {
    const forms::PossibleOutcome* outcome;
    std::string hint;
    Possible possible;
};

// An Abgabe hands the case over; it is offered where there is somebody to take it.
std::vector<Offered> offered(const Visit& visit, const CaseFile& file,
                             const forms::Package& package) {
    const bool hands_over = can_transfer(visit, file);
    std::vector<Offered> all;
    for (const auto& outcome : package.outcomes) {
        Offered offer{&outcome, missing_remedy(visit, file.state, outcome), Possible::Yes};
        if (!offer.hint.empty()) offer.possible = Possible::No;
        if (offer.hint.empty() && outcome.burdens)
            offer.hint = visit.say(texts::desk_outcome_burdens) +
                         hearing_to_come(visit, file.state, outcome);
        if (outcome.kind == forms::OutcomeKind::Referral) {
            if (!hands_over) continue;
            offer.hint = visit.say(texts::desk_outcome_referral);
        }
        all.push_back(std::move(offer));
    }
    return all;
}

// One choice leads on: nothing was typed yet that could get lost.
Html choices(const Visit& visit, const CaseFile& file, const forms::Package& package) {
    std::vector<Html> ways;
    for (const auto& [outcome, hint, possible] : offered(visit, file, package)) {
        if (possible == Possible::No) {
            ways.push_back(web::html<"<li><p class=\"kern-body kern-body--bold\">{}</p>{}</li>">(
                outcome->label.in(visit.language), web::muted(hint)));
            continue;
        }
        const bool refers = outcome->kind == forms::OutcomeKind::Referral;
        const std::string path = refers ? case_path(file.id, "transfer")
                                        : case_path(file.id, "outcome") +
                                              "?ergebnis=" + web::percent_encode(outcome->id);
        ways.push_back(web::html<"<li>{}{}</li>">(
            web::link_button(path, outcome->label.in(visit.language), web::Weight::Secondary),
            hint.empty() ? Html{} : web::muted(hint)));
    }
    return web::html<"<ul class=\"dw-ways\">{}</ul>">(web::join(ways));
}

// Within the form: what was typed goes along.
Html other_choices(const Visit& visit, const CaseFile& file, const forms::Package& package,
                   std::string_view chosen) {
    std::vector<Html> buttons;
    for (const auto& [outcome, hint, possible] : offered(visit, file, package)) {
        if (outcome->id == chosen || possible == Possible::No) continue;
        buttons.push_back(
            web::named_button({"schritt", std::string(choice_prefix) + outcome->id,
                               outcome->label.in(visit.language), web::Weight::Secondary}));
    }
    if (buttons.empty()) return {};
    return web::details(visit.say(texts::desk_outcome_other),
                        web::html<"<div class=\"dw-acts\">{}</div>">(web::join(buttons)));
}

Html reasons_field(const Visit& visit, const forms::PossibleOutcome& outcome,
                   const OutcomeInput& input) {
    web::Field reasons;
    reasons.id = "begruendung";
    reasons.label = visit.say(texts::desk_outcome_reasons);
    reasons.hint = visit.say(texts::desk_outcome_reasons_hint);
    if (!outcome.burdens)
        reasons.hint +=
            " " + visit.say(takes_own_clauses(outcome) ? texts::desk_outcome_reasons_free
                                                       : texts::desk_outcome_reasons_not_needed);
    reasons.value = input.reasons;
    reasons.error = input.reasons_error;
    return web::text_area(reasons, 6, visit.language);
}

// What the decision rests on, without leaving what is being written.
Html what_is_known(const Visit& visit, const CaseFile& file) {
    Html known = web::details(visit.say(texts::desk_outcome_answers), case_answers(visit, file));
    if (!file.state.messages.empty())
        known += web::details(visit.say(texts::desk_case_messages), messages_part(visit, file));
    if (file.state.documents.empty()) return known;
    CaseFile read_only = file;
    read_only.acts = 0;
    return known +
           web::details(visit.say(texts::desk_case_documents), documents_part(visit, read_only));
}

std::vector<web::SummaryError> errors_of(const Visit& visit, const OutcomeInput& input,
                                         const forms::PossibleOutcome* outcome) {
    std::vector<web::SummaryError> errors;
    if (!input.outcome_error.empty()) errors.push_back({"ergebnis", input.outcome_error});
    if (outcome) {
        for (auto& error : forms::summary_errors(input.detail_findings,
                                                 forms::detail_form(*outcome), visit.language))
            errors.push_back(std::move(error));
    }
    for (auto& error : forms::summary_errors(input.fee.findings, forms::fee_form(), visit.language))
        errors.push_back(std::move(error));
    if (!input.block.error.empty()) errors.push_back({std::string(block_field), input.block.error});
    if (!input.reasons_error.empty()) errors.push_back({"begruendung", input.reasons_error});
    add_parts_errors(input.parts, errors);
    if (!input.hearing_error.empty()) errors.push_back({"anhoerung", input.hearing_error});
    return errors;
}

}  // namespace

std::string suggested_reasons(const CaseState& state, const forms::Package& package,
                              std::string_view outcome) {
    for (const auto& block : package.text_blocks)
        if (block.is_suggested &&
            std::ranges::find(block.outcomes, outcome) != block.outcomes.end())
            return block.text.in(state.opened.language);
    return {};
}

BlockChoice outcome_blocks(const Visit& visit, const forms::PossibleOutcome* outcome) {
    BlockChoice choice{std::string(block_field),
                       {{"begruendung", visit.say(texts::desk_outcome_reasons)}}};
    if (outcome && takes_own_clauses(*outcome))
        choice.targets.push_back(
            {std::string(own_clauses_field), visit.say(texts::desk_parts_own)});
    return choice;
}

bool has_followed_before(const web::Request& request) {
    return request.form.get(followed_field) == "ja";
}

std::string outcome_of_button(std::string_view step) {
    if (!step.starts_with(choice_prefix)) return {};
    return std::string(step.substr(choice_prefix.size()));
}

Html typed_outcome(const forms::Package& package, const OutcomeInput& input) {
    Html fields = hidden("ergebnis", input.outcome) + hidden("begruendung", input.reasons) +
                  hidden("anhoerung", input.no_hearing) + parts_hidden(input.parts);
    fields += followed_mark(input);
    for (const auto& outcome : package.outcomes) fields += sent_details(outcome, input.sent);
    for (const auto& [name, value] : input.sent)
        if (name == forms::fee_field || name == forms::fee_reason_field)
            fields += hidden(name, value);
    return fields;
}

Html outcome_form(const Visit& visit, const CaseFile& file, const OutcomeInput& input,
                  const std::vector<ChosenBlock>& blocks) {
    const auto* package = visit.cases.package_of(file.state);
    const auto* outcome = package ? package->outcome(input.outcome) : nullptr;
    if (!outcome) return {};
    Html kept;  // of another outcome, so that it is there again when that one is chosen
    for (const auto& other : package->outcomes)
        if (other.id != outcome->id) kept += sent_details(other, input.sent);
    Spare spare;
    const Html details = detail_fields(visit, file.state, *package, *outcome, input, spare);
    const Html blocks_of_reasons = block_fields(visit, reasons_for(blocks, outcome->id),
                                                outcome_blocks(visit, outcome), input.block.error);
    const bool chosen = !input.block.error.empty();
    if (!chosen) spare.add(visit.say(texts::desk_message_block), blocks_of_reasons);
    const PartsFields parts = parts_fields(visit, file, *outcome, input.parts);
    if (parts.own_is_empty) spare.add(visit.say(texts::desk_parts_own), parts.own);
    if (parts.enclosures_are_none)
        spare.add(visit.say(texts::desk_parts_enclosures), parts.enclosures);
    const HearingFields hearing =
        hearing_fields(visit, file, *outcome, input.no_hearing, input.hearing_error);
    spare.add(visit.say(texts::desk_hearing_title), hearing.spare);
    return web::post_form(
        visit.request, case_path(file.id, "outcome"),
        web::default_button("schritt", "vorschau") + seen_field(file.state.sequence) +
            hidden("ergebnis", outcome->id) + followed_mark(input) + kept +
            other_choices(visit, file, *package, outcome->id) + details +
            fee_fields(visit, file, outcome->id, input.sent, input.fee.findings) +
            (chosen ? blocks_of_reasons : Html{}) + reasons_field(visit, *outcome, input) +
            parts.clauses + (parts.own_is_empty ? Html{} : parts.own) +
            (parts.enclosures_are_none ? Html{} : parts.enclosures) +
            gap_box(visit, {input.reasons, input.parts.own}) + hearing.shown +
            web::html<"<div class=\"dw-folds\">{}</div>">(spare.part(visit)) +
            web::named_button({"schritt", "vorschau", visit.say(texts::desk_outcome_preview),
                               web::Weight::Primary}));
}

web::Response outcome_page(const Visit& visit, const CaseFile& file, const OutcomeInput& input) {
    const auto blocks = text_blocks_for(visit, file.state);
    if (!blocks) return web::error_response(visit.request, blocks.error());
    const auto* package = visit.cases.package_of(file.state);
    const auto* outcome = package ? package->outcome(input.outcome) : nullptr;
    const std::string title =
        outcome ? outcome->label.in(visit.language) : visit.say(texts::desk_outcome_title);
    const bool somebody_else = file.state.assignee && file.state.assignee != visit.principal.person;
    Html main =
        web::error_summary(errors_of(visit, input, outcome), visit.language) + input.block.notice;
    main += web::html<"<div id=\"ergebnis\" tabindex=\"-1\">{}</div>">(web::heading(1, title));
    main += web::lead(file.state.opened.subject + ", " + file.service_title);
    main += web::field_error("ergebnis", input.outcome_error, visit.language);
    if (somebody_else)
        main += web::alert(web::Tone::Warning,
                           visit.say(texts::desk_handover_someone, {file.holder}), {});
    main += what_is_known(visit, file);
    if (outcome)
        main += outcome_form(visit, file, input, *blocks);
    else if (package)
        main +=
            web::heading(2, visit.say(texts::desk_outcome_which)) + choices(visit, file, *package);
    return desk_page(visit, {.title = title,
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = input.has_errors() ? 422 : 200});
}

std::string missing_remedy(const Visit& visit, const CaseState& state,
                           const forms::PossibleOutcome& outcome) {
    const auto* package = visit.cases.package_of(state);
    const bool burdens = outcome.burdens || (package && forms::costs(*package, outcome.id));
    if (!burdens || visit.cases.remedy_of(state)) return {};
    // Against the decision on an objection there is an action: what is missing is the court.
    return visit.say(state.objection ? texts::desk_outcome_no_court
                                     : texts::desk_outcome_no_remedy);
}

std::vector<std::string> followed_days(const Visit& visit, const forms::PossibleOutcome& outcome,
                                       const OutcomeInput& input) {
    std::vector<std::string> words;
    for (const auto& field : outcome.details) {
        const auto day = parse_date(input.details[field.id].text_or(""));
        if (!day || std::ranges::find(input.followed, field.id) == input.followed.end()) continue;
        words.push_back(
            visit.say(texts::desk_outcome_followed,
                      {field.label.in(visit.language), written_date(*day, visit.language)}));
    }
    return words;
}

std::vector<std::string> early_days(const Visit& visit, const CaseFile& file,
                                    const forms::PossibleOutcome& outcome, const Json& details) {
    std::vector<std::string> words;
    for (const auto& field : outcome.details) {
        const auto earliest = earliest_day(visit, file.state, field);
        const auto day = parse_date(details[field.id].text_or(""));
        if (day && field.starts_today_or_later && *day < visit.today)
            words.push_back(
                visit.say(texts::desk_outcome_past_day,
                          {field.label.in(visit.language), written_date(*day, visit.language)}));
        if (!earliest || !day || *day >= *earliest) continue;
        words.push_back(
            visit.say(texts::desk_outcome_early_day,
                      {field.label.in(visit.language), written_date(*day, visit.language),
                       written_date(*earliest, visit.language)}));
    }
    return words;
}

}  // namespace dw::cases
