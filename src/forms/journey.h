// The way through a form: which page comes next, and whether all pages were answered. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "forms/draft.h"
#include "forms/package.h"

namespace dw::forms {

// The pages somebody with these answers sees, in order.
std::vector<const QuestionGroup*> shown_groups(const Package& package, const Json& answers);
// The fields of a page that are asked with these answers.
std::vector<const FormField*> shown_fields(const Package& package, const QuestionGroup& group,
                                           const Json& answers);

struct Position {
    const QuestionGroup* group = nullptr;   // null: no such page, or not shown
    const QuestionGroup* before = nullptr;  // null: this is the first
    const QuestionGroup* after = nullptr;   // null: this is the last
    int step = 0, steps = 0;                // 1-based
};
Position position_of(const Package& package, const Draft& draft, std::string_view group_id);

// The first page that was not answered; null when all are.
const QuestionGroup* first_open_group(const Package& package, const Draft& draft);
// The page with that question; null for none.
const QuestionGroup* group_of(const Package& package, std::string_view field_id);

}  // namespace dw::forms
