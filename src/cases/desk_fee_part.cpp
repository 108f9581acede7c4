#include "cases/desk_fee_part.h"

#include <algorithm>

#include "cases/payee.h"
#include "cases/texts.h"
#include "forms/fees.h"
#include "forms/question_view.h"

namespace dw::cases {

namespace {

bool account_known(const Visit& visit) {
    const auto settings = payee_of(visit.cases.neighbours().store,
                                   {visit.principal.tenant, visit.principal.organisation, ""});
    return settings && *settings;
}

web::Html rule_in_words(const Visit& visit, const std::optional<FeeByRule>& rule) {
    if (!rule || !rule->cents)
        return web::alert(web::Tone::Warning, visit.say(texts::desk_fee_no_rule), {});
    std::vector<web::Html> why;
    for (const auto& sentence : rule->why) why.push_back(web::escape(sentence));
    return web::description_list(
               {{visit.say(texts::desk_fee_by_rule),
                 web::escape(forms::money_in_words(*rule->cents, visit.language))},
                {visit.say(texts::fee_rule), web::escape(rule->rule)},
                {visit.say(texts::fee_source), web::escape(rule->source)}}) +
           web::details(visit.say(texts::desk_fee_why), web::bullet_list(why));
}

}  // namespace

FeeEntry fee_entry(const Visit& visit, const CaseFile& file, std::string_view outcome,
                   const forms::SentFields& sent) {
    const auto rule = visit.cases.fee_by_rule(file.state, outcome);
    if (!rule) return {};
    const auto form = forms::fee_form();
    auto read =
        forms::read_group(form, form.groups.front(), sent, Json::object(), {.today = visit.today});
    FeeEntry entry{.fee = {}, .findings = std::move(read.findings), .error = {}};
    const auto cents = read.values[forms::fee_field].as_integer();
    if (!cents) return entry;
    FeeInput fee{*cents, std::string(read.values[forms::fee_reason_field].text_or(""))};
    if (rule->cents != fee.cents && fee.reason.empty())
        entry.findings.push_back({forms::fee_reason_field, "answer_missing", {}});
    if (fee.cents > 0 && !account_known(visit)) entry.error = visit.say(texts::desk_fee_no_payee);
    entry.fee = std::move(fee);
    return entry;
}

web::Html fee_fields(const Visit& visit, const CaseFile& file, std::string_view outcome,
                     const forms::SentFields& sent, const Findings& findings) {
    const auto rule = visit.cases.fee_by_rule(file.state, outcome);
    if (!rule) return {};
    forms::SentFields shown = sent;
    const bool was_sent = std::ranges::any_of(
        sent, [](const auto& field) { return field.first == forms::fee_field; });
    if (!was_sent && rule->cents) {
        auto amount = forms::money_in_words(*rule->cents, visit.language);
        shown.emplace_back(forms::fee_field, amount.substr(0, amount.find(' ')));
    }
    const forms::Draft nothing;
    const auto form = forms::fee_form();
    web::Html html = web::heading(2, visit.say(texts::fee_title)) + rule_in_words(visit, rule);
    // Why another amount: needed by whoever changes it, as its hint says.
    for (forms::FormField field : form.groups.front().fields) {
        field.required = true;
        html += forms::question(
            field, form, {.draft = nothing, .sent = &shown, .findings = findings}, visit.language);
    }
    return html;
}

std::optional<std::string> fee_sentence(const Visit& visit, const CaseFile& file,
                                        const FeeInput& fee) {
    const auto* package = visit.cases.package_of(file.state);
    if (!package || !package->fee) return std::nullopt;
    if (fee.cents == 0) return visit.say(texts::fee_nothing);
    const bool waits = package->fee->released_when == forms::Release::Paid;
    const bool fixed = package->fee->due_from == forms::DueFrom::Decided;
    const Text with_letter =
        fixed ? texts::desk_fee_with_letter_fixed : texts::desk_fee_with_letter;
    const Text released =
        fixed ? texts::desk_fee_then_released_fixed : texts::desk_fee_then_released;
    return visit.say(
        waits ? released : with_letter,
        {forms::money_in_words(fee.cents, visit.language), std::to_string(package->fee->due_days)});
}

}  // namespace dw::cases
