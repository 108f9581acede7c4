// What a decision needs besides its reasons: a hearing or the ground for none (§ 28 VwVfG), and
// where the package says so a second person (Vier-Augen-Prinzip). Pure.
#pragma once

#include <optional>
#include <string_view>

#include "cases/case.h"

namespace dw::cases {

// Whether the person was heard: she answered, or the day for it is over.
bool is_heard(const CaseState& state, Date today);
// "28_2_1" … "28_3", as stored in case.decided.
bool is_hearing_ground(std::string_view name);
// Invalid "case.no_hearing" where a hearing is required and neither took place nor is left out.
Outcome check_hearing(const CaseState& state, const Decide& wish);

// `is_sampled`: whether the draw of this case falls into the package's share.
std::optional<SecondLook> second_look_for(const forms::FourEyes& four_eyes, const Json& details,
                                          bool is_sampled);
std::string_view name_of(SecondLook why);
std::optional<SecondLook> second_look_from(std::string_view name);

// Denied "case.own_draft" for who drafted it: whoever else she stands in for, she is one person.
Result<std::vector<Event>> events_of(const CaseState& state, const CosignDraft& wish);
Result<std::vector<Event>> events_of(const CaseState& state, const ReturnDraft& wish);

void follow(CaseState& state, const DecisionDrafted& event);
void follow(CaseState& state, const DraftCosigned& event);
void follow(CaseState& state, const DraftReturned& event);

}  // namespace dw::cases
