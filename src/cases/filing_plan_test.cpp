#include "cases/filing_plan.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "cases/cases_fixture.h"
#include "terms/berlin.h"

namespace dw::cases {
namespace {

TEST(FilingPattern, NamesKeyYearAndNumberOnceWithSignsInBetween) {
    for (const auto* sound : {"{zeichen}-{jahr}/{nummer}", "{nummer}/{jahr} {zeichen}",
                              "Az. {zeichen}.{jahr}.{nummer}", "{jahr}_{zeichen}-/{nummer} B"})
        EXPECT_TRUE(is_filing_pattern(sound)) << sound;
    for (const auto* faulty :
         {"", "{zeichen}-{jahr}", "{zeichen}{jahr}/{nummer}", "{zeichen}-{jahr}a{nummer}",
          "{zeichen}-{jahr}/{nummer}{nummer}", "{zeichen}-{jahr}/{nummer}1",
          "x{zeichen}-{jahr}/{nummer}", "{zeichen}-{jahr}/{nummer}<b>",
          "{zeichen}-{jahr}/{nummer}\n", "{zeichen}-{jahr}/{nummer}ä"})
        EXPECT_FALSE(is_filing_pattern(faulty)) << faulty;
    EXPECT_FALSE(is_filing_pattern(std::string(100, '-') + "{zeichen}-{jahr}/{nummer}"));
}

TEST(FilingKey, IsShortAndPlain) {
    for (const auto* sound : {"20.31", "A-1/b_2", "900 12"}) EXPECT_TRUE(is_filing_key(sound));
    for (const auto* faulty : {"", " ", " 20", "20;31", "=1+1", "{jahr}", "ü"})
        EXPECT_FALSE(is_filing_key(faulty)) << faulty;
}

class FilingPlanTest : public testing::CasesTest {
  protected:
    FilingPlace place() { return {bremerhaven(), who("clara").organisation}; }
    void plan(const std::string& key, const std::string& pattern = "{zeichen}-{jahr}/{nummer}") {
        const FilingPlan plan{pattern, {{submission().package_name, key}}};
        ASSERT_TRUE(commit(bremerhaven(), {write_filing_plan(place(), plan)}));
        EXPECT_EQ(*read_filing_plan(**store().reader(), place()), plan);
    }
    std::string year() {
        return std::to_string(static_cast<int>(berlin_date(store().clock().now()).year()));
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, FilingPlanTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(FilingPlanTest, WithoutAPlanTheNumberStands) {
    const auto opened = open_case();
    EXPECT_EQ(opened.reference, "");
    EXPECT_EQ(file_of("clara", opened.id).state.file_name(), opened.number);
}

TEST_P(FilingPlanTest, EachCaseGetsTheNextNumberOfItsKeyAndYear) {
    plan("20.31");
    EXPECT_EQ(open_case().reference, "20.31-" + year() + "/0001");
    const auto second = open_case();
    EXPECT_EQ(second.reference, "20.31-" + year() + "/0002");
    EXPECT_EQ(file_of("clara", second.id).state.reference->reference, second.reference);
    plan("20.32", "{nummer}/{jahr} {zeichen}");
    EXPECT_EQ(open_case().reference, "0001/" + year() + " 20.32");
    clock().advance(std::chrono::hours(24 * 366));
    EXPECT_EQ(open_case().reference, "0001/" + year() + " 20.32");
}

TEST_P(FilingPlanTest, AnotherOfficeCountsForItself) {
    plan("20.31");
    open_case();
    EXPECT_EQ(open_case(submission(testing::hannover_office)).reference, "");
}

// As with several copies: each hands out numbers of its own, and the claim decides.
TEST_P(FilingPlanTest, NoTwoCasesGetTheSameNumber) {
    plan("20.31");
    Cases other(cases().neighbours());
    std::vector<std::thread> threads;
    std::mutex mutex;
    std::vector<std::string> given;
    for (auto* copy : {&cases(), &other, &cases(), &other}) {
        threads.emplace_back([&, copy] {
            for (int i = 0; i < 5; ++i) {
                const auto opened = copy->open(submission(), {});
                std::lock_guard lock(mutex);
                EXPECT_TRUE(opened) << (opened ? "" : opened.error().code);
                if (opened) given.push_back(opened->reference);
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(given.size(), 20U);
    EXPECT_EQ(std::set<std::string>(given.begin(), given.end()).size(), given.size());
    EXPECT_EQ(count("select count(*) from case_reference"), 20);
}

TEST_P(FilingPlanTest, ThePlanOfAnotherMakeIsNotTaken) {
    ASSERT_TRUE(commit(bremerhaven(),
                       {{"insert into filing_plan (tenant, organisation, plan) values ($1, $2, $3)",
                         {store::of(bremerhaven()), store::of(place().organisation),
                          store::of(std::string("{\"pattern\":\"{nummer}\"}"))}}}));
    EXPECT_EQ(testing::code_of(cases().open(submission(), {})), "cases.filing_plan");
}

}  // namespace
}  // namespace dw::cases
