// The rules are DMN: their inputs are fields of the form, or "Tag", the day of the decision. The
// decision gives the amount in euros, and rule and source in both languages.
#include "forms/fees.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "forms/package_reader.h"
#include "forms/texts.h"
#include "rules/fault.h"
#include "rules/rule_set.h"
#include "standards/dmn/reader.h"

namespace dw::forms {

namespace {

constexpr std::int64_t most_cents = 100'000'000;  // a million euros
constexpr std::int64_t most_due_days = 365;
constexpr std::string_view decision_name = "Gebühr";
constexpr std::string_view day_name = "Tag";

std::optional<Release> release_from(std::string_view name) {
    if (name == "decided") return Release::Decided;
    if (name == "paid") return Release::Paid;
    return std::nullopt;
}

feel::Value value_of(Date day) {
    return feel::Date{std::chrono::sys_days{day}.time_since_epoch().count()};
}

feel::Value value_of(const Json& answer) {
    if (const auto* text = answer.as_string()) return *text;
    if (const auto truth = answer.as_bool()) return *truth;
    if (const auto number = answer.as_integer()) return feel::Number(*number);
    return {};
}

// Whole cents of an amount in euros.
std::optional<std::int64_t> cents_of(const feel::Value* euros) {
    if (euros == nullptr || !euros->number()) return std::nullopt;
    const auto cents = euros->number()->times(feel::Number(100));
    const auto whole = cents ? cents->whole() : std::nullopt;
    if (!whole || *whole < 0 || *whole > most_cents) return std::nullopt;
    return whole;
}

std::string text_of(const feel::Context& result, std::string_view key) {
    const auto* value = result.find(key);
    return value && value->string() ? *value->string() : std::string();
}

const rules::Element* decision_of(const rules::RuleSet& rules) {
    return rules.find(rules::Element::Kind::Decision, decision_name);
}

// What the rules ask for must be something the form asks.
void check_inputs(const rules::RuleSet& rules, const Package& package, Findings& findings) {
    for (const auto* input : rules.all(rules::Element::Kind::InputData))
        if (input->name != day_name && !package.field(input->name))
            findings.push_back({std::string(fee_file), "package_value_unknown", {input->name}});
}

std::shared_ptr<const rules::RuleSet> read_rules(std::string_view bytes, const Package& package,
                                                 Findings& findings) {
    const auto report = [&](const std::string& why) {
        findings.push_back({std::string(fee_file), "package_rule_faulty", {why}});
    };
    auto reading = dmn::read_definitions(bytes);
    for (const auto& problem : reading.problems)
        report(rules::words_for(problem.code, problem.arguments, Language::German));
    if (!reading.definitions) return nullptr;
    std::vector<rules::Source> sources;
    sources.push_back({std::string(fee_file), *std::move(reading.definitions)});
    auto made = rules::compile(std::move(sources));
    for (const auto& fault : made.faults) report(rules::sentence_of(fault, Language::German));
    if (decision_of(made.rules) == nullptr)
        findings.push_back(
            {std::string(fee_file), "package_value_unknown", {std::string(decision_name)}});
    check_inputs(made.rules, package, findings);
    return std::make_shared<const rules::RuleSet>(std::move(made.rules));
}

}  // namespace

std::optional<FeeAmount> fee_of(const FeeTable& table, const Json& answers, Date day,
                                Language language) {
    if (!table.rules) return std::nullopt;
    rules::Evaluator evaluator(*table.rules, {.explain = rules::Explain::Yes});
    evaluator.begin();
    for (const auto* input : table.rules->all(rules::Element::Kind::InputData))
        evaluator.set_input(
            *input, input->name == day_name ? value_of(day) : value_of(answers[input->name]));
    const auto result = evaluator.decide(*decision_of(*table.rules));
    if (!result.context()) return std::nullopt;
    const auto cents = cents_of(result.context()->find("Betrag"));
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
    amount.max = most_cents;
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
