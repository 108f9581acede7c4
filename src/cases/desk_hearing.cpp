#include "cases/desk_hearing.h"

#include <algorithm>
#include <array>

#include "cases/decision_rules.h"
#include "cases/desk_answer_pages.h"
#include "cases/texts.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using forms::HearingNeed;
using web::Html;

struct Ground {
    std::string_view name;
    const Text& words;
};
const std::array<Ground, 7> grounds{{
    {"28_2_1", texts::hearing_ground_2_1},
    {"28_2_2", texts::hearing_ground_2_2},
    {"28_2_3", texts::hearing_ground_2_3},
    {"28_2_4", texts::hearing_ground_2_4},
    {"28_2_5", texts::hearing_ground_2_5},
    {"28_2", texts::hearing_ground_2},
    {"28_3", texts::hearing_ground_3},
}};

std::string standing(const Visit& visit, const CaseState& state) {
    if (!state.hearing) return visit.say(texts::desk_hearing_not_sent);
    if (state.hearing->is_answered) return visit.say(texts::desk_hearing_answered);
    if (!state.hearing->answer_by) return visit.say(texts::desk_hearing_no_day);
    const std::string day = written_day(*state.hearing->answer_by, visit.language);
    return visit.say(
        is_heard(state, visit.today) ? texts::desk_hearing_passed : texts::desk_hearing_waits,
        {day});
}

std::string package_words(const Visit& visit, const forms::PossibleOutcome& outcome) {
    const auto& label = outcome.label.in(visit.language);
    const auto& source = outcome.hearing.source.in(visit.language);
    switch (outcome.hearing.need) {
        case HearingNeed::Required:
            return visit.say(texts::desk_hearing_required, {label, source});
        case HearingNeed::NotNeeded:
            return visit.say(texts::desk_hearing_not_needed, {label, source});
        case HearingNeed::Unsaid:
            break;
    }
    return visit.say(texts::desk_hearing_unsaid, {label});
}

}  // namespace

std::string hearing_to_come(const Visit& visit, const CaseState& state,
                            const forms::PossibleOutcome& outcome) {
    if (!outcome.burdens || is_heard(state, visit.today)) return {};
    if (outcome.hearing.need == HearingNeed::NotNeeded && !state.hearing) return {};
    return " " + standing(visit, state);
}

std::string ground_words(std::string_view ground, Language language) {
    const auto found = std::ranges::find(grounds, ground, &Ground::name);
    return std::string(found == grounds.end() ? ground : found->words.in(language));
}

HearingFields hearing_fields(const Visit& visit, const CaseFile& file,
                             const forms::PossibleOutcome& outcome, const std::string& ground,
                             const std::string& error) {
    if (!outcome.burdens) return {};
    const auto& state = file.state;
    const Html words = web::paragraph(package_words(visit, outcome));
    if (outcome.hearing.need == HearingNeed::NotNeeded && !state.hearing) return {{}, words};
    Html shown = web::heading(2, visit.say(texts::desk_hearing_title)) + words +
                 web::paragraph(standing(visit, state));
    if (can_take_answer(file) && state.question->purpose == Purpose::Hearing)
        shown += web::html<"<p class=\"kern-body\">{}</p>">(
            web::link(case_path(file.id, "answer"), visit.say(texts::desk_hearing_take_answer)));
    web::Field field;
    field.id = "anhoerung";
    field.label = visit.say(texts::desk_hearing_ground);
    field.hint = visit.say(texts::desk_hearing_ground_hint);
    field.value = ground;
    field.error = error;
    field.optional = is_heard(state, visit.today);  // else the ground or the hearing is needed
    std::vector<web::Option> options{{"", visit.say(texts::desk_hearing_no_ground), ""}};
    for (const auto& each : grounds)
        options.push_back({std::string(each.name), visit.say(each.words), ""});
    const Html choice = web::select_field(field, options, visit.language);
    if (field.optional && ground.empty() && error.empty()) return {shown, choice};
    return {shown + choice, {}};
}

}  // namespace dw::cases
