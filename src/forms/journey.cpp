#include "forms/journey.h"

#include <algorithm>

#include "forms/form_rules.h"

namespace dw::forms {

std::vector<const FormField*> shown_fields(const Package& package, const QuestionGroup& group,
                                           const Json& answers) {
    std::vector<const FormField*> fields;
    for (const FormField& field : group.fields) {
        if (is_shown(package, field, answers)) fields.push_back(&field);
    }
    return fields;
}

std::vector<const QuestionGroup*> shown_groups(const Package& package, const Json& answers) {
    std::vector<const QuestionGroup*> groups;
    for (const QuestionGroup& group : package.groups) {
        if (!shown_fields(package, group, answers).empty()) groups.push_back(&group);
    }
    return groups;
}

Position position_of(const Package& package, const Draft& draft, std::string_view group_id) {
    const auto groups = shown_groups(package, draft.answers);
    const auto here = std::find_if(groups.begin(), groups.end(),
                                   [&](const QuestionGroup* each) { return each->id == group_id; });
    if (here == groups.end()) return {};
    return {.group = *here,
            .before = here == groups.begin() ? nullptr : *(here - 1),
            .after = here + 1 == groups.end() ? nullptr : *(here + 1),
            .step = static_cast<int>(here - groups.begin()) + 1,
            .steps = static_cast<int>(groups.size())};
}

const QuestionGroup* first_open_group(const Package& package, const Draft& draft) {
    for (const QuestionGroup* group : shown_groups(package, draft.answers)) {
        const auto& answered = draft.answered;
        if (std::find(answered.begin(), answered.end(), group->id) == answered.end()) return group;
    }
    return nullptr;
}

const QuestionGroup* group_of(const Package& package, std::string_view field_id) {
    for (const QuestionGroup& group : package.groups) {
        for (const FormField& field : group.fields) {
            if (field.id == field_id) return &group;
        }
    }
    return nullptr;
}

}  // namespace dw::forms
