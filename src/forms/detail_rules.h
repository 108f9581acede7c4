// Details of an outcome that the package's rules work out, such as a tax and how it comes about.
// The rules' inputs are questions of the form and other details by their ids, and the day.
#pragma once

#include <string_view>
#include <vector>

#include "forms/form_rules.h"
#include "forms/package.h"
#include "rules/explanation.h"

namespace dw::forms {

struct DetailAnswers {
    Json values = Json::object();
    Findings findings;                        // place: id of the detail
    std::vector<rules::ExplanationLine> why;  // empty: no detail was worked out
};

// What the clerk filled in, and the rest by rule. Whoever fills in one of the details with a rule
// works them out alone: the rules are not asked then.
DetailAnswers read_details(const Package& package, const PossibleOutcome& outcome,
                           const SentFields& sent, const Json& answers, Date day,
                           Language language);

// What the details of an outcome start with: what the person answered already, and what rules make
// of that. The clerk may change it.
Json details_to_start_with(const Package& package, const PossibleOutcome& outcome,
                           const Json& answers, Date day);
// A detail that starts by rule and was left as it started follows what its rule asks for, where the
// clerk changed that. Writes into `sent`; the ids of those that followed.
std::vector<std::string> follow_changes(const Package& package, const PossibleOutcome& outcome,
                                        SentFields& sent, const Json& answers, Date day);
// Whether the clerk can do without it: rules work it out, or nothing asks for it.
bool may_be_left_out(const Package& package, const FormField& detail);

// Why the details are what they are; empty where the rules, as they are now, say something else.
std::vector<rules::ExplanationLine> why_details(const Package& package,
                                                const PossibleOutcome& outcome, const Json& details,
                                                const Json& answers, Date day, Language language);

// `file` is the entry "detail_rules" of the manifest, "" for none; outcomes and questions of the
// package must be known already.
void read_detail_rules(std::string_view file, const std::vector<PackageFile>& files,
                       Package& package, Findings& findings);

}  // namespace dw::forms
