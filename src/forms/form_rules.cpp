#include "forms/form_rules.h"

#include <algorithm>

#include "base/money.h"
#include "base/text.h"
#include "forms/answer_checks.h"

namespace dw::forms {

namespace {

constexpr std::int64_t default_text_length = 200;        // characters
constexpr std::int64_t default_long_text_length = 4000;  // characters
constexpr std::int64_t largest_number = 1'000'000'000'000;

std::string_view sent_value(const SentFields& sent, const std::string& name) {
    for (const auto& [its_name, value] : sent) {
        if (its_name == name) return value;
    }
    return {};
}

// One answer on its way from text to value.
class Decoder {
  public:
    Decoder(const SentFields& sent, GroupAnswers& out) : sent_(sent), out_(out) {}

    void decode(const FormField& field) {
        switch (field.type) {
            case FieldType::Number:
                return decode_number(field);
            case FieldType::Money:
                return decode_money(field);
            case FieldType::Date:
                return decode_date(field);
            case FieldType::YesNo:
                return decode_yes_no(field);
            case FieldType::MultiChoice:
                return decode_choices(field);
            case FieldType::File:
                return;
            case FieldType::Text:
            case FieldType::LongText:
            case FieldType::Email:
            case FieldType::Phone:
            case FieldType::Choice:
                return decode_text(field);
        }
    }

  private:
    void decode_text(const FormField& field) {
        std::string text = normalised(field.check, sent_value(sent_, field.id));
        if (!text.empty()) out_.values.set(field.id, std::move(text));
    }
    void decode_number(const FormField& field) {
        const auto text = trim(sent_value(sent_, field.id));
        if (text.empty()) return;
        if (const auto number = parse_integer(text)) {
            out_.values.set(field.id, *number);
        } else {
            report(field, "answer_number");
        }
    }
    void decode_money(const FormField& field) {
        const auto text = trim(sent_value(sent_, field.id));
        if (text.empty()) return;
        if (const auto money = written_amount(text)) {
            out_.values.set(field.id, money->cents());
        } else {
            report(field, "answer_money");
        }
    }
    void decode_date(const FormField& field) {
        const auto day = date_part(field.id + "-day");
        const auto month = date_part(field.id + "-month");
        const auto year = date_part(field.id + "-year");
        if (day.empty() && month.empty() && year.empty()) return;
        if (day.empty() || month.empty() || year.empty()) {
            return report(field, "answer_date_incomplete");
        }
        const auto d = parse_integer(day), m = parse_integer(month), y = parse_integer(year);
        if (!d || !m || !y) return report(field, "answer_date_digits");
        if (*d < 1 || *d > 31 || *m < 1 || *m > 12 || *y < 0 || *y > 9999) {
            return report(field, "answer_date_unknown");
        }
        if (*y < 100) return report(field, "answer_date_year");
        const Date date{std::chrono::year(static_cast<int>(*y)),
                        std::chrono::month(static_cast<unsigned>(*m)),
                        std::chrono::day(static_cast<unsigned>(*d))};
        if (!date.ok()) return report(field, "answer_date_unknown");
        out_.values.set(field.id, to_string(date));
    }
    // "1." is how a day is written.
    std::string_view date_part(const std::string& name) const {
        auto part = trim(sent_value(sent_, name));
        if (part.ends_with('.')) part.remove_suffix(1);
        return part;
    }
    void decode_yes_no(const FormField& field) {
        const auto text = sent_value(sent_, field.id);
        if (text == "yes" || text == "no") {
            out_.values.set(field.id, text == "yes");
        } else if (!text.empty()) {
            report(field, "answer_choice");
        }
    }
    void decode_choices(const FormField& field) {
        Json chosen = Json::array();
        for (const auto& [name, value] : sent_) {
            if (name == field.id && !value.empty()) chosen.add(value);
        }
        if (!chosen.items().empty()) out_.values.set(field.id, std::move(chosen));
    }
    void report(const FormField& field, std::string code) {
        out_.findings.push_back({field.id, std::move(code), {}});
    }

    const SentFields& sent_;
    GroupAnswers& out_;
};

using AnswerOf = std::function<const Json&(const std::string&)>;

// One value that is there, held against its field.
class Checker {
  public:
    Checker(Findings& findings, const Circumstances& circumstances, AnswerOf answer_of)
        : findings_(findings), at_(circumstances), answer_of_(std::move(answer_of)) {}

    void check(const FormField& field, const Json& value) {
        switch (field.type) {
            case FieldType::Text:
            case FieldType::LongText:
            case FieldType::Email:
            case FieldType::Phone:
                return check_text(field, value);
            case FieldType::Number:
            case FieldType::Money:
                return check_number(field, value);
            case FieldType::Date:
                return check_date(field, value);
            case FieldType::YesNo:
                if (!value.as_bool()) report(field, "answer_kind_flag");
                return;
            case FieldType::Choice:
                return check_choice(field, value);
            case FieldType::MultiChoice:
                return check_choices(field, value);
            case FieldType::File:
                return report(field, "answer_file_not_here");
        }
    }

    void missing(const FormField& field) {
        const bool chooses = field.type == FieldType::Choice || field.type == FieldType::YesNo ||
                             field.type == FieldType::MultiChoice;
        if (field.type == FieldType::Date) return report(field, "answer_date_missing");
        if (field.type == FieldType::File) return report(field, "answer_file_missing");
        report(field, chooses ? "answer_choice_missing" : "answer_missing");
    }

  private:
    void check_text(const FormField& field, const Json& value) {
        const std::string* text = value.as_string();
        if (!text) return report(field, "answer_kind_text");
        if (const auto code = check_characters(*text); !code.empty()) {
            return report(field, std::string(code));
        }
        const bool one_line = field.type != FieldType::LongText;
        if (one_line && text->find('\n') != text->npos) return report(field, "answer_characters");
        if (trim(*text).empty()) return missing(field);
        const auto length = static_cast<std::int64_t>(code_points(*text));
        const std::int64_t longest =
            field.max.value_or(one_line ? default_text_length : default_long_text_length);
        if (length > longest) return report(field, "answer_long", {std::to_string(longest)});
        if (field.min && length < *field.min) {
            return report(field, "answer_short", {std::to_string(*field.min)});
        }
        std::string_view code = check_named(field.check, *text);
        if (field.type == FieldType::Text && code.empty()) code = check_written(*text);
        if (field.type == FieldType::Email) code = check_email(*text);
        if (field.type == FieldType::Phone) code = check_phone(*text);
        if (!code.empty()) return report(field, std::string(code));
        const bool postcode = field.of_place && field.check == "postcode" && at_.postcode_fits;
        if (postcode && !at_.postcode_fits(*text)) {
            report(field, "answer_postcode_elsewhere", {at_.place});
        }
    }

    void check_number(const FormField& field, const Json& value) {
        const auto number = value.as_integer();
        if (!number) return report(field, "answer_kind_number");
        const std::int64_t least = field.min.value_or(0);
        const std::int64_t most = field.max.value_or(largest_number);
        if (*number >= least && *number <= most) return;
        const bool money = field.type == FieldType::Money;
        const auto written = [&](std::int64_t limit) {
            return money ? Money::from_cents(limit).to_string() : std::to_string(limit);
        };
        report(field, "answer_number_range", {written(least), written(most)});
    }

    void check_date(const FormField& field, const Json& value) {
        const std::string* text = value.as_string();
        if (!text) return report(field, "answer_kind_text");
        const auto date = parse_date(*text);
        if (!date) return report(field, "answer_date_unknown");
        if (const auto latest = date_limit(field.latest, at_.today); latest && *date > *latest) {
            return report_late(field, *date, *latest);
        }
        const auto earliest = date_limit(field.earliest, at_.today);
        if (earliest && *date < *earliest) {
            return report(field, "answer_date_early", {to_string(*earliest)});
        }
        if (field.not_before.empty()) return;
        const auto other = parse_date(answer_of_(field.not_before).text_or(""));
        if (other && *date < *other) report(field, "answer_date_order", {field.not_before});
    }

    void report_late(const FormField& field, Date date, Date latest) {
        if (date > at_.today && field.latest.starts_with("today")) {
            return report(field, "answer_date_future");
        }
        const bool years_ago = field.latest.starts_with("today-");
        report(field, years_ago ? "answer_date_recent" : "answer_date_late", {to_string(latest)});
    }

    void check_choice(const FormField& field, const Json& value) {
        const std::string* text = value.as_string();
        if (!text) return report(field, "answer_kind_text");
        const bool known = std::any_of(field.choices.begin(), field.choices.end(),
                                       [&](const Choice& choice) { return choice.value == *text; });
        if (!known) report(field, "answer_choice");
    }

    void check_choices(const FormField& field, const Json& value) {
        if (!value.as_array()) return report(field, "answer_kind_list");
        if (value.items().size() > field.choices.size()) return report(field, "answer_choice");
        for (const Json& item : value.items()) check_choice(field, item);
    }

    void report(const FormField& field, std::string code, std::vector<std::string> arguments = {}) {
        findings_.push_back({field.id, std::move(code), std::move(arguments)});
    }

    Findings& findings_;
    const Circumstances& at_;
    AnswerOf answer_of_;
};

bool has_finding(const Findings& findings, const std::string& place) {
    return std::any_of(findings.begin(), findings.end(),
                       [&](const Finding& each) { return each.place == place; });
}

std::string answer_with_meaning(const Package& package, const Json& answers,
                                std::string_view meaning) {
    for (const QuestionGroup& group : package.groups) {
        for (const FormField& field : group.fields) {
            if (field.autocomplete == meaning) return std::string(answers[field.id].text_or(""));
        }
    }
    return {};
}

bool is_required_by(const FormField& field, const Json& values) {
    if (field.required_if_field.empty()) return false;
    return std::ranges::find(field.required_if_values, values[field.required_if_field].text_or(
                                                           "")) != field.required_if_values.end();
}

}  // namespace

GroupAnswers read_group(const Package& package, const QuestionGroup& group, const SentFields& sent,
                        const Json& earlier, const Circumstances& circumstances) {
    GroupAnswers out;
    Decoder decoder(sent, out);
    Checker checker(out.findings, circumstances, [&](const std::string& id) -> const Json& {
        return out.values.has(id) ? out.values[id] : earlier[id];
    });
    for (const FormField& field : group.fields) {
        if (field.type == FieldType::File || !is_shown(package, field, earlier)) continue;
        decoder.decode(field);
        if (out.values.has(field.id)) {
            checker.check(field, out.values[field.id]);
        } else if ((field.required || is_required_by(field, out.values)) &&
                   !has_finding(out.findings, field.id)) {
            checker.missing(field);
        }
    }
    return out;
}

Findings check_answers(const Package& package, const Json& answers,
                       const std::vector<Upload>& uploads, const Circumstances& circumstances) {
    Findings findings;
    if (!answers.as_object()) return {{"", "answer_kind_object", {}}};
    for (const JsonMember& member : answers.members()) {
        const FormField* field = package.field(member.key);
        if (!field) {
            findings.push_back({member.key, "answer_unknown", {}});
        } else if (!is_shown(package, *field, answers)) {
            findings.push_back({member.key, "answer_hidden", {}});
        }
    }
    Checker checker(findings, circumstances,
                    [&](const std::string& id) -> const Json& { return answers[id]; });
    for (const QuestionGroup& group : package.groups) {
        for (const FormField& field : group.fields) {
            if (!is_shown(package, field, answers)) continue;
            const bool uploaded =
                std::any_of(uploads.begin(), uploads.end(),
                            [&](const Upload& each) { return each.field == field.id; });
            if (!answers[field.id].is_null()) {
                checker.check(field, answers[field.id]);
            } else if (field.required && !uploaded) {
                checker.missing(field);
            }
        }
    }
    return findings;
}

Json normalised_answers(const Package& package, const Json& answers) {
    Json out = Json::object();
    for (const JsonMember& member : answers.members()) {
        if (member.value.is_null()) continue;
        const FormField* field = package.field(member.key);
        const std::string* text = member.value.as_string();
        if (!field || !text) {
            out.set(member.key, member.value);
        } else if (std::string stored = normalised(field->check, *text); !stored.empty()) {
            out.set(member.key, std::move(stored));
        }
    }
    return out;
}

Json without_hidden(const Package& package, const Json& answers) {
    Json out = Json::object();
    for (const JsonMember& member : answers.members()) {
        const FormField* field = package.field(member.key);
        if (field && is_shown(package, *field, answers)) out.set(member.key, member.value);
    }
    return out;
}

// Conditions only look at earlier pages, so this ends.
bool is_shown(const Package& package, const FormField& field, const Json& answers) {
    if (field.shown_if_field.empty()) return true;
    const FormField* other = package.field(field.shown_if_field);
    if (!other || !is_shown(package, *other, answers)) return false;
    const Json& answer = answers[other->id];
    const auto wanted = [&](std::string_view value) {
        return std::find(field.shown_if_values.begin(), field.shown_if_values.end(), value) !=
               field.shown_if_values.end();
    };
    if (const auto flag = answer.as_bool()) return wanted(*flag ? "yes" : "no");
    if (const std::string* text = answer.as_string()) return wanted(*text);
    return std::any_of(answer.items().begin(), answer.items().end(),
                       [&](const Json& item) { return wanted(item.text_or("")); });
}

std::optional<Date> date_limit(std::string_view written, Date today) {
    if (written == "today") return today;
    constexpr std::string_view before = "today-";
    if (!written.starts_with(before)) return parse_date(written);
    if (!written.ends_with('y')) return std::nullopt;
    const auto years =
        parse_integer(written.substr(before.size(), written.size() - 1 - before.size()));
    if (!years || *years < 1 || *years > 150) return std::nullopt;
    Date limit = today - std::chrono::years(static_cast<int>(*years));
    if (!limit.ok()) limit = limit.year() / limit.month() / std::chrono::last;  // 29 February
    return limit;
}

Applicant applicant_of(const Package& package, const Json& answers) {
    const auto with = [&](std::string_view meaning) {
        return answer_with_meaning(package, answers, meaning);
    };
    return {with("given-name"),  with("family-name"),    with("street-address"),
            with("postal-code"), with("address-level2"), with("email"),
            with("tel")};
}

}  // namespace dw::forms
