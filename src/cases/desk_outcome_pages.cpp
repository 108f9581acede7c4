#include "cases/desk_outcome_pages.h"

#include "base/text.h"
#include "cases/decision_rules.h"
#include "cases/desk_case_content.h"
#include "cases/desk_conflict_page.h"
#include "cases/desk_decision_parts.h"
#include "cases/desk_fee_part.h"
#include "cases/desk_file_lists.h"
#include "cases/desk_hearing.h"
#include "cases/desk_letter_page.h"
#include "cases/desk_text_block_field.h"
#include "cases/desk_transfer_pages.h"
#include "cases/desk_why_part.h"
#include "cases/texts.h"
#include "forms/detail_rules.h"
#include "forms/fees.h"
#include "forms/question_view.h"
#include "terms/berlin.h"
#include "web/default_button.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

constexpr const char* block_field = "baustein";

struct Input {
    std::string outcome, reasons;
    forms::SentFields sent = {};                   // the details as they were typed
    Json details = Json::object();                 // and as values, once checked
    std::vector<rules::ExplanationLine> why = {};  // of those a rule worked out
    std::string no_hearing = {};
    std::string outcome_error = {}, reasons_error = {}, hearing_error = {};
    Findings detail_findings = {};
    FeeEntry fee = {};
    PartsInput parts = {};
    BlockInserted block = {};
    bool has_errors() const {
        return parts.has_errors() || !block.error.empty() || !outcome_error.empty() ||
               !reasons_error.empty() || !hearing_error.empty() || !detail_findings.empty() ||
               !fee.findings.empty();
    }
};

Input input_in(const web::Request& request) {
    return {.outcome = std::string(request.form.get("ergebnis")),
            .reasons = std::string(trim(request.form.get("begruendung"))),
            .sent = request.form.pairs(),
            .no_hearing = std::string(request.form.get("anhoerung")),
            .parts = parts_in(request)};
}

// Under what names the browser sends a detail.
std::vector<std::string> names_of(const forms::FormField& field) {
    if (field.type != forms::FieldType::Date) return {field.id};
    return {field.id + "-day", field.id + "-month", field.id + "-year"};
}

bool is_referral(const forms::Package& package, std::string_view id) {
    const auto* outcome = package.outcome(id);
    return outcome && outcome->kind == forms::OutcomeKind::Referral;
}

void check(const Visit& visit, const CaseFile& file, const forms::Package& package, Input& input) {
    const auto* outcome =
        is_referral(package, input.outcome) ? nullptr : package.outcome(input.outcome);
    if (!outcome) input.outcome_error = visit.say(texts::desk_outcome_missing);
    check_parts(visit, input.parts);
    const bool own_clauses = outcome && !input.parts.own.empty();
    const bool burdens =
        outcome && (outcome->burdens || own_clauses || forms::costs(package, outcome->id));
    if (burdens && !visit.cases.remedy_of(file.state))
        input.outcome_error = visit.say(texts::desk_outcome_no_remedy);
    // § 39 Abs. 1 VwVfG: a written act that burdens somebody gives its reasons.
    const auto needed = outcome && (outcome->burdens || own_clauses) ? Needed::Yes : Needed::No;
    input.reasons_error =
        text_error(visit, input.reasons, needed, texts::desk_outcome_reasons_missing);
    if (!outcome) return;
    const Decide wish{.outcome = *outcome,
                      .reasons = {},
                      .by = visit.principal.person,
                      .no_hearing = input.no_hearing,
                      .today = visit.today};
    if (!check_hearing(file.state, wish))
        input.hearing_error = visit.say(texts::desk_hearing_missing);
    const auto today = berlin_date(visit.cases.neighbours().store.clock().now());
    auto read = forms::read_details(package, *outcome, input.sent, file.state.opened.answers, today,
                                    visit.language);
    input.details = std::move(read.values);
    input.detail_findings = std::move(read.findings);
    input.why = std::move(read.why);
    input.fee = fee_entry(visit, file, input.outcome, input.sent);
    if (!input.fee.error.empty()) input.outcome_error = input.fee.error;
}

// What an outcome asks besides: shown for all, because pages work without scripts. At first with
// what the person answered already.
Html detail_fields(const Visit& visit, const CaseState& state, const forms::Package& package,
                   const Input& input) {
    forms::Draft known;
    for (const auto& outcome : package.outcomes)
        for (const auto& field : outcome.details)
            if (const Json& answer = state.opened.answers[field.from_answer]; !answer.is_null())
                known.answers.set(field.id, answer);
    Html html;
    for (const auto& outcome : package.outcomes) {
        if (outcome.details.empty()) continue;
        const bool chosen = outcome.id == input.outcome;
        const auto form = forms::detail_form(outcome);
        html += web::heading(
            2, visit.say(texts::desk_outcome_details, {outcome.label.in(visit.language)}));
        for (const auto& field : outcome.details) {
            html += forms::question(field, form,
                                    {.draft = known,
                                     .sent = input.sent.empty() ? nullptr : &input.sent,
                                     .findings = chosen ? input.detail_findings : Findings{}},
                                    visit.language);
        }
    }
    return html;
}

// An Abgabe hands the case over; it is offered where there is somebody to take it.
std::vector<web::Option> outcomes_to_choose(const Visit& visit, const CaseFile& file,
                                            const forms::Package& package) {
    const bool hands_over = can_transfer(visit, file);
    const bool may_burden = visit.cases.remedy_of(file.state).has_value();
    std::vector<web::Option> options;
    for (const auto& outcome : package.outcomes) {
        std::string hint;
        if (outcome.burdens)
            hint =
                visit.say(may_burden ? texts::desk_outcome_burdens : texts::desk_outcome_no_remedy);
        if (outcome.kind == forms::OutcomeKind::Referral) {
            if (!hands_over) continue;
            hint = visit.say(texts::desk_outcome_referral);
        }
        options.push_back({outcome.id, outcome.label.in(visit.language), hint});
    }
    return options;
}

BlockChoice block_choice(const Visit& visit) {
    return {block_field,
            {{"begruendung", visit.say(texts::desk_outcome_reasons)},
             {std::string(own_clauses_field), visit.say(texts::desk_parts_own)}}};
}

Html form(const Visit& visit, const CaseFile& file, const Input& input,
          const std::vector<ChosenBlock>& blocks) {
    const auto* package = visit.cases.package_of(file.state);
    if (!package) return {};
    web::Field which;
    which.id = "ergebnis";
    which.label = visit.say(texts::desk_outcome_which);
    which.value = input.outcome;
    which.error = input.outcome_error;
    const auto options = outcomes_to_choose(visit, file, *package);
    web::Field reasons;
    reasons.id = "begruendung";
    reasons.label = visit.say(texts::desk_outcome_reasons);
    reasons.hint = visit.say(texts::desk_outcome_reasons_hint);
    reasons.value = input.reasons;
    reasons.error = input.reasons_error;
    return web::post_form(
        visit.request, case_path(file.id, "outcome"),
        web::default_button("schritt", "vorschau") + seen_field(file.state.sequence) +
            web::radio_field(which, options, visit.language) +
            detail_fields(visit, file.state, *package, input) +
            fee_fields(visit, file, input.sent, input.fee.findings) +
            block_fields(visit, blocks, block_choice(visit), input.block.error) +
            web::text_area(reasons, 10, visit.language) +
            parts_fields(visit, file, *package, input.parts) +
            hearing_fields(visit, file.state, *package, input.no_hearing, input.hearing_error) +
            web::named_button({"schritt", "vorschau", visit.say(texts::desk_outcome_preview),
                               web::Weight::Primary}));
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

web::Response form_page(const Visit& visit, const CaseFile& file, const Input& input) {
    const auto blocks = text_blocks_for(visit, file.state);
    if (!blocks) return web::error_response(visit.request, blocks.error());
    std::vector<web::SummaryError> errors;
    if (!input.outcome_error.empty()) errors.push_back({"ergebnis", input.outcome_error});
    const auto* package = visit.cases.package_of(file.state);
    const auto* outcome = package ? package->outcome(input.outcome) : nullptr;
    if (outcome) {
        for (auto& error : forms::summary_errors(input.detail_findings,
                                                 forms::detail_form(*outcome), visit.language))
            errors.push_back(std::move(error));
    }
    for (auto& error : forms::summary_errors(input.fee.findings, forms::fee_form(), visit.language))
        errors.push_back(std::move(error));
    if (!input.block.error.empty()) errors.push_back({block_field, input.block.error});
    if (!input.reasons_error.empty()) errors.push_back({"begruendung", input.reasons_error});
    add_parts_errors(input.parts, errors);
    if (!input.hearing_error.empty()) errors.push_back({"anhoerung", input.hearing_error});
    const bool somebody_else = file.state.assignee && file.state.assignee != visit.principal.person;
    Html main = web::error_summary(errors, visit.language) + input.block.notice;
    main += web::heading(1, visit.say(texts::desk_outcome_title));
    main += web::lead(file.state.opened.subject + ", " + file.service_title);
    if (somebody_else)
        main += web::alert(web::Tone::Warning,
                           visit.say(texts::desk_handover_someone, {file.holder}), {});
    main += what_is_known(visit, file);
    main += form(visit, file, input, *blocks);
    return desk_page(visit, {.title = visit.say(texts::desk_outcome_title),
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = input.has_errors() ? 422 : 200});
}

Html hidden(std::string_view name, std::string_view value) {
    return web::html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(name, value);
}

Html confirm_form(const Visit& visit, const CaseFile& file, const Input& input,
                  const forms::PossibleOutcome& outcome) {
    Html fields = seen_field(seen_sequence(visit.request));
    fields += hidden("ergebnis", input.outcome) + hidden("begruendung", input.reasons) +
              hidden("anhoerung", input.no_hearing) + parts_hidden(input.parts);
    for (const auto& field : outcome.details) {
        for (const auto& name : names_of(field)) {
            for (const auto& [sent, value] : input.sent)
                if (sent == name) fields += hidden(name, value);
        }
    }
    if (input.fee.fee) {
        for (const auto& [sent, value] : input.sent)
            if (sent == forms::fee_field || sent == forms::fee_reason_field)
                fields += hidden(sent, value);
    }
    fields += web::button_group(
        {web::named_button(
             {"schritt", "festhalten", visit.say(texts::desk_outcome_save), web::Weight::Primary}),
         web::named_button({"schritt", "aendern", visit.say(texts::desk_outcome_change),
                            web::Weight::Secondary})});
    return web::post_form(visit.request, case_path(file.id, "outcome"), fields);
}

// What is drawn is not told beforehand.
Html signature_notice(const Visit& visit, const CaseFile& file) {
    const auto* package = visit.cases.package_of(file.state);
    using When = forms::FourEyes::When;
    if (!package || package->four_eyes.when == When::Never) return {};
    return web::paragraph(visit.say(package->four_eyes.when == When::Always
                                        ? texts::desk_draft_notice_always
                                        : texts::desk_draft_notice_maybe));
}

web::Response confirm_page(const Visit& visit, const CaseFile& file, const Input& input,
                           const forms::PossibleOutcome& outcome) {
    const auto& party = file.state.applicant;
    const auto parts = parts_for(file.state, outcome, input.parts);
    const auto enclosures =
        visit.cases.enclosed(visit.principal.tenant, file.state, parts.enclosures);
    if (!enclosures) return web::error_response(visit.request, enclosures.error());
    std::vector<web::ListRow> rows{
        {visit.say(texts::desk_outcome_what), web::escape(outcome.label.in(visit.language))},
        {visit.say(texts::desk_outcome_kind), web::escape(visit.say(outcome_word(outcome.kind)))},
        {visit.say(texts::desk_outcome_who),
         web::escape(party.given_name + " " + party.family_name + ", " +
                     file.state.opened.number)}};
    const auto fee =
        input.fee.fee ? fee_sentence(visit, file, *input.fee.fee) : std::optional<std::string>();
    if (fee) rows.push_back({visit.say(texts::fee_title), web::escape(*fee)});
    Html main = web::heading(1, visit.say(texts::desk_outcome_confirm_title));
    main += web::lead(visit.say(texts::desk_outcome_confirm_lead)) + signature_notice(visit, file);
    main += web::description_list(rows) + why_part(visit, input.why);
    main += web::heading(2, visit.say(texts::desk_outcome_person_reads));
    OutcomeDecided decided{.outcome = outcome.id,
                           .kind = outcome.kind,
                           .reasons = input.reasons,
                           .by = visit.principal.person,
                           .details = input.details};
    decided.side_clauses = side_clauses_of(file.state, outcome, parts);
    decided.enclosures = *enclosures;
    main += letter_to_come(visit, file, decided);
    main += confirm_form(visit, file, input, outcome);
    return desk_page(visit, {.title = visit.say(texts::desk_outcome_confirm_title),
                             .main = main,
                             .back_path = case_path(file.id)});
}

}  // namespace

web::Response outcome_page_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!can(*file, Act::DecideCase)) return web::see_other(case_path(file->id));
    return form_page(visit, *file, {});
}

web::Response outcome_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto* package = visit.cases.package_of(file->state);
    if (!package) {
        return web::error_response(visit.request,
                                   unavailable("cases.no_package", "the package is not installed"));
    }
    Input input = input_in(visit.request);
    const auto again = [&](const CaseFile& now, const Directory&) {
        return can(now, Act::DecideCase) ? form(visit, now, input, {}) : Html{};
    };
    const OwnInput own{.seen = seen_sequence(visit.request), .text = input.reasons};
    if (own.seen != file->state.sequence)
        return failed_act(visit, conflict("cases.stale", "more happened meanwhile"), own, again);

    if (!can(*file, Act::DecideCase))
        return failed_act(visit, denied("cases.denied", "case.decide"), own, again);

    const auto step = visit.request.form.get("schritt");
    if (step == "aendern") return form_page(visit, *file, input);
    const auto choice = block_choice(visit);
    if (const auto* target = pressed_target(visit, choice)) {
        auto& text = target->id == own_clauses_field ? input.parts.own : input.reasons;
        auto inserted = insert_block(visit, file->state, choice, *target, text);
        if (!inserted) return web::error_response(visit.request, inserted.error());
        input.block = *std::move(inserted);
        return form_page(visit, *file, input);
    }
    // What was typed as reasons says why the other authority is in charge.
    if (is_referral(*package, input.outcome) && can_transfer(visit, *file))
        return transfer_page_with(visit, *file, input.reasons);
    check(visit, *file, *package, input);
    if (input.has_errors()) return form_page(visit, *file, input);
    if (step != "festhalten")
        return confirm_page(visit, *file, input, *package->outcome(input.outcome));
    const auto decided =
        visit.cases.decide(visit.principal, file->id, own.seen, input.outcome, input.reasons,
                           input.details, input.no_hearing, input.fee.fee,
                           parts_for(file->state, *package->outcome(input.outcome), input.parts));
    if (!decided) return failed_act(visit, decided.error(), own, again);
    const auto now = visit.cases.case_file(visit.principal, file->id);
    const bool drafted = now && now->state.draft;
    return web::see_other(case_path(file->id) +
                          (drafted ? "?getan=entworfen" : "?getan=festgehalten"));
}

}  // namespace dw::cases
