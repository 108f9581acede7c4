#include "cases/desk_outcome_pages.h"

#include "base/text.h"
#include "cases/decision_rules.h"
#include "cases/desk_conflict_page.h"
#include "cases/desk_decision_summary.h"
#include "cases/desk_outcome_form.h"
#include "cases/desk_transfer_pages.h"
#include "cases/desk_why_part.h"
#include "cases/texts.h"
#include "forms/detail_rules.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

OutcomeInput input_in(const web::Request& request) {
    return {.outcome = std::string(request.form.get("ergebnis")),
            .reasons = std::string(trim(request.form.get("begruendung"))),
            .sent = request.form.pairs(),
            .no_hearing = std::string(request.form.get("anhoerung")),
            .parts = parts_in(request),
            .has_followed = has_followed_before(request)};
}

bool is_referral(const forms::Package& package, std::string_view id) {
    const auto* outcome = package.outcome(id);
    return outcome && outcome->kind == forms::OutcomeKind::Referral;
}

void check(const Visit& visit, const CaseFile& file, const forms::Package& package,
           OutcomeInput& input) {
    const auto* outcome =
        is_referral(package, input.outcome) ? nullptr : package.outcome(input.outcome);
    if (!outcome) input.outcome_error = visit.say(texts::desk_outcome_missing);
    check_parts(visit, input.parts);
    if (outcome && !takes_own_clauses(*outcome)) input.parts.own.clear();
    const bool own_clauses = outcome && !input.parts.own.empty();
    if (outcome) input.outcome_error = missing_remedy(visit, file.state, *outcome);
    if (own_clauses && !visit.cases.remedy_of(file.state))
        input.outcome_error = visit.say(texts::desk_outcome_no_remedy);
    // § 39 Abs. 1 VwVfG: a written act that burdens somebody gives its reasons.
    const auto needed = outcome && (outcome->burdens || own_clauses) ? Needed::Yes : Needed::No;
    input.reasons_error =
        text_error(visit, input.reasons, needed, texts::desk_outcome_reasons_missing);
    if (input.reasons_error.empty()) input.reasons_error = gap_error(visit, input.reasons);
    if (input.parts.own_error.empty()) input.parts.own_error = gap_error(visit, input.parts.own);
    if (!outcome) return;
    const Decide wish{.outcome = *outcome,
                      .reasons = {},
                      .by = visit.principal.person,
                      .no_hearing = input.no_hearing,
                      .today = visit.today};
    if (!check_hearing(file.state, wish))
        input.hearing_error = visit.say(texts::desk_hearing_missing);
    const auto today = berlin_date(visit.cases.neighbours().store.clock().now());
    if (!input.has_followed)
        input.followed =
            forms::follow_changes(package, *outcome, input.sent, file.state.opened.answers, today);
    auto read = forms::read_details(package, *outcome, input.sent, file.state.opened.answers, today,
                                    visit.language);
    input.details = std::move(read.values);
    input.detail_findings = std::move(read.findings);
    input.why = std::move(read.why);
    input.fee = fee_entry(visit, file, input.outcome, input.sent);
    if (!input.fee.error.empty()) input.outcome_error = input.fee.error;
}

// Everything typed goes along, so that going back loses nothing.
Html confirm_form(const Visit& visit, const CaseFile& file, const forms::Package& package,
                  const OutcomeInput& input, const std::vector<Html>& buttons) {
    return web::post_form(visit.request, case_path(file.id, "outcome"),
                          seen_field(seen_sequence(visit.request)) + gap_kept(visit) +
                              typed_outcome(package, input) + web::button_group(buttons));
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

web::Response confirm_page(const Visit& visit, const CaseFile& file, const OutcomeInput& input,
                           const forms::Package& package) {
    const auto& outcome = *package.outcome(input.outcome);
    const auto parts = parts_for(file.state, outcome, input.parts);
    const auto enclosures =
        visit.cases.enclosed(visit.principal.tenant, file.state, parts.enclosures);
    if (!enclosures) return web::error_response(visit.request, enclosures.error());
    auto to_pay = visit.cases.fee_for(visit.principal, file.state, outcome.id, input.fee.fee);
    if (!to_pay) return web::error_response(visit.request, to_pay.error());
    if (*to_pay && !(*to_pay)->reference.empty())
        (*to_pay)->reference = texts::desk_fee_reference_to_come.in(file.state.opened.language);
    Html main =
        confirm_form(visit, file, package, input, {change_button(visit, web::Weight::Tertiary)});
    main += web::heading(1, visit.say(texts::desk_outcome_confirm_title));
    main += web::lead(visit.say(texts::desk_outcome_confirm_lead)) + signature_notice(visit, file);
    for (const auto& words : early_days(visit, file, outcome, input.details))
        main += web::alert(web::Tone::Warning, words, {});
    for (const auto& words : followed_days(visit, outcome, input))
        main += web::alert(web::Tone::Info, words, {});
    OutcomeDecided decided{.outcome = outcome.id,
                           .kind = outcome.kind,
                           .reasons = input.reasons,
                           .by = visit.principal.person,
                           .details = input.details,
                           .no_hearing = input.no_hearing};
    decided.side_clauses = side_clauses_of(file.state, outcome, parts);
    decided.enclosures = *enclosures;
    main += decision_summary(visit, file, decided, *to_pay) + why_part(visit, input.why);
    main += confirm_form(
        visit, file, package, input,
        {web::named_button(
             {"schritt", "festhalten", visit.say(texts::desk_outcome_save), web::Weight::Primary}),
         change_button(visit, web::Weight::Secondary)});
    return desk_page(visit, {.title = visit.say(texts::desk_outcome_confirm_title), .main = main});
}

}  // namespace

web::Response outcome_page_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!can(*file, Act::DecideCase)) return web::see_other(case_path(file->id));
    OutcomeInput input;
    const auto* package = visit.cases.package_of(file->state);
    const std::string outcome(visit.request.query.get("ergebnis"));
    const auto* possible = package ? package->outcome(outcome) : nullptr;
    // One that must not go out from here yet is explained where it would be chosen.
    const bool can_go = possible && missing_remedy(visit, file->state, *possible).empty();
    if (can_go && !is_referral(*package, outcome)) {
        input.outcome = outcome;
        input.reasons = suggested_reasons(file->state, *package, outcome);
    }
    return outcome_page(visit, *file, input);
}

namespace {

// The page again for a button that only changes what is on it; nothing for one that goes on.
std::optional<web::Response> page_again(const Visit& visit, const CaseFile& file,
                                        const forms::Package& package, OutcomeInput& input) {
    const auto step = visit.request.form.get("schritt");
    if (step == "aendern") return outcome_page(visit, file, input);
    const auto choice = outcome_blocks(visit, package.outcome(input.outcome));
    if (const auto* target = pressed_target(visit, choice)) {
        auto& text = target->id == own_clauses_field ? input.parts.own : input.reasons;
        auto inserted = insert_block(visit, file.state, choice, *target, text);
        if (!inserted) return web::error_response(visit.request, inserted.error());
        input.block = *std::move(inserted);
        return outcome_page(visit, file, input);
    }
    const auto other = outcome_of_button(step);
    if (other.empty()) return std::nullopt;
    // Words nobody has changed were those of the outcome before.
    const bool untouched = input.reasons == suggested_reasons(file.state, package, input.outcome);
    input.outcome = other;
    if (is_referral(package, other)) return std::nullopt;
    if (untouched) input.reasons = suggested_reasons(file.state, package, other);
    input.parts.is_sent = false;  // the side clauses on the page were others
    return outcome_page(visit, file, input);
}

}  // namespace

web::Response outcome_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto* package = visit.cases.package_of(file->state);
    if (!package) {
        return web::error_response(visit.request,
                                   unavailable("cases.no_package", "the package is not installed"));
    }
    OutcomeInput input = input_in(visit.request);
    const auto again = [&](const CaseFile& now, const Directory&) {
        const auto* outcome = package->outcome(input.outcome);
        if (!outcome || !can(now, Act::DecideCase)) return Html{};
        return web::heading(2, outcome->label.in(visit.language)) +
               outcome_form(visit, now, input, {});
    };
    const OwnInput own{.seen = seen_sequence(visit.request), .text = input.reasons};
    if (own.seen != file->state.sequence)
        return failed_act(visit, conflict("cases.stale", "more happened meanwhile"), own, again);

    if (!can(*file, Act::DecideCase))
        return failed_act(visit, denied("cases.denied", "case.decide"), own, again);

    if (auto same = page_again(visit, *file, *package, input)) return *std::move(same);
    // What was typed as reasons says why the other authority is in charge.
    if (is_referral(*package, input.outcome) && can_transfer(visit, *file))
        return transfer_page_with(visit, *file, input.reasons);
    check(visit, *file, *package, input);
    if (input.has_errors()) return outcome_page(visit, *file, input);
    if (visit.request.form.get("schritt") != "festhalten")
        return confirm_page(visit, *file, input, *package);
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
