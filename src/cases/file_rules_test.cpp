#include "cases/file_rules.h"

#include <gtest/gtest.h>

namespace dw::cases {
namespace {

using namespace std::chrono_literals;

const identity::PersonId clara{IdBytes{1}};
constexpr Date today = 2026y / 11 / 30;

CaseState played(const std::vector<Event>& events) {
    CaseState state;
    for (const auto& event : events) state = apply(std::move(state), event);
    return state;
}

Open opening(Channel channel) {
    CaseOpened opened;
    opened.number = "7K4-M9Q-2XC";
    opened.channel = channel;
    return {.opened = opened, .applicant = {}, .documents = {}, .due = today};
}

CaseState open_case() {
    return played(*decide({}, opening(Channel::Online)));
}
CaseState decided_case() {
    auto state = open_case();
    return apply(std::move(state),
                 OutcomeDecided{"bestaetigt", forms::OutcomeKind::Confirmation, "", clara});
}

// The code of the error; "" for none, and then the state goes on.
std::string act(CaseState& state, const FileCommand& command) {
    const auto events = decide(state, command);
    if (!events) return events.error().code;
    for (const auto& event : *events) state = apply(std::move(state), event);
    return {};
}

TEST(FileRules, ALetterIsAnsweredByPostAndACounterCaseIsNot) {
    auto by_letter = opening(Channel::Letter);
    by_letter.recorded = CaseRecorded{clara, IdentityCheck::NotChecked, true};
    by_letter.by_post = today;
    const auto state = played(*decide({}, by_letter));
    ASSERT_EQ(state.letters.size(), 1U);
    EXPECT_TRUE(state.letters.front().waits());
    EXPECT_EQ(state.letters.front().sequence, 4) << "the event that tells of the recording";
    EXPECT_TRUE(state.recorded->from_paper);
    EXPECT_TRUE(open_case().letters.empty());
}

TEST(FileRules, TheReferenceStandsForTheNumberWhereThereIsOne) {
    EXPECT_EQ(open_case().file_name(), "7K4-M9Q-2XC");
    auto wish = opening(Channel::Online);
    wish.reference = ReferenceGiven{"20.31-2026/0001", "20.31", 2026, 1};
    EXPECT_EQ(played(*decide({}, wish)).file_name(), "20.31-2026/0001");
}

TEST(FileRules, AReminderIsSetForADayToComeWithAReason) {
    auto state = open_case();
    EXPECT_EQ(act(state, SetReminder{today, today, "Rechnung?", clara}), "case.reminder_day");
    EXPECT_EQ(act(state, SetReminder{2026y / 12 / 1, today, " ", clara}), "case.empty_text");
    EXPECT_EQ(act(state, SetReminder{2026y / 12 / 1, today, "Rechnung?", clara}), "");
    ASSERT_EQ(state.reminders.size(), 1U);
    EXPECT_FALSE(state.reminders.front().came);
}

TEST(FileRules, AReminderComesOnceOnItsDayAndIsSettledOnce) {
    auto state = open_case();
    ASSERT_EQ(act(state, SetReminder{2026y / 12 / 1, today, "Rechnung?", clara}), "");
    const auto reminder = state.reminders.front().sequence;
    const auto events = [&](Date day) {
        return decide(state, FileCommand{BringReminder{reminder, day}})->size();
    };
    EXPECT_EQ(events(today), 0U);
    EXPECT_EQ(events(2026y / 12 / 1), 1U);
    ASSERT_EQ(act(state, BringReminder{reminder, 2026y / 12 / 2}), "");
    EXPECT_TRUE(state.reminders.front().came);
    EXPECT_EQ(events(2026y / 12 / 3), 0U);
    EXPECT_EQ(act(state, SettleReminder{reminder + 1, clara}), "case.no_reminder");
    EXPECT_EQ(act(state, SettleReminder{reminder, clara}), "");
    EXPECT_EQ(act(state, SettleReminder{reminder, clara}), "case.reminder_settled");
    EXPECT_FALSE(state.has_open_reminder());
}

TEST(FileRules, OnlyAClosedCaseWithNothingLeftGoesToTheFiles) {
    auto open = open_case();
    const FileAway wish{today, clara, 2037y / 12 / 31};
    EXPECT_EQ(act(open, wish), "case.open");

    auto state = decided_case();
    ASSERT_EQ(act(state, SetReminder{2026y / 12 / 1, today, "Bestandskraft", clara}), "");
    EXPECT_EQ(act(state, wish), "case.reminder_open");
    ASSERT_EQ(act(state, SettleReminder{state.reminders.front().sequence, clara}), "");
    state = apply(std::move(state), LetterOrdered{4, today});
    EXPECT_EQ(act(state, wish), "case.letter_waits");
    state = apply(std::move(state), LetterPosted{4, today, clara});
    EXPECT_EQ(act(state, wish), "");
    EXPECT_EQ(state.kept_until, Date{2037y / 12 / 31}) << "the period runs from then";
    EXPECT_EQ(act(state, wish), "case.filed");
    EXPECT_EQ(act(state, SetReminder{2026y / 12 / 1, today, "doch noch", clara}), "case.filed");
}

TEST(FileRules, WhatIsFiledComesBackWithAReasonUntilItIsOfferedToTheArchive) {
    auto state = decided_case();
    const UndoFiling wish{2026y / 12 / 1, "Es kam noch ein Brief.", clara};
    EXPECT_EQ(act(state, wish), "case.not_filed");
    ASSERT_EQ(act(state, FileAway{today, clara, 2037y / 12 / 31}), "");
    EXPECT_EQ(act(state, UndoFiling{2026y / 12 / 1, " ", clara}), "case.empty_text");
    auto offered = apply(state, RetentionEnded{2038y / 7 / 3});
    EXPECT_EQ(act(offered, wish), "case.retention_ended");
    ASSERT_EQ(act(state, wish), "");
    EXPECT_FALSE(state.filed);
    EXPECT_FALSE(state.kept_until) << "retention runs anew later";
    EXPECT_EQ(state.unfiled_on, Date{2026y / 12 / 1});
    EXPECT_EQ(state.state, State::Decided);
    EXPECT_EQ(act(state, SetReminder{2026y / 12 / 20, 2026y / 12 / 1, "Antwort?", clara}), "");
    EXPECT_EQ(compartment_of(FilingUndone{2026y / 12 / 1, "x", clara}), Compartment::Internal);
}

TEST(FileRules, ANewCodeReplacesTheOneBefore) {
    auto state = open_case();
    Digest fresh{};
    fresh[0] = 7;
    ASSERT_EQ(act(state, RenewCode{fresh, clara}), "");
    EXPECT_EQ(state.opened.code_hash, fresh);
}

TEST(FileRules, NamesOfChannelsAndChecksAreReadBack) {
    for (const auto channel :
         {Channel::Online, Channel::Api, Channel::Counter, Channel::Phone, Channel::Letter})
        EXPECT_EQ(channel_from(name_of(channel)), channel);
    for (const auto check :
         {IdentityCheck::NotChecked, IdentityCheck::IdentityCard, IdentityCheck::Passport,
          IdentityCheck::ResidenceTitle, IdentityCheck::OtherDocument})
        EXPECT_EQ(identity_check_from(name_of(check)), check);
    EXPECT_FALSE(channel_from("fax"));
    EXPECT_FALSE(identity_check_from(""));
}

}  // namespace
}  // namespace dw::cases
