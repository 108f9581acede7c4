#include "terms/deadline.h"

#include <gtest/gtest.h>

#include "terms/announcement.h"

namespace dw {
namespace {

constexpr std::string_view nw = "05111";  // Düsseldorf
constexpr std::string_view bw = "08111";  // Stuttgart
constexpr std::string_view ni = "03241";  // Hannover
constexpr std::string_view be = "11";     // Berlin

constexpr Period one_month{1, PeriodUnit::Months};

Calendar german_calendar() {
    return *Calendar::load();
}

std::string end_of(std::string_view event, const DeadlineRule& rule, std::string_view seat) {
    const auto deadline =
        deadline_from(*parse_date(event), rule, german_calendar(), *Ars::parse(seat));
    return to_string(deadline.end);
}

std::string known(DeliveryChannel channel, std::string_view sent, std::string_view seat) {
    const auto announced = DeliveryRules::load()->announced(channel, *parse_date(sent),
                                                            german_calendar(), *Ars::parse(seat));
    return announced ? to_string(announced->known_on) : announced.error().code;
}

TEST(Deadline, EndingOnASaturdayMovesToMonday) {
    EXPECT_EQ(known(DeliveryChannel::Post, "2026-01-27", nw), "2026-01-31");
    EXPECT_EQ(end_of("2026-01-31", {one_month}, nw), "2026-03-02");
}

TEST(Deadline, EndingOnAHolidayMovesWhereTheSeatHasTheHoliday) {
    EXPECT_EQ(known(DeliveryChannel::Post, "2026-04-30", nw), "2026-05-04");
    EXPECT_EQ(end_of("2026-05-04", {one_month}, nw), "2026-06-05");
    EXPECT_EQ(end_of("2026-05-04", {one_month}, bw), "2026-06-05");
    EXPECT_EQ(end_of("2026-05-04", {one_month}, ni), "2026-06-04");
    EXPECT_EQ(end_of("2026-05-04", {one_month}, be), "2026-06-04");
}

TEST(Deadline, EndingOnAWorkingDayStays) {
    EXPECT_EQ(known(DeliveryChannel::Post, "2026-09-28", nw), "2026-10-02");
    for (const auto seat : {nw, bw, ni, be}) {
        EXPECT_EQ(end_of("2026-10-02", {one_month}, seat), "2026-11-02");
    }
}

TEST(Deadline, ADeathIsReportedOnTheThirdWorkingDaySaturdaysNotCounted) {  // § 28 PStG
    const DeadlineRule rule{{3, PeriodUnit::WorkingDays}};
    EXPECT_EQ(end_of("2026-04-01", rule, nw), "2026-04-08");
    EXPECT_EQ(end_of("2026-12-23", rule, nw), "2026-12-29");
}

TEST(Deadline, TwoWeeksAfterMovingInSkipChristmas) {  // § 17 BMG
    EXPECT_EQ(end_of("2026-12-12", {{2, PeriodUnit::Weeks}}, nw), "2026-12-28");
}

TEST(Deadline, WithoutMovingItEndsOnTheFreeDay) {
    const Period three_months{3, PeriodUnit::Months};
    EXPECT_EQ(end_of("2026-11-30", {three_months}, nw), "2027-03-01");
    EXPECT_EQ(end_of("2026-11-30", {three_months, FirstDay::NotCounted, EndOnFreeDay::Stays}, nw),
              "2027-02-28");
}

TEST(Deadline, MonthsEndOnTheirLastDayAndRespectLeapYears) {
    const DeadlineRule stays{one_month, FirstDay::NotCounted, EndOnFreeDay::Stays};
    EXPECT_EQ(end_of("2026-01-29", stays, nw), "2026-02-28");
    EXPECT_EQ(end_of("2028-01-31", stays, nw), "2028-02-29");
    EXPECT_EQ(end_of("2026-02-28", stays, nw), "2026-03-28");  // not the 31st
    const DeadlineRule year{{1, PeriodUnit::Years}, FirstDay::NotCounted, EndOnFreeDay::Stays};
    EXPECT_EQ(end_of("2028-02-29", year, nw), "2029-02-28");
}

TEST(Deadline, ACountedFirstDayEndsOneDayEarlier) {  // § 187 Abs. 2, § 188 Abs. 2 BGB
    const auto counted = [](Period period) {
        return DeadlineRule{period, FirstDay::Counted, EndOnFreeDay::Stays};
    };
    EXPECT_EQ(end_of("2026-01-01", counted({1, PeriodUnit::Years}), nw), "2026-12-31");
    EXPECT_EQ(end_of("2026-02-01", counted(one_month), nw), "2026-02-28");
    EXPECT_EQ(end_of("2026-01-31", counted(one_month), nw), "2026-02-28");
    EXPECT_EQ(end_of("2026-05-04", counted({1, PeriodUnit::Weeks}), nw), "2026-05-10");
    EXPECT_EQ(end_of("2026-05-04", counted({1, PeriodUnit::Days}), nw), "2026-05-04");
    EXPECT_EQ(end_of("2026-05-04", counted({2, PeriodUnit::WorkingDays}), nw), "2026-05-05");
}

TEST(Deadline, ExplainsItselfStepByStep) {
    const auto deadline =
        deadline_from(*parse_date("2026-05-04"), {one_month}, german_calendar(), *Ars::parse(nw));
    ASSERT_EQ(deadline.steps.size(), 3U);
    EXPECT_EQ(deadline.steps[0].citation, "§ 187 Abs. 1 BGB");
    EXPECT_EQ(deadline.steps[1].reason, DeadlineReason::PeriodEnds);
    EXPECT_EQ(explain(deadline.steps[2], Language::German),
              "Das Ende fällt auf einen Feiertag (Fronleichnam). Sie haben deshalb Zeit bis zum "
              "5. Juni 2026 (§ 31 Abs. 3 VwVfG, § 193 BGB; § 2 Feiertagsgesetz NW).");
    EXPECT_EQ(explain(deadline.steps[1], Language::English),
              "The period runs until 4 June 2026 (§ 188 Abs. 2 BGB).");
}

TEST(Deadline, SaysWhereAHolidayIsDoubtful) {
    const auto deadline = deadline_from(*parse_date("2025-08-14"), {{1, PeriodUnit::Days}},
                                        german_calendar(), *Ars::parse("091620000000"));
    EXPECT_EQ(to_string(deadline.end), "2025-08-15");
    EXPECT_EQ(deadline.steps.back().reason, DeadlineReason::MayBeHoliday);
    EXPECT_EQ(deadline.steps.back().detail_de, "Mariä Himmelfahrt");
}

TEST(Deadline, IsOverdueTheDayAfterItsEnd) {
    const Deadline deadline{*parse_date("2026-06-05"), {}};
    EXPECT_FALSE(is_overdue(deadline, *parse_date("2026-06-05")));
    EXPECT_TRUE(is_overdue(deadline, *parse_date("2026-06-06")));
}

TEST(Announcement, TheFictionOfPostChangedWith2025) {
    EXPECT_EQ(known(DeliveryChannel::Post, "2024-12-31", nw), "2025-01-03");
    EXPECT_EQ(known(DeliveryChannel::Post, "2025-01-01", nw), "2025-01-05");  // a Sunday: it stays
}

TEST(Announcement, TaxLettersMoveToAWorkingDay) {  // § 108 Abs. 3 AO
    EXPECT_EQ(known(DeliveryChannel::TaxPost, "2026-01-27", nw), "2026-02-02");
}

TEST(Announcement, OtherChannelsHaveTheirOwnDays) {
    EXPECT_EQ(known(DeliveryChannel::UserAccount, "2026-01-27", nw), "2026-01-30");
    EXPECT_EQ(known(DeliveryChannel::UserAccount, "2020-01-27", nw), "announcement.no_rule");
    EXPECT_EQ(known(DeliveryChannel::Retrieval, "2026-01-27", nw), "2026-01-28");
    EXPECT_EQ(known(DeliveryChannel::PostAbroad, "2026-01-31", nw), "2026-02-28");
    EXPECT_EQ(known(DeliveryChannel::PublicNotice, "2026-01-27", nw), "2026-02-10");
    EXPECT_EQ(known(DeliveryChannel::Electronic, "2026-01-27", "01002"), "2026-01-31");
}

TEST(Announcement, LaterArrivalCountsEarlierDoesNot) {
    const auto announced = DeliveryRules::load()->announced(
        DeliveryChannel::Post, *parse_date("2026-01-27"), german_calendar(), *Ars::parse(nw));
    ASSERT_TRUE(announced);
    EXPECT_EQ(to_string(arrived_on(*announced, *parse_date("2026-01-29")).known_on), "2026-01-31");
    const auto late = arrived_on(*announced, *parse_date("2026-02-04"));
    EXPECT_EQ(to_string(late.known_on), "2026-02-04");
    EXPECT_EQ(
        explain(late.steps.back(), Language::German),
        "Das Schreiben kam erst am 4. Februar 2026 an. Dieser Tag zählt (§ 41 Abs. 2 VwVfG).");
}

TEST(Announcement, BadLinesAreReported) {
    const std::string header = "channel;period;weekend;area;from;to;citation;source\n";
    const auto table = DeliveryRules::parse(header +
                                            "post;P4D;stays;0;;;§ 41;s\n"
                                            "pigeon;P4D;stays;0;;;§ 41;s\n"
                                            "post;4;stays;0;;;§ 41;s\n"
                                            "post;P4D;jumps;0;;;§ 41;s\n"
                                            "post;P4D;stays;0;2025;;§ 41;s\n"
                                            "post;P4D;stays;0;;;;s\n");
    EXPECT_EQ(table.fictions.size(), 1U);
    EXPECT_EQ(table.findings.size(), 5U);
}

TEST(Period, ReadsDurationsOfOneUnit) {
    EXPECT_EQ(parse_period("P14D"), (Period{14, PeriodUnit::Days}));
    EXPECT_EQ(parse_period("P1M"), one_month);
    for (const auto* text : {"", "P", "PD", "P1", "1M", "P1H", "P-1D", "P10000Y", "P1M2D"}) {
        EXPECT_FALSE(parse_period(text)) << text;
    }
}

}  // namespace
}  // namespace dw
