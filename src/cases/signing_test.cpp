// Four eyes and hearing, from the draft to the decision, on every database.
#include <gtest/gtest.h>

#include <algorithm>

#include "cases/cases_fixture.h"
#include "cases/decision_rules.h"

namespace dw::cases {
namespace {

using namespace std::chrono_literals;
using testing::code_of;
using When = forms::FourEyes::When;

class Signing : public testing::CasesTest {
  protected:
    std::vector<forms::Package> packages() const override {
        auto package = forms::sample_package();
        package.four_eyes = {.when = When::FromAmount, .detail = "jahresbetrag", .cents = 50'000};
        for (auto& outcome : package.outcomes)
            if (outcome.burdens) outcome.hearing = {forms::HearingNeed::Required, {}};
        return {package};
    }
    std::int64_t seen(CaseId id) { return file_of("clara", id).state.sequence; }
    Result<store::Receipt> decide(const std::string& name, CaseId id, std::int64_t cents,
                                  const std::string& ground = "28_2_3") {
        return cases().decide(who(name), id, seen(id), "festgesetzt", "Bruno lebt bei Ihnen.",
                              Json::object({{"jahresbetrag", cents}}), ground);
    }
    bool waits_for(const std::string& name, CaseId id) {
        const auto page = cases().inbox(who(name), Inbox::ToSign, "", 25);
        EXPECT_TRUE(page);
        return page && std::ranges::find(page->rows, id, &InboxRow::id) != page->rows.end();
    }
    void go_to(Date day) {
        const Instant noon = std::chrono::sys_days{day} + std::chrono::hours(12);
        clock().advance(std::chrono::duration_cast<std::chrono::seconds>(noon - clock().now()));
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, Signing, store::testing::databases(),
                         store::testing::database_name);

TEST_P(Signing, ASecondPersonSignsFromTheAmountOn) {
    const auto small = open_case().id, large = open_case().id;
    ASSERT_TRUE(decide("clara", small, 49'999));
    EXPECT_EQ(file_of("clara", small).state.state, State::Decided);
    ASSERT_TRUE(decide("clara", large, 50'000));
    auto state = file_of("clara", large).state;
    EXPECT_TRUE(state.is_open());
    ASSERT_TRUE(state.draft);
    EXPECT_EQ(state.draft->why, SecondLook::Amount);
    EXPECT_FALSE(waits_for("clara", large)) << "her own";
    EXPECT_TRUE(waits_for("jan", large));
    EXPECT_EQ(code_of(cases().sign_draft(who("clara"), large, seen(large))), "case.own_draft");
    EXPECT_EQ(code_of(cases().cosign_draft(who("clara"), large, seen(large))), "case.own_draft");
    EXPECT_EQ(code_of(cases().sign_draft(who("otto"), large, seen(large))), "cases.none");
    EXPECT_EQ(code_of(cases().sign_draft(who("jan"), large, 3)), "cases.stale");
    ASSERT_TRUE(cases().cosign_draft(who("lena"), large, seen(large)));
    ASSERT_TRUE(cases().sign_draft(who("jan"), large, seen(large)));
    state = file_of("clara", large).state;
    EXPECT_EQ(state.state, State::Decided);
    EXPECT_EQ(state.outcome->by, who("jan").person);
    EXPECT_EQ(state.outcome->drafted_by, who("clara").person);
    EXPECT_EQ(state.outcome->no_hearing, "28_2_3");
    EXPECT_FALSE(state.draft);
    EXPECT_TRUE(state.kept_until);
    EXPECT_FALSE(waits_for("jan", large));
}

TEST_P(Signing, ADraftIsGivenBackWithWordsOrTakenBack) {
    const auto id = open_case().id;
    ASSERT_TRUE(decide("clara", id, 60'000));
    EXPECT_EQ(code_of(cases().return_draft(who("jan"), id, seen(id), " ")), "case.empty_text");
    ASSERT_TRUE(cases().return_draft(who("jan"), id, seen(id), "Der Betrag stimmt nicht."));
    EXPECT_FALSE(file_of("clara", id).state.draft);
    EXPECT_EQ(code_of(cases().sign_draft(who("jan"), id, seen(id))), "cases.denied");
    ASSERT_TRUE(decide("clara", id, 70'000));
    ASSERT_TRUE(cases().return_draft(who("clara"), id, seen(id), "")) << "her own";
    EXPECT_FALSE(waits_for("jan", id));
    ASSERT_TRUE(decide("clara", id, 100));
    EXPECT_EQ(file_of("clara", id).state.state, State::Decided);
}

// Whoever stands in for a colleague sees what she sees, and is still the same person.
TEST_P(Signing, StandingInForSomebodyMakesNoSecondPerson) {
    const auto id = open_case().id;
    ASSERT_TRUE(decide("clara", id, 60'000));
    auto in_for_jan = who("clara");
    in_for_jan.scopes.push_back(identity::scope_of(who("jan").person));
    in_for_jan.stands_in_for.push_back(who("jan").person);
    EXPECT_EQ(code_of(cases().sign_draft(in_for_jan, id, seen(id))), "case.own_draft");
    EXPECT_TRUE(file_of("clara", id).state.draft);
}

TEST_P(Signing, WhoeverTakesTheApplicationBackEndsTheDraft) {
    const auto id = open_case().id;
    ASSERT_TRUE(decide("clara", id, 60'000));
    auto state = file_of("clara", id).state;
    const auto events = cases::decide(state, Withdraw{});
    ASSERT_TRUE(events);
    for (const auto& event : *events) state = apply(std::move(state), event);
    const auto signature = cases::decide(state, SignDraft{who("jan").person});
    EXPECT_EQ(code_of(signature), "case.closed");
    for (const auto& entry : audience(state))
        EXPECT_NE(entry.placement.shelf, identity::Shelf::ToSign);
}

TEST_P(Signing, TheDrawOfACaseStaysAndHitsItsShare) {
    auto package = forms::sample_package();
    package.four_eyes = {.when = When::Sample, .percent = 20};
    int drawn = 0;
    for (int i = 0; i < 1000; ++i) {
        const auto id = CaseId::make(clock(), random());
        const auto first = cases().second_look(bremerhaven(), id, package, Json::object());
        EXPECT_EQ(first, cases().second_look(bremerhaven(), id, package, Json::object()));
        drawn += first.has_value();
    }
    EXPECT_GT(drawn, 130);
    EXPECT_LT(drawn, 270);
    package.four_eyes.percent = 100;
    EXPECT_EQ(cases().second_look(bremerhaven(), {}, package, Json::object()), SecondLook::Sample);
}

TEST_P(Signing, NobodyIsBurdenedUnheardWithoutAGround) {
    go_to(2027y / 9 / 1);
    const auto id = open_case().id;
    EXPECT_EQ(code_of(decide("clara", id, 100, "")), "case.no_hearing");
    EXPECT_EQ(code_of(decide("clara", id, 100, "28_9")), "case.no_hearing");
    ASSERT_TRUE(cases().ask(who("clara"), id, seen(id),
                            {"Wir wollen festsetzen.", Purpose::Hearing, 2027y / 9 / 15}));
    EXPECT_EQ(code_of(decide("clara", id, 100, "")), "case.no_hearing") << "she still has time";
    go_to(2027y / 9 / 15);
    EXPECT_EQ(code_of(decide("clara", id, 100, "")), "case.no_hearing") << "the whole day";
    go_to(2027y / 9 / 16);
    EXPECT_TRUE(decide("clara", id, 100, ""));
    const auto other = open_case().id;
    ASSERT_TRUE(cases().decide(who("clara"), other, seen(other), "bestaetigt", ""))
        << "burdens nobody";
}

TEST_P(Signing, AnAnswerToTheHearingIsEnough) {
    const auto id = open_case().id;
    ASSERT_TRUE(cases().ask(who("clara"), id, seen(id),
                            {"Wir wollen festsetzen.", Purpose::Hearing, std::nullopt}));
    auto state = file_of("clara", id).state;
    EXPECT_FALSE(is_heard(state, 2030y / 1 / 1)) << "without a day it never ends";
    const MessageSent answer{.direction = Direction::FromApplicant, .text = "Einverstanden"};
    const auto events = cases::decide(state, SendMessage{answer});
    ASSERT_TRUE(events);
    for (const auto& event : *events) state = apply(std::move(state), event);
    EXPECT_TRUE(is_heard(state, 2026y / 3 / 2));
}

}  // namespace
}  // namespace dw::cases
