#include "forms/form_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "forms/finding_text.h"
#include "forms/sample_package.h"

namespace dw::forms {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Date today{std::chrono::year(2026), std::chrono::month(3), std::chrono::day(2)};

const QuestionGroup& group(std::string_view id) {
    for (const QuestionGroup& each : sample_package().groups) {
        if (each.id == id) return each;
    }
    return sample_package().groups.front();
}

GroupAnswers read(std::string_view id, const SentFields& sent, const Json& earlier = {}) {
    return read_group(sample_package(), group(id), sent, earlier, {today});
}

Findings check(const Json& answers) {
    return check_answers(sample_package(), answers, {}, {today});
}

SentFields person(std::string day, std::string month, std::string year) {
    return {{"vorname", " Elif "},
            {"nachname", "Yıldız"},
            {"geburtsdatum-day", std::move(day)},
            {"geburtsdatum-month", std::move(month)},
            {"geburtsdatum-year", std::move(year)}};
}

TEST(FormRules, APageBecomesTypedValues) {
    const auto read_answers = read("person", person("3", "4", "1988"));
    EXPECT_THAT(read_answers.findings, IsEmpty());
    EXPECT_EQ(read_answers.values,
              Json::object(
                  {{"vorname", "Elif"}, {"nachname", "Yıldız"}, {"geburtsdatum", "1988-04-03"}}));
}

TEST(FormRules, MissingAnswersAreFoundAtTheirFields) {
    const auto empty = read("person", {});
    EXPECT_THAT(empty.findings, ElementsAre(Finding{"vorname", "answer_missing", {}},
                                            Finding{"nachname", "answer_missing", {}},
                                            Finding{"geburtsdatum", "answer_date_missing", {}}));
    EXPECT_EQ(sentence(empty.findings[0], sample_package(), Language::German),
              "Vorname: Bitte füllen Sie dieses Feld aus.");
}

TEST(FormRules, DatesMustExistAndBePlausible) {
    const auto code = [](std::string d, std::string m, std::string y) {
        const auto answers = read("person", person(d, m, y));
        return answers.findings.size() == 1 ? answers.findings[0].code : std::string("-");
    };
    EXPECT_EQ(code("30", "2", "1988"), "answer_date_unknown");
    EXPECT_EQ(code("29", "2", "1900"), "answer_date_unknown");
    EXPECT_EQ(code("0", "1", "1988"), "answer_date_unknown");
    EXPECT_EQ(code("x", "1", "1988"), "answer_date_digits");
    EXPECT_EQ(code("1.", "April", "1988"), "answer_date_digits");
    EXPECT_EQ(code("99999999999999999999", "1", "1988"), "answer_date_digits");
    EXPECT_EQ(code("1.", "4.", "1988"), "-");  // as a day is written
    EXPECT_EQ(code("1", "", "1988"), "answer_date_incomplete");
    EXPECT_EQ(code("1", "1", "88"), "answer_date_year");
    EXPECT_EQ(code("3", "3", "2026"), "answer_date_future");
    EXPECT_EQ(code("31", "12", "1899"), "answer_date_early");
    EXPECT_EQ(code("2", "3", "2026"), "answer_date_recent");  // who writes is seven or older
    EXPECT_EQ(code("3", "3", "2019"), "answer_date_recent");
    EXPECT_EQ(code("2", "3", "2019"), "-");
}

TEST(FormRules, LimitsOfDatesAreDaysOrYearsBeforeToday) {
    EXPECT_EQ(date_limit("today", today), today);
    EXPECT_EQ(date_limit("2026-01-31", today), parse_date("2026-01-31"));
    EXPECT_EQ(date_limit("today-1y", *parse_date("2024-02-29")), parse_date("2023-02-28"));
    for (const char* wrong :
         {"", "today-", "today-y", "today-0y", "today-7", "today-7d", "heute"}) {
        EXPECT_FALSE(date_limit(wrong, today)) << wrong;
    }
}

TEST(FormRules, ADogIsBornBeforeItComes) {
    const SentFields sent = {{"haltung_seit-day", "1"},
                             {"haltung_seit-month", "2"},
                             {"haltung_seit-year", "2026"},
                             {"anzahl_hunde", "1"},
                             {"uebernommen", "no"}};
    const auto born = [&](const char* day) {
        return read("haltung", sent, Json::object({{"hund_geburt", day}})).findings;
    };
    EXPECT_THAT(born("2026-02-01"), IsEmpty());
    ASSERT_THAT(born("2026-02-02"),
                ElementsAre(Finding{"haltung_seit", "answer_date_order", {"hund_geburt"}}));
    EXPECT_EQ(sentence(born("2026-02-02")[0], sample_package(), Language::German),
              "Der Hund lebt bei mir seit: Dieser Tag liegt vor dem Tag bei „Geburtstag des "
              "Hundes“. Bitte prüfen Sie beide.");
    Json answers = sample_answers();
    answers.set("hund_geburt", "2026-02-02");
    EXPECT_THAT(check(answers),
                ElementsAre(Finding{"haltung_seit", "answer_date_order", {"hund_geburt"}}));
}

TEST(FormRules, ThePostcodeFitsThePlace) {
    Circumstances at{.today = today, .place = "Bremerhaven"};
    at.postcode_fits = [](std::string_view postcode) { return postcode.starts_with("275"); };
    Json answers = sample_answers();
    EXPECT_THAT(check_answers(sample_package(), answers, {}, at), IsEmpty());
    answers.set("plz", "40213");
    answers.set("ort", "123");
    const auto findings = check_answers(sample_package(), answers, {}, at);
    EXPECT_THAT(findings, ElementsAre(Finding{"plz", "answer_postcode_elsewhere", {"Bremerhaven"}},
                                      Finding{"ort", "answer_town", {}}));
}

TEST(FormRules, TheLabelStandsInFrontOnceAndNotAtTheField) {
    const Finding missing{"anzahl_hunde", "answer_missing", {}};
    EXPECT_EQ(sentence(missing, sample_package(), Language::German),
              "Wie viele Hunde leben jetzt in Ihrem Haushalt? Bitte füllen Sie dieses Feld aus.");
    EXPECT_EQ(sentence_at_field(missing, sample_package(), Language::German),
              "Bitte füllen Sie dieses Feld aus.");
}

TEST(FormRules, EarliestDayIsNamedInWords) {
    const auto answers = read("person", person("31", "12", "1899"));
    EXPECT_EQ(sentence(answers.findings.at(0), sample_package(), Language::English),
              "Date of birth: The day must not be before 1 January 1900.");
}

TEST(FormRules, NumbersStayWithinTheirLimits) {
    const auto code = [](std::string number) {
        const SentFields sent = {{"haltung_seit-day", "1"},
                                 {"haltung_seit-month", "2"},
                                 {"haltung_seit-year", "2026"},
                                 {"anzahl_hunde", number},
                                 {"uebernommen", "yes"}};
        const auto answers = read("haltung", sent);
        return answers.findings.empty() ? std::string() : answers.findings[0].code;
    };
    EXPECT_EQ(code("1"), "");
    EXPECT_EQ(code("0"), "answer_number_range");
    EXPECT_EQ(code("51"), "answer_number_range");
    EXPECT_EQ(code("zwei"), "answer_number");
    EXPECT_EQ(code("1.5"), "answer_number");
    EXPECT_EQ(code("99999999999999999999"), "answer_number");
}

TEST(FormRules, ChoiceOutsideTheListIsRefused) {
    const auto answers = read("ermaessigung", {{"grund", "polizeihund"}});
    EXPECT_THAT(answers.findings, ElementsAre(Finding{"grund", "answer_choice", {}}));
}

TEST(FormRules, QuestionThatIsNotShownIsNeitherReadNorMissed) {
    const SentFields sent = {{"vorher_bei", "Tierheim"}};
    const auto no = read("vorher", sent, Json::object({{"uebernommen", false}}));
    EXPECT_FALSE(no.values.has("vorher_bei"));
    const auto yes = read("vorher", sent, Json::object({{"uebernommen", true}}));
    EXPECT_EQ(yes.values["vorher_bei"].text_or(""), "Tierheim");
}

TEST(FormRules, CompleteAnswersPass) {
    EXPECT_THAT(check(sample_answers()), IsEmpty());
}

TEST(FormRules, UnknownHiddenAndWronglyTypedMembersAreFindings) {
    Json answers = sample_answers();
    answers.set("lieblingsfarbe", "rot");
    answers.set("vorher_bei", "Tierheim");
    answers.set("anzahl_hunde", "1");
    answers.set("uebernommen", "nein");
    EXPECT_THAT(check(answers),
                ::testing::UnorderedElementsAre(Finding{"lieblingsfarbe", "answer_unknown", {}},
                                                Finding{"vorher_bei", "answer_hidden", {}},
                                                Finding{"anzahl_hunde", "answer_kind_number", {}},
                                                Finding{"uebernommen", "answer_kind_flag", {}}));
}

TEST(FormRules, NullIsNoAnswer) {
    Json answers = sample_answers();
    answers.set("vorname", nullptr);
    EXPECT_THAT(check(answers), ElementsAre(Finding{"vorname", "answer_missing", {}}));
}

TEST(FormRules, ListInsteadOfAnObjectIsAFinding) {
    EXPECT_THAT(check(Json::array()), ElementsAre(Finding{"", "answer_kind_object", {}}));
}

TEST(FormRules, TooLongTextNamesTheLimit) {
    Json answers = sample_answers();
    answers.set("hund_name", std::string(61, 'x'));
    EXPECT_THAT(check(answers), ElementsAre(Finding{"hund_name", "answer_long", {"60"}}));
}

TEST(FormRules, LineBreakInAOneLineFieldIsRefused) {
    Json answers = sample_answers();
    answers.set("hund_name", "Bruno\nX");
    EXPECT_THAT(check(answers), ElementsAre(Finding{"hund_name", "answer_characters", {}}));
}

TEST(FormRules, AnswersThatAreNotAskedAreLeftOut) {
    Json answers = sample_answers();
    answers.set("vorher_bei", "Tierheim");
    EXPECT_FALSE(without_hidden(sample_package(), answers).has("vorher_bei"));
}

TEST(FormRules, ApplicantIsFoundByTheMeaningOfFields) {
    const Applicant applicant = applicant_of(sample_package(), sample_answers());
    EXPECT_EQ(applicant.display_name(), "Elif Muster-Yıldız");
    EXPECT_EQ(applicant.postcode, "27568");
    EXPECT_EQ(applicant.email, "");
}

TEST(FormRules, EveryFindingHasWordsInBothLanguages) {
    for (const char* code : {"answer_missing",
                             "answer_choice_missing",
                             "answer_date_missing",
                             "answer_file_missing",
                             "answer_characters",
                             "answer_long",
                             "answer_short",
                             "answer_name_letters",
                             "answer_postcode",
                             "answer_chip_number",
                             "answer_iban",
                             "answer_email",
                             "answer_phone",
                             "answer_number",
                             "answer_number_range",
                             "answer_money",
                             "answer_name_latin",
                             "answer_town",
                             "answer_postcode_elsewhere",
                             "answer_date_digits",
                             "answer_date_order",
                             "answer_date_recent",
                             "answer_file_choose",
                             "answer_date_incomplete",
                             "answer_date_unknown",
                             "answer_date_year",
                             "answer_date_future",
                             "answer_date_late",
                             "answer_date_early",
                             "answer_choice",
                             "answer_kind_text",
                             "answer_kind_number",
                             "answer_kind_flag",
                             "answer_kind_list",
                             "answer_unknown",
                             "answer_hidden"}) {
        const std::string words =
            sentence({"hund_name", code, {"1", "2"}}, sample_package(), Language::English);
        EXPECT_EQ(words.find("does not fit"), words.npos) << code;
    }
}

TEST(Readable, AnswersAreWrittenForPeople) {
    const auto sections = readable(sample_package(), sample_answers(), Language::German);
    ASSERT_EQ(sections.size(), 5U);  // without the two pages that are not shown
    EXPECT_EQ(sections[0].title, "Wer hält den Hund?");
    EXPECT_EQ(sections[0].answers[2].value, "30. April 1988");
    EXPECT_EQ(sections[1].answers[3].value, "nicht angegeben");
    EXPECT_EQ(sections[3].answers[2].value, "Nein");
    EXPECT_EQ(sections[4].answers[0].value, "Nein, nichts davon");
}

}  // namespace
}  // namespace dw::forms
