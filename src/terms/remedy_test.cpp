#include "terms/remedy.h"

#include <gtest/gtest.h>

namespace dw {
namespace {

const Ars duesseldorf = *Ars::parse("051110000000");
const Ars hannover = *Ars::parse("032410001001");
const Ars bremerhaven = *Ars::parse("040120000000");
const Date today = *parse_date("2026-11-29");

const LawTables& tables() {
    static const LawTables loaded = *LawTables::load();
    return loaded;
}
const Remedies& remedies() {
    static const Remedies loaded = *Remedies::load(tables().deadlines);
    return loaded;
}

std::string why_not(std::string_view law, const Ars& seat, Date decided = today) {
    const auto remedy = remedies().find(law, seat, decided);
    return remedy ? "" : remedy.error().code;
}

TEST(Remedy, DependsOnTheLawAndTheLand) {
    const auto objection = remedies().find("municipal_taxes", duesseldorf, today);
    ASSERT_TRUE(objection);
    EXPECT_EQ(objection->rule.kind, RemedyKind::Objection);
    EXPECT_FALSE(objection->court);
    const auto action = remedies().find("municipal_taxes", hannover, today);
    ASSERT_TRUE(action);
    EXPECT_EQ(action->rule.kind, RemedyKind::Action);
    EXPECT_EQ(action->court->name, "Verwaltungsgericht Hannover");
    EXPECT_EQ(remedies().find("municipal_taxes", bremerhaven, today)->rule.kind,
              RemedyKind::TaxObjection);
    EXPECT_EQ(remedies().find("general", duesseldorf, today)->court->seat, "Düsseldorf");
    EXPECT_EQ(remedies().find("general", *Ars::parse("05978"), today)->court->seat,
              "Gelsenkirchen");
}

TEST(Remedy, IsNotGuessed) {
    EXPECT_EQ(why_not("municipal_taxes", *Ars::parse("091620000000")), "remedy.none");
    EXPECT_EQ(why_not("municipal_taxes", duesseldorf, *parse_date("2015-12-31")), "remedy.none");
    EXPECT_EQ(why_not("general", hannover), "remedy.none");
    EXPECT_EQ(why_not("general", *Ars::parse("05")), "remedy.no_court");
    EXPECT_EQ(why_not("fishing", duesseldorf), "remedy.unknown_law");
}

TEST(Remedy, EveryDistrictOfTheLaenderWithActionsHasItsCourt) {
    for (const auto* district :
         {"03101", "03241", "03355", "03462", "05111", "05334", "05954", "05970", "05978"})
        EXPECT_EQ(why_not("municipal_taxes", *Ars::parse(district)), "") << district;
}

TEST(Remedy, EndsOnAnotherDayWhereTheHolidaysAreOthers) {
    const auto last_day = [](const Ars& seat, std::string_view posted) {
        const auto remedy = remedies().find("municipal_taxes", seat, *parse_date(posted));
        return remedy_deadline(tables(),
                               {*remedy, *parse_date(posted), DeliveryChannel::Post, seat});
    };
    // Decided on a Friday, posted on the Monday: 1 May is a holiday, so known on the 4th.
    EXPECT_EQ(to_string(last_day(duesseldorf, "2026-04-27")->starts), "2026-05-04");
    EXPECT_EQ(to_string(last_day(duesseldorf, "2026-04-27")->last_day), "2026-06-05");
    EXPECT_EQ(to_string(last_day(hannover, "2026-04-27")->last_day), "2026-06-04");
    EXPECT_EQ(to_string(last_day(duesseldorf, "2027-09-27")->last_day), "2027-11-02");
    EXPECT_EQ(to_string(last_day(hannover, "2027-09-27")->last_day), "2027-11-01");
    EXPECT_EQ(to_string(last_day(bremerhaven, "2026-01-27")->last_day), "2026-03-02");
}

TEST(Remedy, DecisionsOnObjectionsAreServedAndOthersAreNot) {
    const auto remedies = Remedies::load(tables().deadlines);
    ASSERT_TRUE(remedies);
    EXPECT_TRUE(remedies->is_served("objection_decision"));
    EXPECT_FALSE(remedies->is_served("general"));
    EXPECT_FALSE(remedies->is_served("municipal_taxes"));
    EXPECT_FALSE(remedies->is_served("unheard_of"));
}

TEST(Remedy, BadLinesAreReportedWithTheirColumn) {
    const std::string rules =
        "law;area;from;to;remedy;deadline;without_notice;delivery;citation;source\n";
    const auto rule_column = [&](const std::string& line) {
        const auto table = Remedies::parse_rules(rules + line + "\n", tables().deadlines);
        return table.findings.size() == 1 ? table.findings.front().arguments.front() : "";
    };
    EXPECT_EQ(Remedies::parse_rules(rules + "a;05;;;objection;vwgo_70;vwgo_58;tax;§ 1;s\n",
                                    tables().deadlines)
                  .rules.size(),
              1U);
    EXPECT_EQ(rule_column(";05;;;objection;vwgo_70;vwgo_58;tax;§ 1;s"), "law");
    EXPECT_EQ(rule_column("a;x;;;objection;vwgo_70;vwgo_58;tax;§ 1;s"), "area");
    EXPECT_EQ(rule_column("a;05;2026-02-30;;objection;vwgo_70;vwgo_58;tax;§ 1;s"), "from");
    EXPECT_EQ(rule_column("a;05;2026-01-02;2026-01-01;objection;vwgo_70;vwgo_58;tax;§ 1;s"), "to");
    EXPECT_EQ(rule_column("a;05;;;complaint;vwgo_70;vwgo_58;tax;§ 1;s"), "remedy");
    EXPECT_EQ(rule_column("a;05;;;objection;bmg_17;vwgo_58;tax;§ 1;s"), "deadline");
    EXPECT_EQ(rule_column("a;05;;;objection;vwgo_70;vwgo_99;tax;§ 1;s"), "without_notice");
    EXPECT_EQ(rule_column("a;05;;;objection;vwgo_70;vwgo_58;none;§ 1;s"), "delivery");
    EXPECT_EQ(rule_column("a;05;;;objection;vwgo_70;vwgo_58;tax;;s"), "citation");
    const auto court_column = [&](const std::string& line) {
        const auto table = Remedies::parse_courts("area;name;seat;citation;source\n" + line + "\n");
        return table.findings.size() == 1 ? table.findings.front().arguments.front() : "";
    };
    EXPECT_EQ(court_column("0;VG;Ort;§ 1;s"), "area");
    EXPECT_EQ(court_column("05;VG;;§ 1;s"), "seat");
    EXPECT_EQ(court_column("05;VG;Ort;§ 1;"), "source");
}

}  // namespace
}  // namespace dw
