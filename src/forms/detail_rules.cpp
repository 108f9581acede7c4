#include "forms/detail_rules.h"

#include <algorithm>
#include <optional>

#include "base/money.h"
#include "forms/package_rules.h"

namespace dw::forms {

namespace {

bool has_rule(const FormField& detail) {
    return !detail.by_rule.empty();
}

const FormField* find(const std::vector<FormField>& fields, std::string_view id) {
    const auto found = std::ranges::find(fields, id, &FormField::id);
    return found == fields.end() ? nullptr : &*found;
}

// As the clerk would write it; nothing where the rule says nothing of that kind.
std::optional<std::string> written(const FormField& detail, const feel::Value& value) {
    if (detail.type == FieldType::Money) {
        const auto cents = cents_of(value);
        if (!cents) return std::nullopt;
        std::string amount = Money::from_cents(*cents).to_string();
        std::ranges::replace(amount, '.', ',');
        return amount;
    }
    if (detail.type == FieldType::Number) {
        const auto whole = value.number() ? value.number()->whole() : std::nullopt;
        return whole ? std::optional(std::to_string(*whole)) : std::nullopt;
    }
    return value.string() ? std::optional<std::string>(*value.string()) : std::nullopt;
}

struct ByRule {
    SentFields fields;  // of the details with a rule that says something
    std::vector<rules::ExplanationLine> why;
};

ByRule work_out(const Package& package, const PossibleOutcome& outcome, const Json& details,
                const Json& answers, Date day, Language language) {
    ByRule worked;
    if (!package.detail_rules) return worked;
    const auto& rules = *package.detail_rules;
    rules::Evaluator evaluator(rules, {.explain = rules::Explain::Yes});
    for (const auto& detail : outcome.details) {
        const auto* decision = has_rule(detail) ? decision_of(rules, detail.by_rule) : nullptr;
        if (!decision) continue;
        evaluator.begin();
        set_inputs(evaluator, rules, day, [&](std::string_view name) {
            if (const auto* other = find(outcome.details, name))
                return rule_value(*other, details[name]);
            const auto* question = package.field(name);
            return question ? rule_value(*question, answers[name]) : feel::Value();
        });
        const auto value = written(detail, evaluator.decide(*decision));
        if (!value) continue;
        worked.fields.emplace_back(detail.id, *value);
        // An amount is explained; a text that comes with it explains itself.
        if (detail.type == FieldType::Text || detail.type == FieldType::LongText) continue;
        for (auto& line : rules::explain(evaluator.trace(), language))
            worked.why.push_back(std::move(line));
    }
    return worked;
}

bool is_missing(const Finding& finding) {
    return finding.code == "answer_missing";
}

}  // namespace

DetailAnswers read_details(const Package& package, const PossibleOutcome& outcome,
                           const SentFields& sent, const Json& answers, Date day,
                           Language language) {
    const auto form = detail_form(outcome);
    const auto read = [&](const SentFields& fields) {
        return read_group(form, form.groups.front(), fields, Json::object(), {.today = day});
    };
    auto typed = read(sent);
    const auto by_hand = [&](const FormField& detail) {
        return has_rule(detail) &&
               (!typed.values[detail.id].is_null() ||
                std::ranges::any_of(typed.findings, [&](const Finding& finding) {
                    return finding.place == detail.id && !is_missing(finding);
                }));
    };
    if (std::ranges::any_of(outcome.details, by_hand))
        return {std::move(typed.values), std::move(typed.findings), {}};
    auto worked = work_out(package, outcome, typed.values, answers, day, language);
    SentFields all;
    for (const auto& [name, value] : sent) {
        const auto* detail = find(outcome.details, name);
        if (!detail || !has_rule(*detail)) all.emplace_back(name, value);
    }
    all.insert(all.end(), worked.fields.begin(), worked.fields.end());
    auto complete = read(all);
    for (auto& finding : complete.findings) {
        const auto* detail = find(outcome.details, finding.place);
        if (detail && has_rule(*detail) && is_missing(finding)) finding.code = "answer_no_rule";
    }
    return {std::move(complete.values), std::move(complete.findings), std::move(worked.why)};
}

std::vector<rules::ExplanationLine> why_details(const Package& package,
                                                const PossibleOutcome& outcome, const Json& details,
                                                const Json& answers, Date day, Language language) {
    auto worked = work_out(package, outcome, details, answers, day, language);
    const auto form = detail_form(outcome);
    const auto again =
        read_group(form, form.groups.front(), worked.fields, Json::object(), {.today = day});
    for (const auto& [id, value] : worked.fields)
        if (again.values[id] != details[id]) return {};
    return std::move(worked.why);
}

void read_detail_rules(std::string_view file, const std::vector<PackageFile>& files,
                       Package& package, Findings& findings) {
    const auto is_detail = [&](std::string_view name) {
        return std::ranges::any_of(package.outcomes, [&](const PossibleOutcome& outcome) {
            return find(outcome.details, name) != nullptr;
        });
    };
    const auto found = std::ranges::find(files, file, &PackageFile::path);
    if (!file.empty() && found == files.end())
        findings.push_back({std::string(file), "package_file_missing", {}});
    if (!file.empty() && found != files.end())
        package.detail_rules = read_package_rules(
            file, found->content,
            [&](std::string_view name) { return package.field(name) || is_detail(name); },
            findings);
    for (const auto& outcome : package.outcomes) {
        for (const auto& detail : outcome.details) {
            if (!has_rule(detail)) continue;
            const bool kind = detail.type == FieldType::Money || detail.type == FieldType::Number ||
                              detail.type == FieldType::Text || detail.type == FieldType::LongText;
            const bool known =
                package.detail_rules && decision_of(*package.detail_rules, detail.by_rule);
            if (!kind || !known)
                findings.push_back(
                    {"manifest.json: outcomes." + outcome.id + "." + detail.id + ".by_rule",
                     "package_value_unknown",
                     {detail.by_rule}});
        }
    }
}

}  // namespace dw::forms
