#include "forms/detail_rules.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "forms/forms.h"
#include "forms/sample_package.h"

namespace dw::forms {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Date today = 2026y / 11 / 30;

const Package& dogs() {
    return built_in_package("hundesteuer-anmeldung");
}

Json answers() {
    return Json::object(
        {{"hund_name", "Bruno"}, {"anzahl_hunde", 2}, {"haltung_seit", "2026-09-14"}});
}

SentFields sent_with(SentFields more) {
    SentFields sent{{"zahlbar_bis-day", "31"},    {"zahlbar_bis-month", "12"},
                    {"zahlbar_bis-year", "2026"}, {"steuer_ab-day", "1"},
                    {"steuer_ab-month", "10"},    {"steuer_ab-year", "2026"}};
    sent.insert(sent.end(), more.begin(), more.end());
    return sent;
}

DetailAnswers read(SentFields more) {
    return read_details(dogs(), *dogs().outcome("festgesetzt"), sent_with(std::move(more)),
                        answers(), today, Language::German);
}

const SentFields second_dog{
    {"hund_klasse", "einfach"}, {"hund_nummer", "2"}, {"nachlass", "sozialleistung"}};

Findings faults(const std::string& from, const std::string& to) {
    auto files = sample_files();
    const auto at = files[0].content.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    files[0].content.replace(at, from.size(), to);
    return load_package("hundesteuer-anmeldung", files).findings;
}

}  // namespace

TEST(DetailRules, WorkOutTheAmountAndHowItComesAbout) {
    const auto read_back = read(second_dog);
    EXPECT_THAT(read_back.findings, IsEmpty());
    EXPECT_EQ(read_back.values["jahresbetrag"].as_integer(), 9000);
    EXPECT_THAT(std::string(read_back.values["berechnung"].text_or("")),
                HasSubstr("Bruno, jeder weitere Hund: 180,00 Euro nach § 4 Abs. 1 Buchst. b."));
    ASSERT_FALSE(read_back.why.empty());
    for (const auto& line : read_back.why)
        EXPECT_LE(std::count(line.text.begin(), line.text.end(), ' '), 19) << line.text;
}

TEST(DetailRules, AreNotAskedWhereTheClerkWorksItOut) {
    auto fields = second_dog;
    fields.emplace_back("jahresbetrag", "77,00");
    const auto own = read(fields);
    EXPECT_THAT(own.findings, IsEmpty());
    EXPECT_EQ(own.values["jahresbetrag"].as_integer(), 7700);
    EXPECT_TRUE(own.values["berechnung"].is_null());
    EXPECT_TRUE(own.why.empty());

    fields.back().second = "viel";
    const auto wrong = read(fields);
    EXPECT_THAT(wrong.findings, Contains(Finding{"jahresbetrag", "answer_money", {}}));
    EXPECT_TRUE(wrong.values["jahresbetrag"].is_null());
}

TEST(DetailRules, ThatSayNothingAreAFindingAtTheField) {
    // What is missing is told where it is missing.
    EXPECT_THAT(read({}).findings, ElementsAre(Finding{"hund_klasse", "answer_for_rule", {}},
                                               Finding{"hund_nummer", "answer_for_rule", {}},
                                               Finding{"nachlass", "answer_for_rule", {}}));
    EXPECT_THAT(read({{"hund_nummer", "1"}, {"nachlass", "keiner"}}).findings,
                ElementsAre(Finding{"hund_klasse", "answer_for_rule", {}}));
    const auto free =
        read({{"hund_klasse", "assistenzhund"}, {"hund_nummer", "1"}, {"nachlass", "keiner"}});
    EXPECT_THAT(free.findings,
                ElementsAre(Finding{"jahresbetrag", "answer_number_range", {"1.00", "10000.00"}}))
        << "who pays nothing gets the other outcome";
}

TEST(DetailRules, ExplainADecisionAsLongAsTheyStillSayTheSame) {
    const auto& outcome = *dogs().outcome("festgesetzt");
    auto details = read(second_dog).values;
    const auto why = [&] {
        return why_details(dogs(), outcome, details, answers(), today, Language::English);
    };
    EXPECT_FALSE(why().empty());
    details.set("jahresbetrag", 12000);
    EXPECT_TRUE(why().empty());
    EXPECT_TRUE(why_details(dogs(), outcome, Json::object({{"jahresbetrag", 9000}}), answers(),
                            today, Language::English)
                    .empty());
}

TEST(DetailRules, StartAPermitWithThePeriodAppliedFor) {
    const auto& package = built_in_package("bewohnerparkausweis");
    const auto start = [&](const char* from, const char* period) {
        const auto known = details_to_start_with(
            package, *package.outcome("erteilt"),
            Json::object({{"beginn", from}, {"dauer", period}, {"kennzeichen", "HB XX 1"}}), today);
        EXPECT_EQ(known["kennzeichen_ausweis"].text_or(""), "HB XX 1");
        return std::string(known["gueltig_bis"].text_or(""));
    };
    EXPECT_EQ(start("2026-12-01", "zwei_jahre"), "2028-11-30");
    EXPECT_EQ(start("2026-12-01", "ein_jahr"), "2027-11-30");
    EXPECT_EQ(start("2027-03-01", "ein_jahr"), "2028-02-29") << "the last day of a leap year";
    EXPECT_EQ(start("2026-12-01", "immer"), "") << "where the rules say nothing, it stays empty";
}

TEST(DetailRules, StartWithTodayWhereTheDayAppliedForIsOver) {
    const auto& package = built_in_package("bewohnerparkausweis");
    const auto start = [&](const char* from) {
        const auto known =
            details_to_start_with(package, *package.outcome("erteilt"),
                                  Json::object({{"beginn", from}, {"dauer", "ein_jahr"}}), today);
        return std::string(known["gueltig_ab"].text_or("")) + " " +
               std::string(known["gueltig_bis"].text_or(""));
    };
    EXPECT_EQ(start("2026-11-01"), "2026-11-30 2027-11-29");
    EXPECT_EQ(start("2027-02-01"), "2027-02-01 2028-01-31");
}

TEST(DetailRules, LetTheEndFollowTheStartWhereItWasLeft) {
    const auto& package = built_in_package("bewohnerparkausweis");
    const auto answers = Json::object({{"beginn", "2026-12-01"}, {"dauer", "ein_jahr"}});
    const auto follow = [&](SentFields sent) {
        const auto followed =
            follow_changes(package, *package.outcome("erteilt"), sent, answers, today);
        std::string end;
        for (const auto* part : {"gueltig_bis-year", "gueltig_bis-month", "gueltig_bis-day"})
            for (const auto& [name, value] : sent)
                if (name == part) end += value + ".";
        return std::pair(end, followed.size());
    };
    const auto sent = [](const char* month, const char* end) {
        return SentFields{{"gueltig_ab-day", "1"},     {"gueltig_ab-month", month},
                          {"gueltig_ab-year", "2027"}, {"gueltig_bis-day", end},
                          {"gueltig_bis-month", "11"}, {"gueltig_bis-year", "2027"}};
    };
    EXPECT_EQ(follow(sent("4", "30")), std::pair(std::string("2028.3.31."), std::size_t{1}));
    EXPECT_EQ(follow(sent("12", "30")), std::pair(std::string("2028.11.30."), std::size_t{1}))
        << "also where the start is behind the end that was left";
    EXPECT_EQ(follow(sent("4", "15")), std::pair(std::string("2027.11.15."), std::size_t{0}))
        << "a day the clerk chose stays";
}

TEST(DetailRules, OfTheDogTaxSayFromWhenAndHowMuchFirst) {
    const auto start =
        details_to_start_with(dogs(), *dogs().outcome("festgesetzt"), answers(), today);
    EXPECT_EQ(start["steuer_ab"].text_or(""), "2026-10-01") << "the month after the dog came";
    const auto first = read(second_dog).values;
    EXPECT_EQ(first["erste_zahlung"].as_integer(), 2250) << "three twelfths of 90 euros";
    EXPECT_EQ(first["erste_zahlung_fuer"].text_or(""), "1. Oktober 2026 bis 31. Dezember 2026");
    const auto answered = [&](const char* reason) {
        return details_to_start_with(dogs(), *dogs().outcome("festgesetzt"),
                                     Json::object({{"grund", reason}}), today);
    };
    EXPECT_EQ(answered("sozialleistung")["nachlass"].text_or(""), "sozialleistung");
    EXPECT_TRUE(answered("sozialleistung")["hund_klasse"].is_null()) << "that is no class";
    EXPECT_EQ(answered("rettungshund")["hund_klasse"].text_or(""), "rettungshund");
}

TEST(DetailRules, SayWhatAClerkCanDoWithout) {
    const auto& outcome = *dogs().outcome("festgesetzt");
    const auto left_out = [&](std::string_view id) {
        const auto detail = std::ranges::find(outcome.details, id, &FormField::id);
        return may_be_left_out(dogs(), *detail);
    };
    EXPECT_TRUE(left_out("jahresbetrag")) << "the rules work it out";
    EXPECT_FALSE(left_out("hund_klasse")) << "the rules ask for it";
    EXPECT_FALSE(left_out("zahlbar_bis"));
    EXPECT_TRUE(left_out("steuermarke"));
}

TEST(DetailRules, OfAPackageMustBeThere) {
    EXPECT_THAT(faults("\"hundesteuer.dmn\"", "\"andere.dmn\""),
                Contains(Finding{"andere.dmn", "package_file_missing", {}}));
    EXPECT_THAT(faults("\"by_rule\": \"Jahressteuer\"", "\"by_rule\": \"Monatssteuer\""),
                ElementsAre(Finding{"manifest.json: outcomes.festgesetzt.jahresbetrag.by_rule",
                                    "package_value_unknown",
                                    {"Monatssteuer"}}));
    EXPECT_THAT(faults("\"months_after_known\": 1", "\"starts_by_rule\": \"Zahltag\""),
                ElementsAre(Finding{"manifest.json: outcomes.festgesetzt.zahlbar_bis."
                                    "starts_by_rule",
                                    "package_value_unknown",
                                    {"Zahltag"}}));
    EXPECT_THAT(faults("\"months_after_known\": 1", "\"months_after_known\": 13"),
                ElementsAre(Finding{"manifest.json: outcomes[0].details[9].months_after_known",
                                    "package_number_range",
                                    {"1", "12"}}));
    EXPECT_THAT(faults("\"id\": \"hund_klasse\"", "\"id\": \"klasse_hund\""),
                Contains(Finding{"hundesteuer.dmn", "package_value_unknown", {"hund_klasse"}}));
}

}  // namespace dw::forms
