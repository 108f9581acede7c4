// The rules of answers: what a person sent is turned into typed values and held against the form.
// Pure: the answers, the package and the day go in, values and findings come out. Pages and the API
// use the same rules.
//
// Values by type: text, long text, e-mail, phone, choice: a string; number: an integer; money: an
// integer of cents; date: "2026-02-28"; yes or no: true, false; multiple choice: a list of strings.
// A field that was left empty has no member. Files are no answers; they are uploads.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/findings.h"
#include "base/json.h"
#include "base/time.h"
#include "forms/package.h"
#include "forms/submission.h"

namespace dw::forms {

// Name and value as a browser sends them; a date comes as ID-day, ID-month, ID-year.
using SentFields = std::vector<std::pair<std::string, std::string>>;

struct GroupAnswers {
    Json values = Json::object();
    Findings findings;  // place: id of the field
};

// What the answers are held against besides the form.
struct Circumstances {
    Date today{};
    std::string place{};  // where it is applied for, as people call it
    // Whether somebody in that place can have the postcode; null: not known.
    std::function<bool(std::string_view)> postcode_fits{};
};

// The answers of one page. `earlier` are the answers of all pages so far, for conditions.
GroupAnswers read_group(const Package& package, const QuestionGroup& group, const SentFields& sent,
                        const Json& earlier, const Circumstances& circumstances);

// All answers at once: unknown fields, fields nobody asked for, missing ones, faulty ones.
Findings check_answers(const Package& package, const Json& answers,
                       const std::vector<Upload>& uploads, const Circumstances& circumstances);

// The same answers as they are stored (see normalised() in answer_checks.h).
Json normalised_answers(const Package& package, const Json& answers);
// Without what is not asked with the other answers as they are now.
Json without_hidden(const Package& package, const Json& answers);

bool is_shown(const Package& package, const FormField& field, const Json& answers);
// "2026-02-28", "today", "today-7y" (so many years before); nothing for anything else.
std::optional<Date> date_limit(std::string_view written, Date today);
Applicant applicant_of(const Package& package, const Json& answers);

}  // namespace dw::forms
