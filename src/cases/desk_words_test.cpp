// What lists call a case that is decided.
#include "cases/desk_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dw::cases {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string decided(std::string outcome) {
    return state_words({.state = State::Decided, .outcome = std::move(outcome)}, Language::German);
}
std::string mark(const forms::Package* package, std::string outcome) {
    return std::string(
        state_mark({.state = State::Decided, .package = package, .outcome = std::move(outcome)},
                   Language::German)
            .markup());
}

TEST(DeskWords, AnObjectionIsCalledWhatItCameTo) {
    EXPECT_EQ(decided("abhilfe"), "abgeholfen");
    EXPECT_EQ(decided("teilabhilfe"), "teilweise abgeholfen");
    EXPECT_EQ(decided("zurueckgewiesen"), "zurückgewiesen");
    EXPECT_EQ(decided("sonst"), "Erledigung auf andere Weise");
}

TEST(DeskWords, AnObjectionIsCalledOneAlsoWhereItsPackageIsKnown) {
    const auto received = [](std::optional<ObjectionKind> objection) {
        return state_words({.state = State::Received, .objection = objection}, Language::German);
    };
    EXPECT_EQ(received(ObjectionKind::Objection), "Widerspruch eingegangen");
    EXPECT_EQ(received(ObjectionKind::TaxObjection), "Einspruch eingegangen");
    EXPECT_EQ(received(std::nullopt), "Antrag eingegangen");
    forms::Package package;
    package.outcomes = {{.id = "abhilfe", .kind = forms::OutcomeKind::DecisionNotice}};
    EXPECT_EQ(state_words({.state = State::Decided, .package = &package, .outcome = "abhilfe"},
                          Language::German),
              "abgeholfen");
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
