#include "cases/opinion_rules.h"

#include <algorithm>

#include "base/text.h"

namespace dw::cases {

namespace {

using Events = std::vector<Event>;

Opinion* find(CaseState& state, OpinionId id) {
    for (Opinion& opinion : state.opinions)
        if (opinion.asked.opinion == id) return &opinion;
    return nullptr;
}

}  // namespace

const Opinion* find_opinion(const CaseState& state, OpinionId id) {
    for (const Opinion& opinion : state.opinions)
        if (opinion.asked.opinion == id) return &opinion;
    return nullptr;
}

Result<Events> events_of(const CaseState& state, const AskOpinion& wish) {
    if (trim(wish.asked.question).empty()) return invalid("case.empty_text", "the question");
    if (wish.asked.until <= wish.today) return invalid("case.opinion_day", "not a day to come");
    for (const auto& id : wish.asked.documents) {
        const bool here = std::ranges::find(state.documents, id, &DocumentAdded::document) !=
                          state.documents.end();
        if (!here) return not_found("case.no_document", "no such document in the case");
    }
    return Events{wish.asked};
}

Result<Events> events_of(const CaseState& state, const GiveOpinion& wish) {
    const auto* opinion = find_opinion(state, wish.given.opinion);
    if (!opinion) return not_found("case.no_opinion", "nobody has asked for it");
    if (opinion->given) return conflict("case.opinion_given", "it was given already");
    if (trim(wish.given.text).empty()) return invalid("case.empty_text", "the opinion");
    return Events{wish.given};
}

std::vector<OpinionSilent> silent_opinions(const CaseState& state, Date today) {
    std::vector<OpinionSilent> silent;
    for (const auto& opinion : state.opinions)
        if (opinion.waits() && opinion.asked.until < today)
            silent.push_back({opinion.asked.opinion});
    return silent;
}

void follow(CaseState& state, const OpinionAsked& event) {
    state.opinions.push_back({.asked = event, .given = {}});
}

void follow(CaseState& state, const OpinionGiven& event) {
    if (auto* opinion = find(state, event.opinion)) opinion->given = event;
}

void follow(CaseState& state, const OpinionSilent& event) {
    if (auto* opinion = find(state, event.opinion)) opinion->is_silent = true;
}

}  // namespace dw::cases
