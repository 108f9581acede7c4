#include "terms/legal_deadline.h"

#include <gtest/gtest.h>

#include <set>

namespace dw {
namespace {

using std::chrono::days;

const Ars duesseldorf = *Ars::parse("051110000000");
const Ars hannover = *Ars::parse("032410001001");

const LawTables& tables() {
    static const LawTables loaded = *LawTables::load();
    return loaded;
}

Result<ExplainedDeadline> asked(std::string_view law, std::string_view from, const Ars& seat,
                                std::optional<DeliveryChannel> way = {},
                                std::optional<Period> period = {}) {
    return explained_deadline(tables(), {.law = std::string(law),
                                         .from = *parse_date(from),
                                         .seat = seat,
                                         .way = way,
                                         .arrived = {},
                                         .period = period});
}

std::string last_day(std::string_view law, std::string_view from, const Ars& seat,
                     std::optional<DeliveryChannel> way = {}) {
    const auto answer = asked(law, from, seat, way);
    return answer ? to_string(answer->last_day) : answer.error().code;
}

constexpr auto by_post = DeliveryChannel::Post;

TEST(LegalDeadline, ALetterByPostHasTheLastDayOfThePlaceOfTheOffice) {
    EXPECT_EQ(last_day("vwgo_70", "2026-01-27", duesseldorf, by_post), "2026-03-02");
    EXPECT_EQ(last_day("vwgo_70", "2026-04-30", duesseldorf, by_post), "2026-06-05");
    EXPECT_EQ(last_day("vwgo_70", "2026-04-30", hannover, by_post), "2026-06-04");
    EXPECT_EQ(last_day("vwgo_74", "2026-04-30", *Ars::parse("08111"), by_post), "2026-06-05");
    EXPECT_EQ(last_day("vwgo_74", "2026-04-30", *Ars::parse("11"), by_post), "2026-06-04");
    EXPECT_EQ(last_day("vwgo_70", "2026-09-28", duesseldorf, by_post), "2026-11-02");
    EXPECT_EQ(last_day("vwgo_70", "2026-09-28", hannover, by_post), "2026-11-02");
}

TEST(LegalDeadline, OtherEventsStartTheirOwnPeriods) {
    EXPECT_EQ(last_day("pstg_28", "2026-04-01", duesseldorf), "2026-04-08");
    EXPECT_EQ(last_day("pstg_28", "2026-12-23", duesseldorf), "2026-12-29");
    EXPECT_EQ(last_day("bmg_17", "2026-12-12", duesseldorf), "2026-12-28");
    EXPECT_EQ(last_day("vwvfg_42a", "2026-11-30", duesseldorf), "2027-03-01");
    EXPECT_EQ(last_day("vwvfg_32_2", "2026-05-21", duesseldorf), "2026-06-05");
    EXPECT_EQ(last_day("vwvfg_32_2", "2026-05-21", hannover), "2026-06-04");
    EXPECT_EQ(last_day("vwvfg_32_3", "2026-02-27", duesseldorf), "2027-03-01");
    EXPECT_EQ(last_day("baugb_36", "2026-03-20", hannover), "2026-05-20");
    EXPECT_EQ(last_day("pstg_18_1", "2026-12-24", hannover), "2026-12-31");
}

TEST(LegalDeadline, TaxLettersFollowTheirOwnLaw) {
    const auto answer = asked("ao_355", "2026-01-27", duesseldorf, by_post);
    ASSERT_TRUE(answer);
    EXPECT_EQ(to_string(answer->starts), "2026-02-02");  // the 31st is a Saturday
    EXPECT_EQ(to_string(answer->last_day), "2026-03-02");
    EXPECT_EQ(last_day("ao_355", "2026-01-27", duesseldorf, DeliveryChannel::UserAccount),
              "announcement.no_rule");
}

TEST(LegalDeadline, ALawOfOneLandCountsThereAlone) {
    EXPECT_EQ(last_day("hbo_65", "2026-03-02", *Ars::parse("06412")), "2026-06-02");
    EXPECT_EQ(last_day("hbo_65", "2026-03-02", duesseldorf), "deadline.not_here");
    EXPECT_EQ(last_day("bauo_nrw_71_1", "2018-12-31", duesseldorf), "deadline.not_here");
    EXPECT_EQ(last_day("bauo_nrw_71_1", "2026-05-27", duesseldorf), "2026-06-11");
    EXPECT_EQ(last_day("lbo_99", "2026-03-02", duesseldorf), "deadline.unknown_law");
}

TEST(LegalDeadline, WhereTheAuthoritySetsThePeriodItIsAskedFor) {
    EXPECT_EQ(last_day("bauo_nrw_71", "2026-03-02", duesseldorf), "deadline.period_missing");
    const auto set =
        asked("bauo_nrw_71", "2026-03-02", duesseldorf, by_post, Period{4, PeriodUnit::Weeks});
    ASSERT_TRUE(set);
    EXPECT_EQ(to_string(set->starts), "2026-03-06");
    EXPECT_EQ(to_string(set->last_day), "2026-04-07");  // Good Friday, then Easter Monday
    const auto fixed = asked("bmg_17", "2026-03-02", duesseldorf, {}, Period{4, PeriodUnit::Weeks});
    EXPECT_EQ(fixed.error().code, "deadline.period_fixed");
}

TEST(LegalDeadline, ALetterIsOnlyForWhatStartsWithOne) {
    EXPECT_EQ(last_day("pstg_28", "2026-04-01", duesseldorf, by_post), "deadline.no_letter");
    DeadlineQuestion question{.law = "vwgo_70",
                              .from = *parse_date("2026-04-30"),
                              .seat = hannover,
                              .way = by_post,
                              .arrived = *parse_date("2026-05-06"),
                              .period = {}};
    EXPECT_EQ(to_string(explained_deadline(tables(), question)->last_day), "2026-06-08");
    question.arrived = *parse_date("2026-04-29");
    EXPECT_EQ(explained_deadline(tables(), question).error().code, "deadline.arrived_before");
    question.way.reset();
    EXPECT_EQ(explained_deadline(tables(), question).error().code, "deadline.arrived_without_way");
}

TEST(LegalDeadline, ExplainsEveryStep) {
    const auto answer = asked("vwgo_70", "2026-04-30", duesseldorf, by_post);
    std::vector<std::string> sentences;
    for (const auto& step : answer->steps) sentences.push_back(explain(step, Language::German));
    const std::vector<std::string> expected = {
        "Das Schreiben gilt am 4. Mai 2026 als angekommen (§ 41 Abs. 2 VwVfG).",
        "So lang ist die Frist: 1 Monat (§ 70 Abs. 1 VwGO).",
        "Der 4. Mai 2026 zählt nicht mit. Die Frist beginnt am Tag danach (§ 187 Abs. 1 BGB).",
        "Die Frist läuft bis zum 4. Juni 2026 (§ 188 Abs. 2 BGB).",
        "Das Ende fällt auf einen Feiertag (Fronleichnam). Sie haben deshalb Zeit bis zum "
        "5. Juni 2026 (§ 31 Abs. 3 VwVfG, § 193 BGB; § 2 Feiertagsgesetz NW)."};
    EXPECT_EQ(sentences, expected);
    EXPECT_EQ(in_words({3, PeriodUnit::WorkingDays}, Language::English), "3 working days");
}

TEST(LegalDeadline, AnEndThatMayBeAHolidayIsNotCertain) {
    EXPECT_TRUE(asked("bmg_17", "2025-08-01", duesseldorf)->is_certain());
    const auto bavaria = asked("bmg_17", "2025-08-01", *Ars::parse("091620000000"));
    EXPECT_EQ(to_string(bavaria->last_day), "2025-08-15");
    EXPECT_FALSE(bavaria->is_certain());
}

TEST(LegalDeadline, EveryRowHasNameCitationSourceAndAPlace) {
    std::set<DeadlineKind> kinds;
    std::set<std::pair<std::string, Ars>> rows;
    for (const auto& row : tables().deadlines.all()) {
        kinds.insert(row.kind);
        EXPECT_TRUE(rows.emplace(row.law, row.area).second) << row.law << " is there twice";
        EXPECT_NE(row.citation.find("§"), std::string::npos) << row.law;
    }
    EXPECT_EQ(kinds.size(), 6U);
}

// --- every law, every day of two years, in two towns --------------------------------------------

// What the law means, told another way: count day by day, then wait for a day on which the office
// works.
Date counted_by_hand(Date event, const Period& period, const Ars& seat) {
    const Calendar& calendar = tables().calendar;
    const auto free = [&](Date day) {
        const auto weekday = weekday_of(day).iso_encoding();
        return weekday > 5 || calendar.holiday_on(day, seat).has_value();
    };
    Date day = event;
    if (period.unit == PeriodUnit::WorkingDays) {
        for (int left = period.count; left > 0;) {
            day = days_after(day, days{1});
            left -= !free(day);
        }
        return day;
    }
    const int months = period.unit == PeriodUnit::Months  ? period.count
                       : period.unit == PeriodUnit::Years ? 12 * period.count
                                                          : 0;
    const int single = period.unit == PeriodUnit::Weeks  ? 7 * period.count
                       : period.unit == PeriodUnit::Days ? period.count
                                                         : 0;
    for (int i = 0; i < single; ++i) day = days_after(day, days{1});
    int year = static_cast<int>(event.year());
    int month = static_cast<int>(static_cast<unsigned>(event.month())) + months;
    for (; month > 12; month -= 12) ++year;
    if (months > 0) {
        day = std::chrono::year{year} / month / event.day();
        while (!day.ok()) day = day.year() / day.month() / (day.day() - days{1});
    }
    while (free(day)) day = days_after(day, days{1});
    return day;
}

TEST(LegalDeadline, IsWhatCountingByHandGivesOnEveryDayOfTwoYears) {
    std::size_t compared = 0, differ = 0;
    for (const auto& row : tables().deadlines.all()) {
        const std::optional<Period> set =
            row.period ? std::nullopt : std::optional(Period{2, PeriodUnit::Weeks});
        for (Date day = *parse_date("2026-01-01"); day <= *parse_date("2027-12-31");
             day = days_after(day, days{1})) {
            std::vector<Date> ends;
            for (const Ars& seat : {duesseldorf, hannover}) {
                const auto answer = asked(row.law, to_string(day), seat, {}, set);
                if (!answer) {
                    EXPECT_EQ(answer.error().code, "deadline.not_here");
                    continue;
                }
                const Period period = set ? *set : *row.period;
                ASSERT_EQ(to_string(answer->last_day),
                          to_string(counted_by_hand(day, period, seat)))
                    << row.law << " from " << to_string(day);
                ends.push_back(answer->last_day);
                ++compared;
            }
            differ += ends.size() == 2 && ends[0] != ends[1];
        }
    }
    EXPECT_GT(compared, 20000U);
    EXPECT_GT(differ, 50U);  // Corpus Christi, All Saints' Day, Reformation Day
}

TEST(LegalDeadline, BadLinesAreReportedWithTheirColumn) {
    const std::string header =
        "law;kind;start;period;first_day;weekend;moved_by;delivery;extension;area;from;to;"
        "name_de;name_en;citation;source\n";
    const auto column_of = [&](const std::string& line) {
        const auto table = LegalDeadlines::parse(header + line + "\n");
        return table.findings.size() == 1 ? table.findings.front().arguments.front() : "";
    };
    const std::string rest = ";;0;;;N;N;§ 1;s";
    EXPECT_EQ(LegalDeadlines::parse(header + "a;order;death;P1W;not_counted;moves;§ 2;none" + rest)
                  .deadlines.size(),
              1U);
    EXPECT_EQ(column_of(";order;death;P1W;not_counted;moves;§ 2;none" + rest), "law");
    EXPECT_EQ(column_of("a;wish;death;P1W;not_counted;moves;§ 2;none" + rest), "kind");
    EXPECT_EQ(column_of("a;order;rain;P1W;not_counted;moves;§ 2;none" + rest), "start");
    EXPECT_EQ(column_of("a;order;death;1W;not_counted;moves;§ 2;none" + rest), "period");
    EXPECT_EQ(column_of("a;order;death;0 working days;not_counted;moves;§ 2;none" + rest),
              "period");
    EXPECT_EQ(column_of("a;order;death;P1W;maybe;moves;§ 2;none" + rest), "first_day");
    EXPECT_EQ(column_of("a;order;death;P1W;not_counted;jumps;§ 2;none" + rest), "weekend");
    EXPECT_EQ(column_of("a;order;death;P1W;not_counted;moves;;none" + rest), "moved_by");
    EXPECT_EQ(column_of("a;order;death;P1W;not_counted;moves;§ 2;general" + rest), "delivery");
    EXPECT_EQ(column_of("a;remedy;announced;P1W;not_counted;moves;§ 2;none" + rest), "delivery");
    EXPECT_EQ(column_of("a;order;death;P1W;not_counted;moves;§ 2;none;;x;;;N;N;§ 1;s"), "area");
    EXPECT_EQ(column_of("a;order;death;P1W;not_counted;moves;§ 2;none;;0;2020-02-30;;N;N;§ 1;s"),
              "from");
    EXPECT_EQ(
        column_of(
            "a;order;death;P1W;not_counted;moves;§ 2;none;;0;2020-01-02;2020-01-01;N;N;§ 1;s"),
        "to");
    EXPECT_EQ(column_of("a;order;death;P1W;not_counted;moves;§ 2;none;;0;;;N;N;§ 1;"), "source");
}

}  // namespace
}  // namespace dw
