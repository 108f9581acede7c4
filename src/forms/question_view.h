// One page of questions as HTML.
#pragma once

#include <vector>

#include "base/findings.h"
#include "forms/draft.h"
#include "forms/form_rules.h"
#include "forms/package.h"
#include "web/components.h"

namespace dw::forms {

// What the fields show: what was just sent, or what the draft keeps, or what is known before.
struct Shown {
    const Draft& draft;
    const SentFields* sent = nullptr;  // null: show the draft's answers
    SentFields prefilled = {};         // for fields of a page that was not answered yet
    Findings findings = {};
};

web::Html question(const FormField& field, const Package& package, const Shown& shown,
                   Language language);
// The files sent for it so far, each with a button that takes it away, below a heading of that
// level.
web::Html uploaded_files(const Draft& draft, const FormField& field, int level, Language language);
// Until when the draft is kept.
web::Html saved_note(const Draft& draft, Language language);
// For the summary above the form, in the order of the findings.
std::vector<web::SummaryError> summary_errors(const Findings& findings, const Package& package,
                                              Language language);

}  // namespace dw::forms
