// One act on many cases, on every database.
#include "cases/bulk.h"

#include <gtest/gtest.h>

#include "cases/cases_fixture.h"
#include "cases/status_access.h"

namespace dw::cases {
namespace {

using testing::code_of;
using enum BulkResult;

class Bulk : public testing::CasesTest {
  protected:
    BulkId run(const std::string& name, const BulkWish& wish) {
        const auto id = act_on_many(cases(), who(name), wish);
        EXPECT_TRUE(id) << (id ? "" : id.error().code);
        return id.value_or(BulkId{});
    }
    std::vector<BulkResult> results(const std::string& name, BulkId id) {
        const auto report = bulk_report(cases(), who(name), id);
        EXPECT_TRUE(report) << (report ? "" : report.error().code);
        std::vector<BulkResult> all;
        for (const auto& line : report ? report->lines : std::vector<BulkLine>())
            all.push_back(line.result);
        return all;
    }
    std::optional<identity::PersonId> holder(CaseId id) {
        return file_of("lena", id).state.assignee;
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, Bulk, store::testing::databases(),
                         store::testing::database_name);

TEST_P(Bulk, EachCaseHasItsOwnResult) {
    const auto fresh = open_case().id, jans = open_case().id, closed = open_case().id;
    const auto elsewhere = open_case(submission(testing::hannover_office)).id;
    ASSERT_TRUE(cases().take(who("jan"), jans, 3));
    ASSERT_TRUE(act_as_party(cases(), {bremerhaven(), closed}, Withdraw{}));
    const auto id = run("clara", {.cases = {fresh, jans, closed, elsewhere, fresh}});
    EXPECT_EQ(results("clara", id), (std::vector{Done, Taken, Closed, NotAllowed}));
    EXPECT_EQ(holder(fresh), who("clara").person);
    EXPECT_EQ(holder(jans), who("jan").person);
    const auto report = bulk_report(cases(), who("clara"), id);
    EXPECT_EQ(report->lines[3].number, "") << "not even its number";
    EXPECT_EQ(code_of(bulk_report(cases(), who("jan"), id)), "cases.no_bulk");
}

TEST_P(Bulk, WhatWasTakenIsGivenBackUnlessSomebodyWentOn) {
    const auto first = open_case().id, second = open_case().id;
    const auto id = run("clara", {.cases = {first, second}});
    ASSERT_TRUE(cases().add_note(who("clara"), second, "Rückruf"));
    ASSERT_TRUE(undo_bulk(cases(), who("clara"), id));
    EXPECT_EQ(results("clara", id), (std::vector{Undone, Changed}));
    EXPECT_EQ(holder(first), std::nullopt);
    EXPECT_EQ(holder(second), who("clara").person);
    EXPECT_EQ(code_of(undo_bulk(cases(), who("clara"), id)), "cases.bulk_late");
}

TEST_P(Bulk, AHandOverGoesBackToWhoHadIt) {
    const auto case_id = open_case().id;
    ASSERT_TRUE(cases().take(who("clara"), case_id, 3));
    BulkWish wish{.act = BulkAct::HandOver, .cases = {case_id}};
    wish.to = {who("jan").person, {}, "Urlaub"};
    const auto id = run("lena", wish);
    EXPECT_EQ(holder(case_id), who("jan").person);
    ASSERT_TRUE(undo_bulk(cases(), who("lena"), id));
    EXPECT_EQ(holder(case_id), who("clara").person);
}

TEST_P(Bulk, TheWayBackEndsAndNotesStay) {
    const auto case_id = open_case().id;
    const auto taken = run("clara", {.cases = {case_id}});
    clock().advance(bulk_undo_time);
    EXPECT_EQ(code_of(undo_bulk(cases(), who("clara"), taken)), "cases.bulk_late");
    const auto noted =
        run("clara", {.act = BulkAct::Note, .cases = {case_id}, .note = "Liegt beim Archiv"});
    EXPECT_EQ(results("clara", noted), std::vector{Done});
    EXPECT_EQ(code_of(undo_bulk(cases(), who("clara"), noted)), "cases.bulk_late");
    EXPECT_EQ(file_of("clara", case_id).state.notes.size(), 1U);
    clock().advance(std::chrono::hours(25));
    ASSERT_TRUE(cases().tidy());
    EXPECT_EQ(code_of(bulk_report(cases(), who("clara"), noted)), "cases.no_bulk");
}

TEST_P(Bulk, SoManyAndNoMore) {
    BulkWish wish;
    EXPECT_EQ(code_of(act_on_many(cases(), who("clara"), wish)), "cases.bulk_none");
    for (std::size_t i = 0; i <= bulk_cases; ++i)
        wish.cases.push_back(CaseId::make(clock(), random()));
    EXPECT_EQ(code_of(act_on_many(cases(), who("clara"), wish)), "cases.bulk_many");
}

}  // namespace
}  // namespace dw::cases
