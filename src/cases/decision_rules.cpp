#include "cases/decision_rules.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace dw::cases {

namespace {

using Events = std::vector<Event>;

constexpr std::array<std::string_view, 7> hearing_grounds{"28_2",   "28_2_1", "28_2_2", "28_2_3",
                                                          "28_2_4", "28_2_5", "28_3"};
constexpr std::array<std::string_view, 3> second_looks{"always", "amount", "sample"};

Error no_draft() {
    return conflict("case.no_draft", "nothing waits for a signature");
}

}  // namespace

bool is_heard(const CaseState& state, Date today) {
    const auto& hearing = state.hearing;
    if (!hearing) return false;
    return hearing->is_answered || (hearing->answer_by && *hearing->answer_by < today);
}

bool is_hearing_ground(std::string_view name) {
    return std::ranges::find(hearing_grounds, name) != hearing_grounds.end();
}

Outcome check_hearing(const CaseState& state, const Decide& wish) {
    const bool has_ground = is_hearing_ground(wish.no_hearing);
    if (!wish.no_hearing.empty() && !has_ground)
        return invalid("case.no_hearing", "no such ground");
    // Whoever was asked may finish, also where nobody had to ask.
    const bool asked = state.hearing.has_value();
    const bool needed = wish.outcome.hearing.need != forms::HearingNeed::NotNeeded || asked;
    if (wish.outcome.burdens && needed && !has_ground && !is_heard(state, wish.today))
        return invalid("case.no_hearing", "neither heard nor a ground for not hearing");
    return Nothing{};
}

std::optional<SecondLook> second_look_for(const forms::FourEyes& four_eyes, const Json& details,
                                          bool is_sampled) {
    using When = forms::FourEyes::When;
    switch (four_eyes.when) {
        case When::Never:
            return std::nullopt;
        case When::Always:
            return SecondLook::Always;
        case When::FromAmount:
            if (details[four_eyes.detail].as_integer().value_or(0) >= four_eyes.cents)
                return SecondLook::Amount;
            return std::nullopt;
        case When::Sample:
            break;
    }
    return is_sampled ? std::optional(SecondLook::Sample) : std::nullopt;
}

std::string_view name_of(SecondLook why) {
    return second_looks[static_cast<std::size_t>(why)];
}

std::optional<SecondLook> second_look_from(std::string_view name) {
    const auto found = std::ranges::find(second_looks, name);
    if (found == second_looks.end()) return std::nullopt;
    return static_cast<SecondLook>(found - second_looks.begin());
}

Result<Events> events_of(const CaseState& state, const CosignDraft& wish) {
    if (!state.draft) return no_draft();
    if (state.draft->decision.by == wish.by)
        return denied("case.own_draft", "somebody else has to look at it");
    if (state.draft->cosigned.contains(wish.by)) return Events{};
    return Events{DraftCosigned{wish.by}};
}

Result<Events> events_of(const CaseState& state, const ReturnDraft& wish) {
    if (!state.draft) return no_draft();
    const bool own = state.draft->decision.by == wish.by;
    if (!own && trim(wish.words).empty())
        return invalid("case.empty_text", "what is to be changed");
    return Events{DraftReturned{wish.words, wish.by}};
}

void follow(CaseState& state, const DecisionDrafted& event) {
    state.draft =
        Draft{.decision = event.decision, .why = event.why, .cosigned = {}, .fee = event.fee};
}

void follow(CaseState& state, const DraftCosigned& event) {
    if (state.draft) state.draft->cosigned.insert(event.by);
}

void follow(CaseState& state, const DraftReturned&) {
    state.draft.reset();
}

}  // namespace dw::cases
