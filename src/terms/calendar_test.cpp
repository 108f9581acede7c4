#include "terms/calendar.h"

#include <gtest/gtest.h>

namespace dw {
namespace {

Calendar german_calendar() {
    auto calendar = Calendar::load();
    EXPECT_TRUE(calendar.has_value());
    return *std::move(calendar);
}

std::string name_on(std::string_view date, std::string_view ars) {
    const auto holiday = german_calendar().holiday_on(*parse_date(date), *Ars::parse(ars));
    return holiday ? holiday->name_de : "";
}

TEST(Calendar, EasterFallsWhereTheChurchPutsIt) {
    const auto easter = [](int year) { return to_string(easter_sunday(std::chrono::year{year})); };
    EXPECT_EQ(easter(2025), "2025-04-20");
    EXPECT_EQ(easter(2026), "2026-04-05");
    EXPECT_EQ(easter(2027), "2027-03-28");
    EXPECT_EQ(easter(2008), "2008-03-23");
    EXPECT_EQ(easter(2038), "2038-04-25");
    EXPECT_EQ(easter(2000), "2000-04-23");
}

TEST(Calendar, SomeHolidaysAreEverywhere) {
    for (const auto* land : {"01", "09", "11", "16"}) {
        EXPECT_EQ(name_on("2026-04-03", land), "Karfreitag");
        EXPECT_EQ(name_on("2026-05-14", land), "Christi Himmelfahrt");
        EXPECT_EQ(name_on("2026-05-25", land), "Pfingstmontag");
        EXPECT_EQ(name_on("2026-12-26", land), "Zweiter Weihnachtstag");
        EXPECT_EQ(name_on("2017-10-31", land), "Reformationstag");
    }
}

TEST(Calendar, OthersAreLawOfTheLand) {
    EXPECT_EQ(name_on("2026-06-04", "05"), "Fronleichnam");
    EXPECT_EQ(name_on("2026-06-04", "03"), "");
    EXPECT_EQ(name_on("2026-11-18", "14"), "Buß- und Bettag");
    EXPECT_EQ(name_on("2027-11-17", "14"), "Buß- und Bettag");
    EXPECT_EQ(name_on("2022-11-16", "14"), "Buß- und Bettag");
    EXPECT_EQ(name_on("2026-11-18", "05"), "");
    EXPECT_EQ(name_on("2026-01-06", "08"), "Heilige Drei Könige");
    EXPECT_EQ(name_on("2026-11-01", "12"), "");
    EXPECT_EQ(name_on("2026-04-05", "12"), "Ostersonntag");
}

TEST(Calendar, YearsLimitAHoliday) {
    EXPECT_EQ(name_on("2018-03-08", "11"), "");
    EXPECT_EQ(name_on("2019-03-08", "11"), "Internationaler Frauentag");
    EXPECT_EQ(name_on("2022-03-08", "13"), "");
    EXPECT_EQ(name_on("2023-03-08", "13"), "Internationaler Frauentag");
    EXPECT_EQ(name_on("2016-10-31", "04"), "");
    EXPECT_EQ(name_on("2018-10-31", "04"), "Reformationstag");
    EXPECT_EQ(name_on("2025-05-08", "11"), "Tag der Befreiung");
    EXPECT_EQ(name_on("2026-05-08", "11"), "");
}

TEST(Calendar, ThreeHolidaysAreMunicipal) {
    EXPECT_EQ(name_on("2026-08-08", "097610000000"), "Augsburger Hohes Friedensfest");
    EXPECT_EQ(name_on("2026-08-08", "091620000000"), "");
    EXPECT_EQ(name_on("2026-06-04", "160610045045"), "Fronleichnam");  // Heilbad Heiligenstadt
    EXPECT_EQ(name_on("2026-06-04", "160510000000"), "");              // Erfurt
    EXPECT_EQ(name_on("2026-08-15", "100410100100"), "Mariä Himmelfahrt");
}

TEST(Calendar, KnowsWhatItDoesNotKnow) {
    const Calendar calendar = german_calendar();
    const Date assumption = *parse_date("2025-08-15");
    EXPECT_TRUE(calendar.may_be_holiday(assumption, *Ars::parse("091620000000")));
    EXPECT_TRUE(calendar.is_working_day(assumption, *Ars::parse("091620000000")));
    EXPECT_FALSE(calendar.may_be_holiday(assumption, *Ars::parse("10")));
    EXPECT_FALSE(calendar.may_be_holiday(assumption, *Ars::parse("05")));
}

TEST(Calendar, WorkingDaysLeaveOutWeekendsAndHolidays) {
    const Calendar calendar = german_calendar();
    const Ars place = *Ars::parse("05111");
    EXPECT_FALSE(calendar.is_working_day(*parse_date("2026-04-04"), place));
    EXPECT_EQ(to_string(calendar.next_working_day(*parse_date("2026-04-03"), place)), "2026-04-07");
    EXPECT_EQ(to_string(calendar.next_working_day(*parse_date("2026-04-07"), place)), "2026-04-07");
}

TEST(Calendar, BadLinesAreReportedAndLeftOut) {
    const std::string header = "rule;name_de;name_en;area;applies;from;to;source\n";
    const auto table = Calendar::parse(header +
                                       "01-01;Neujahr;New Year;0;all;;;Gesetz\n"
                                       "13-01;X;X;0;all;;;Gesetz\n"
                                       "easter+x;X;X;0;all;;;Gesetz\n"
                                       "01-02;X;X;AB;all;;;Gesetz\n"
                                       "01-02;X;X;0;most;;;Gesetz\n"
                                       "01-02;X;X;0;all;2020;2019;Gesetz\n"
                                       "01-02;X;X;0;all;;;\n"
                                       "01-02;X\n"
                                       "# comment\n");
    EXPECT_EQ(table.rules.size(), 1U);
    ASSERT_EQ(table.findings.size(), 7U);
    EXPECT_EQ(table.findings[0].place, "line 9");  // lines of the wrong width are found first
    EXPECT_EQ(table.findings[1], (Finding{"line 3", "terms.table_value", {"rule", "13-01"}}));
    EXPECT_EQ(Calendar::parse("").findings.size(), 1U);
    EXPECT_EQ(Calendar::parse("a;b\n").findings.size(), 1U);
}

}  // namespace
}  // namespace dw
