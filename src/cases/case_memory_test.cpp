#include "cases/case_memory.h"

#include <gtest/gtest.h>

#include "cases/cases_fixture.h"

namespace dw::cases {
namespace {

class CaseMemoryTest : public testing::CasesTest {
  protected:
    // From the memory and from the log: both must say the same.
    void expect_same(CaseId id) {
        const auto reader = store().reader();
        const auto fresh = load_case(**reader, store().keys(), bremerhaven(), id);
        const auto known = memory_.load(**reader, store().keys(), bremerhaven(), id, clock().now());
        ASSERT_EQ(fresh.has_value(), known.has_value());
        if (!fresh) return;
        EXPECT_EQ(known->state.sequence, fresh->state.sequence);
        EXPECT_EQ(known->state.state, fresh->state.state);
        EXPECT_EQ(known->state.notes.size(), fresh->state.notes.size());
        ASSERT_EQ(known->history.size(), fresh->history.size());
        for (std::size_t i = 0; i < fresh->history.size(); ++i) {
            EXPECT_EQ(known->history[i].sequence, fresh->history[i].sequence);
            EXPECT_EQ(known->history[i].event, fresh->history[i].event);
        }
    }

    CaseMemory memory_{1};
};

INSTANTIATE_TEST_SUITE_P(Databases, CaseMemoryTest, store::testing::databases(),
                         store::testing::database_name);

}  // namespace

TEST_P(CaseMemoryTest, SaysWhatTheLogSaysWhileTheCaseGrows) {
    const auto opened = open_case();
    expect_same(opened.id);
    EXPECT_EQ(memory_.size(), 1u);
    ASSERT_TRUE(cases().take(who("clara"), opened.id, 3));
    ASSERT_TRUE(cases().add_note(who("clara"), opened.id, "Angerufen."));
    expect_same(opened.id);
    expect_same(opened.id);
    ASSERT_TRUE(cases().decide(who("clara"), opened.id, 5, "bestaetigt", ""));
    expect_same(opened.id);
}

TEST_P(CaseMemoryTest, ForgetsWhatWasDestroyed) {
    const auto opened = open_case();
    ASSERT_TRUE(cases().decide(who("clara"), opened.id, 3, "bestaetigt", ""));
    expect_same(opened.id);
    EXPECT_EQ(end_of_retention(), 1);
    expect_same(opened.id);
    EXPECT_EQ(memory_.size(), 0u);
    expect_same(opened.id);
    EXPECT_EQ(memory_.size(), 0u) << "nothing to remember is left";
}

TEST_P(CaseMemoryTest, AsksAgainAfterAWhileAndKeepsAFewOnly) {
    const auto first = open_case();
    expect_same(first.id);
    clock().advance(limits::cached_key_time);
    expect_same(first.id);
    for (std::size_t i = 0; i < remembered_cases + 3; ++i) expect_same(open_case().id);
    EXPECT_EQ(memory_.size(), remembered_cases);
}

TEST_P(CaseMemoryTest, LeavesSmallFilesAndUnknownOnesAlone) {
    CaseMemory large{1000};
    const auto opened = open_case();
    const auto reader = store().reader();
    EXPECT_TRUE(large.load(**reader, store().keys(), bremerhaven(), opened.id, clock().now()));
    const auto unknown = CaseId::make(clock(), store().random());
    EXPECT_EQ(
        large.load(**reader, store().keys(), bremerhaven(), unknown, clock().now()).error().code,
        "store.no_stream");
    EXPECT_EQ(large.size(), 0u);
}

}  // namespace dw::cases
