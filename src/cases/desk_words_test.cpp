// What lists call a case that is decided.
#include "cases/desk_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dw::cases {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string decided(std::string outcome) {
    return state_words(State::Decided, nullptr, std::move(outcome), Language::German);
}
std::string mark(const forms::Package* package, std::string outcome) {
    return std::string(
        state_mark(State::Decided, package, std::move(outcome), Language::German).markup());
}

TEST(DeskWords, AnObjectionIsCalledWhatItCameTo) {
    EXPECT_EQ(decided("abhilfe"), "abgeholfen");
    EXPECT_EQ(decided("teilabhilfe"), "teilweise abgeholfen");
    EXPECT_EQ(decided("zurueckgewiesen"), "zurückgewiesen");
    EXPECT_EQ(decided("sonst"), "Erledigung auf andere Weise");
}

TEST(DeskWords, WhatBurdensIsNotGreen) {
    EXPECT_THAT(mark(nullptr, "abhilfe"), HasSubstr("success"));
    EXPECT_THAT(mark(nullptr, "zurueckgewiesen"), Not(HasSubstr("success")));
    forms::Package package;
    package.outcomes = {
        {.id = "ja", .kind = forms::OutcomeKind::DecisionNotice},
        {.id = "nein", .kind = forms::OutcomeKind::DecisionNotice, .burdens = true}};
    EXPECT_THAT(mark(&package, "ja"), HasSubstr("success"));
    EXPECT_THAT(mark(&package, "nein"), Not(HasSubstr("success")));
}

}  // namespace
}  // namespace dw::cases
