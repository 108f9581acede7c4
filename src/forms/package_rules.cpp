#include "forms/package_rules.h"

#include <utility>

#include "rules/fault.h"
#include "standards/dmn/reader.h"

namespace dw::forms {

namespace {

feel::Value value_of(Date day) {
    return feel::Date{std::chrono::sys_days{day}.time_since_epoch().count()};
}

}  // namespace

std::shared_ptr<const rules::RuleSet> read_package_rules(
    std::string_view file, std::string_view bytes,
    const std::function<bool(std::string_view)>& known, Findings& findings) {
    const auto report = [&](const std::string& why) {
        findings.push_back({std::string(file), "package_rule_faulty", {why}});
    };
    auto reading = dmn::read_definitions(bytes);
    for (const auto& problem : reading.problems)
        report(rules::words_for(problem.code, problem.arguments, Language::German));
    if (!reading.definitions) return nullptr;
    std::vector<rules::Source> sources;
    sources.push_back({std::string(file), *std::move(reading.definitions)});
    auto made = rules::compile(std::move(sources));
    for (const auto& fault : made.faults) report(rules::sentence_of(fault, Language::German));
    // What the rules ask for must be something the package asks.
    for (const auto* input : made.rules.all(rules::Element::Kind::InputData))
        if (input->name != day_input && !known(input->name))
            findings.push_back({std::string(file), "package_value_unknown", {input->name}});
    return std::make_shared<const rules::RuleSet>(std::move(made.rules));
}

const rules::Element* decision_of(const rules::RuleSet& rules, std::string_view name) {
    return rules.find(rules::Element::Kind::Decision, name);
}

void set_inputs(rules::Evaluator& evaluator, const rules::RuleSet& rules, Date day,
                const std::function<feel::Value(std::string_view)>& value) {
    for (const auto* input : rules.all(rules::Element::Kind::InputData))
        evaluator.set_input(*input, input->name == day_input ? value_of(day) : value(input->name));
}

feel::Value rule_value(const FormField& field, const Json& answer) {
    if (const auto* text = answer.as_string()) {
        const auto day = field.type == FieldType::Date ? parse_date(*text) : std::nullopt;
        return day ? value_of(*day) : feel::Value(*text);
    }
    if (const auto truth = answer.as_bool()) return *truth;
    const auto number = answer.as_integer();
    if (!number) return {};
    if (field.type != FieldType::Money) return feel::Number(*number);
    const auto euros = feel::Number(*number).divided_by(feel::Number(100));
    return euros ? feel::Value(*euros) : feel::Value();
}

std::optional<std::int64_t> cents_of(const feel::Value& euros) {
    if (!euros.number()) return std::nullopt;
    const auto cents = euros.number()->times(feel::Number(100));
    const auto whole = cents ? cents->whole() : std::nullopt;
    if (!whole || *whole < 0 || *whole > most_rule_cents) return std::nullopt;
    return whole;
}

}  // namespace dw::forms
