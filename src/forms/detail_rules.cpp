#include "forms/detail_rules.h"

#include <algorithm>
#include <optional>

#include "base/money.h"
#include "base/text.h"
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

// What the rules ask for: details by their names, else answers to the questions of the form.
void ask_for(rules::Evaluator& evaluator, const Package& package, const PossibleOutcome& outcome,
             const Json& details, const Json& answers, Date day) {
    set_inputs(evaluator, *package.detail_rules, day, [&](std::string_view name) {
        if (const auto* other = find(outcome.details, name))
            return rule_value(*other, details[name]);
        const auto* question = package.field(name);
        return question ? rule_value(*question, answers[name]) : feel::Value();
    });
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
        ask_for(evaluator, package, outcome, details, answers, day);
        const auto value = written(detail, evaluator.decide(*decision));
        if (!value) continue;
        worked.fields.emplace_back(detail.id, *value);
        // An amount is explained; a text that comes with it explains itself.
        if (detail.type == FieldType::Text || detail.type == FieldType::LongText) continue;
        for (auto& line : rules::explain(evaluator.trace(), language)) {
            const bool told = std::ranges::find(worked.why, line.text,
                                                &rules::ExplanationLine::text) != worked.why.end();
            if (!told) worked.why.push_back(std::move(line));
        }
    }
    return worked;
}

// What the rules ask for goes into an amount; without it they say nothing.
bool is_asked_for(const Package& package, const FormField& detail) {
    return package.detail_rules &&
           package.detail_rules->find(rules::Element::Kind::InputData, detail.id) != nullptr;
}

// A day nobody could write is none.
std::optional<Date> day_of(const feel::Value& value) {
    if (!value.date()) return std::nullopt;
    const Date day{std::chrono::sys_days{std::chrono::days{value.date()->days}}};
    const auto year = static_cast<int>(day.year());
    return year >= 1900 && year <= 9999 ? std::optional(day) : std::nullopt;
}

// The decisions by which details are worked out or start.
Findings check_rules(const Package& package, const PossibleOutcome& outcome,
                     const FormField& detail) {
    Findings findings;
    const auto check = [&](const std::string& decision, std::string_view entry, bool right_type) {
        if (decision.empty()) return;
        const bool known = package.detail_rules && decision_of(*package.detail_rules, decision);
        if (right_type && known) return;
        findings.push_back(
            {"manifest.json: outcomes." + outcome.id + "." + detail.id + "." + std::string(entry),
             "package_value_unknown",
             {decision}});
    };
    check(detail.by_rule, "by_rule",
          detail.type == FieldType::Money || detail.type == FieldType::Number ||
              detail.type == FieldType::Text || detail.type == FieldType::LongText);
    check(detail.starts_by_rule, "starts_by_rule", detail.type == FieldType::Date);
    return findings;
}

bool is_missing(const Finding& finding) {
    return finding.code == "answer_missing";
}

// Where a rule said nothing, what it asks for and did not get is told there; where it got all it
// asks for, at the detail itself.
void tell_what_is_missing(const Package& package, const PossibleOutcome& outcome,
                          const DetailAnswers& read, Findings& findings) {
    const bool silent = std::ranges::any_of(outcome.details, [&](const FormField& detail) {
        return has_rule(detail) && read.values[detail.id].is_null();
    });
    if (!silent) return;
    Findings missing;
    for (const auto& detail : outcome.details) {
        const bool faulty =
            std::ranges::find(findings, detail.id, &Finding::place) != findings.end();
        if (!has_rule(detail) && !faulty && is_asked_for(package, detail) &&
            read.values[detail.id].is_null())
            missing.push_back({detail.id, "answer_for_rule", {}});
    }
    if (!missing.empty())
        std::erase_if(findings,
                      [](const Finding& finding) { return finding.code == "answer_no_rule"; });
    findings.insert(findings.begin(), missing.begin(), missing.end());
}

bool is_a_choice_of(const FormField& detail, const Json& answer) {
    if (detail.type != FieldType::Choice) return true;
    return std::ranges::find(detail.choices, answer.text_or(""), &Choice::value) !=
           detail.choices.end();
}

// With what a detail starts that takes over an answer: null for nothing that fits.
Json answer_to_start_with(const FormField& detail, const Json& answers, Date day) {
    const Json& answer = answers[detail.from_answer];
    if (answer.is_null() || !is_a_choice_of(detail, answer)) return {};
    const auto from = detail.starts_today_or_later ? parse_date(answer.text_or("")) : std::nullopt;
    return from && *from < day ? Json(to_string(day)) : answer;
}

// What the rules say that details start with, next to what is known of the others.
void start_by_rules(const Package& package, const PossibleOutcome& outcome, const Json& answers,
                    Date day, Json& known) {
    if (!package.detail_rules) return;
    rules::Evaluator evaluator(*package.detail_rules, {.explain = rules::Explain::No});
    for (const auto& detail : outcome.details) {
        const auto* decision = detail.starts_by_rule.empty()
                                   ? nullptr
                                   : decision_of(*package.detail_rules, detail.starts_by_rule);
        if (!decision) continue;
        evaluator.begin();
        ask_for(evaluator, package, outcome, known, answers, day);
        if (const auto first = day_of(evaluator.decide(*decision)))
            known.set(detail.id, to_string(*first));
    }
}

std::string_view sent_value(const SentFields& sent, const std::string& name) {
    const auto found = std::ranges::find(sent, name, &SentFields::value_type::first);
    return found == sent.end() ? std::string_view{} : std::string_view(found->second);
}

// Also a day that does not fit the others, which reading the form would leave out.
std::optional<Date> sent_day(const SentFields& sent, const std::string& id) {
    const auto day = parse_integer(sent_value(sent, id + "-day"));
    const auto month = parse_integer(sent_value(sent, id + "-month"));
    const auto year = parse_integer(sent_value(sent, id + "-year"));
    if (!day || !month || !year || *day < 1 || *day > 31 || *month < 1 || *month > 12 ||
        *year < 1900 || *year > 9999)
        return std::nullopt;
    const Date date{std::chrono::year{static_cast<int>(*year)},
                    std::chrono::month{static_cast<unsigned>(*month)},
                    std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional(date) : std::nullopt;
}

void write_day(SentFields& sent, const std::string& id, Date day) {
    const auto write = [&](const std::string& name, const std::string& value) {
        std::erase_if(sent, [&](const auto& field) { return field.first == name; });
        sent.emplace_back(name, value);
    };
    write(id + "-day", std::to_string(static_cast<unsigned>(day.day())));
    write(id + "-month", std::to_string(static_cast<unsigned>(day.month())));
    write(id + "-year", std::to_string(static_cast<int>(day.year())));
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
    DetailAnswers answered{std::move(complete.values), {}, std::move(worked.why)};
    tell_what_is_missing(package, outcome, answered, complete.findings);
    answered.findings = std::move(complete.findings);
    return answered;
}

Json details_to_start_with(const Package& package, const PossibleOutcome& outcome,
                           const Json& answers, Date day) {
    Json known = Json::object();
    for (const auto& detail : outcome.details)
        if (auto answer = answer_to_start_with(detail, answers, day); !answer.is_null())
            known.set(detail.id, std::move(answer));
    start_by_rules(package, outcome, answers, day, known);
    return known;
}

std::vector<std::string> follow_changes(const Package& package, const PossibleOutcome& outcome,
                                        SentFields& sent, const Json& answers, Date day) {
    const Json start = details_to_start_with(package, outcome, answers, day);
    const auto form = detail_form(outcome);
    Json now = read_group(form, form.groups.front(), sent, Json::object(), {.today = day}).values;
    start_by_rules(package, outcome, answers, day, now);
    std::vector<std::string> followed;
    for (const auto& detail : outcome.details) {
        const auto began = parse_date(start[detail.id].text_or(""));
        const bool left =
            !detail.starts_by_rule.empty() && began && sent_day(sent, detail.id) == began;
        const auto then = left ? parse_date(now[detail.id].text_or("")) : std::nullopt;
        if (!then || then == began) continue;
        write_day(sent, detail.id, *then);
        followed.push_back(detail.id);
    }
    return followed;
}

bool may_be_left_out(const Package& package, const FormField& detail) {
    return has_rule(detail) || (!detail.required && !is_asked_for(package, detail));
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
        for (const auto& detail : outcome.details)
            for (auto& finding : check_rules(package, outcome, detail))
                findings.push_back(std::move(finding));
    }
}

}  // namespace dw::forms
