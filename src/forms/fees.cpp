// The rules are DMN: their inputs are fields of the form, or "Tag", the day of the decision. The
// decision gives the amount in euros, and rule and source in both languages.
#include "forms/fees.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "forms/package_reader.h"
#include "forms/package_rules.h"
#include "forms/texts.h"
#include "rules/rule_set.h"

namespace dw::forms {

namespace {

constexpr std::int64_t most_due_days = 365;
constexpr std::string_view decision_name = "Gebühr";

std::optional<Release> release_from(std::string_view name) {
    if (name == "decided") return Release::Decided;
    if (name == "paid") return Release::Paid;
    return std::nullopt;
}

std::optional<DueFrom> due_from(std::string_view name) {
    if (name.empty() || name == "known") return DueFrom::Known;
    if (name == "decided") return DueFrom::Decided;
    return std::nullopt;
}

std::string text_of(const feel::Context& result, std::string_view key) {
    const auto* value = result.find(key);
    return value && value->string() ? *value->string() : std::string();
}

std::shared_ptr<const rules::RuleSet> read_rules(std::string_view bytes, const Package& package,
                                                 Findings& findings) {
    const auto asked = [&](std::string_view name) { return package.field(name) != nullptr; };
    auto rules = read_package_rules(fee_file, bytes, asked, findings);
    if (rules && !decision_of(*rules, decision_name))
        findings.push_back(
            {std::string(fee_file), "package_value_unknown", {std::string(decision_name)}});
    return rules;
}

}  // namespace

std::optional<FeeAmount> fee_of(const FeeTable& table, const Json& answers, Date day,
                                Language language) {
    if (!table.rules) return std::nullopt;
    rules::Evaluator evaluator(*table.rules, {.explain = rules::Explain::Yes});
    evaluator.begin();
    set_inputs(evaluator, *table.rules, day, [&](std::string_view name) {
        const FormField plain;
        return rule_value(plain, answers[name]);
    });
    const auto result = evaluator.decide(*decision_of(*table.rules, decision_name));
    if (!result.context()) return std::nullopt;
    const auto* euros = result.context()->find("Betrag");
    const auto cents = euros ? cents_of(*euros) : std::nullopt;
    if (!cents) return std::nullopt;
    return FeeAmount{*cents,
                     {text_of(*result.context(), "Regel"), text_of(*result.context(), "Rule")},
                     {text_of(*result.context(), "Quelle"), text_of(*result.context(), "Source")},
                     rules::explain(evaluator.trace(), language)};
}

bool costs(const Package& package, std::string_view outcome) {
    return package.fee &&
           std::ranges::find(package.fee->outcomes, outcome) != package.fee->outcomes.end();
}

FeeTable read_fee(const Json& object, std::string_view rules, const Package& package,
                  Findings& findings) {
    PackageReader reader(object, "manifest.json: fee", findings);
    FeeTable table;
    table.outcomes = reader.texts("outcomes", Need::Required);
    for (const auto& outcome : table.outcomes)
        if (!package.outcome(outcome))
            reader.report("outcomes", "package_value_unknown", {outcome});
    const auto days = reader.whole("due_days", Need::Required).value_or(0);
    if (days < 0 || days > most_due_days)
        reader.report("due_days", "package_number_range", {"0", std::to_string(most_due_days)});
    table.due_days = static_cast<int>(days);
    const auto from = reader.text("due_from", Need::Optional);
    if (!due_from(from)) reader.report("due_from", "package_value_unknown", {from});
    table.due_from = due_from(from).value_or(DueFrom::Known);
    table.due_source = reader.words("due_source", Need::Optional);
    table.released_when = reader.named("released_when", release_from).value_or(Release::Paid);
    reader.finish();
    table.rules = read_rules(rules, package, findings);
    return table;
}

Package fee_form() {
    const auto words = [](Text text) {
        return PackageText{std::string(text.in(Language::German)),
                           std::string(text.in(Language::English))};
    };
    FormField amount;
    amount.id = fee_field;
    amount.type = FieldType::Money;
    amount.label = words(texts::fee_amount);
    amount.hint = words(texts::fee_amount_hint);
    amount.min = 0;
    amount.max = most_rule_cents;
    FormField reason;
    reason.id = fee_reason_field;
    reason.label = words(texts::fee_reason);
    reason.hint = words(texts::fee_reason_hint);
    reason.required = false;
    reason.max = 500;
    Package form;
    form.groups.push_back({.id = "gebuehr", .title = {}, .intro = {}, .fields = {amount, reason}});
    return form;
}

}  // namespace dw::forms
