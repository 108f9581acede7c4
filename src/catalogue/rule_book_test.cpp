// The rules that come with the program: read without a fault, and saying what their sources say.
#include "catalogue/rule_book.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/source_dir.h"
#include "rules/explanation.h"
#include "standards/feel/expression.h"
#include "terms/announcement.h"
#include "terms/legal_deadline.h"

namespace dw::catalogue {
namespace {

using rules::Element;

const rules::RuleSet& book(const std::string& key) {
    const auto& books = own_rule_books();
    const auto found = std::find_if(books.begin(), books.end(),
                                    [&](const RuleBook& each) { return each.key == key; });
    EXPECT_NE(found, books.end()) << key;
    return *found->rules;
}

feel::Value literal(const std::string& text) {
    const auto parsed = feel::parse_expression(text, {});
    feel::Evaluation evaluation;
    return parsed.expression->evaluate({}, evaluation);
}

// A decision of a book, as a literal; the inputs as a context in FEEL.
std::string decided(const std::string& key, const std::string& decision,
                    const std::string& inputs) {
    const auto& rules = book(key);
    rules::Evaluator evaluator(rules, {});
    evaluator.begin();
    const auto values = literal(inputs);
    EXPECT_TRUE(evaluator.set_inputs(*values.context()).empty()) << inputs;
    return to_literal(evaluator.decide(*rules.find(Element::Kind::Decision, decision)));
}

std::string source_file(const std::string& path) {
    std::ifstream file(source_dir() + "/" + path);
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

// FEEL writes no weeks.
std::string duration_of(const Period& period) {
    switch (period.unit) {
        case PeriodUnit::Weeks:
            return "P" + std::to_string(period.count * 7) + "D";
        case PeriodUnit::Months:
            return "P" + std::to_string(period.count) + "M";
        case PeriodUnit::Years:
            return "P" + std::to_string(period.count) + "Y";
        default:
            return "P" + std::to_string(period.count) + "D";
    }
}

}  // namespace

TEST(RuleBooks, AreReadWithoutAFault) {
    EXPECT_EQ(own_rule_books().size(), 5U);
    for (const auto& each : own_rule_books())
        for (const auto& fault : each.faults)
            ADD_FAILURE() << rules::sentence_of(fault, Language::English);
}

TEST(RuleBooks, AWrongFileIsABookWithFaults) {
    const auto broken = open_rule_book("x/y.dmn", "<definitions");
    EXPECT_EQ(broken.key, "y");
    EXPECT_EQ(broken.rules, nullptr);
    EXPECT_FALSE(broken.faults.empty());
}

namespace {

std::string dog(const std::string& klasse, int number, const std::string& relief) {
    return "{hund_name: \"Bello\", hund_klasse: \"" + klasse +
           "\", hund_nummer: " + std::to_string(number) + ", nachlass: \"" + relief +
           "\", Tag: @\"2026-11-30\"}";
}

}  // namespace

TEST(RuleBooks, RowsOfTheDogTaxAddUpToItsAmount) {
    const auto tax = [](const std::string& klasse, int number, const std::string& relief) {
        const auto amount = decided("hundesteuer", "Jahressteuer", dog(klasse, number, relief));
        const auto rows = decided("hundesteuer", "Zeilen", dog(klasse, number, relief));
        EXPECT_EQ(to_literal(literal("sum(" + rows + ".Betrag)")), amount);
        return amount;
    };
    EXPECT_EQ(tax("einfach", 1, "keiner"), "120");
    EXPECT_EQ(tax("einfach", 2, "keiner"), "180");
    EXPECT_EQ(tax("einfach", 7, "sozialleistung"), "90.0");
    EXPECT_EQ(tax("gefaehrlich", 2, "sozialleistung"), "600");
    EXPECT_EQ(tax("assistenzhund", 1, "keiner"), "0");
    const auto rows = decided("hundesteuer", "Zeilen", dog("einfach", 2, "sozialleistung"));
    EXPECT_NE(rows.find("§ 4 Abs. 1 Buchst. b"), std::string::npos) << rows;
    EXPECT_NE(rows.find("§ 6 Abs. 1"), std::string::npos);
    EXPECT_NE(rows.find("2026-01-01"), std::string::npos);
    EXPECT_EQ(decided("hundesteuer", "Berechnung", dog("einfach", 2, "sozialleistung")),
              "\"Bello, jeder weitere Hund: 180,00 Euro nach § 4 Abs. 1 Buchst. b. Ermäßigung: "
              "-90,00 Euro nach § 6 Abs. 1. Zusammen 90,00 Euro im Jahr. Grundlage: "
              "Beispielsatzung über die "
              "Hundesteuer, gültig ab 1. Januar 2026.\"");
}

TEST(RuleBooks, TheDogTaxSaysNothingWhereItDoesNotFit) {
    EXPECT_EQ(decided("hundesteuer", "Jahressteuer", dog("wolf", 1, "keiner")), "null");
    EXPECT_EQ(decided("hundesteuer", "Jahressteuer", dog("einfach", 0, "keiner")), "null");
    EXPECT_EQ(decided("hundesteuer", "Berechnung", dog("einfach", 0, "keiner")), "null");
    EXPECT_EQ(decided("hundesteuer", "Jahressteuer", "{hund_klasse: \"einfach\"}"), "null");
}

TEST(RuleBooks, TheDogTaxIsExplainedInShortSentences) {
    const auto& rules = book("hundesteuer");
    rules::Evaluator evaluator(rules, {.budget = {}, .now = {}, .explain = rules::Explain::Yes});
    evaluator.begin();
    const auto inputs = literal(dog("einfach", 2, "sozialleistung"));
    (void)evaluator.set_inputs(*inputs.context());
    (void)evaluator.decide(*rules.find(Element::Kind::Decision, "Jahressteuer"));
    for (const auto language : {Language::German, Language::English}) {
        const auto lines = rules::explain(evaluator.trace(), language);
        EXPECT_GE(lines.size(), 4U);
        for (const auto& line : lines) {
            const auto words = 1 + std::count(line.text.begin(), line.text.end(), ' ');
            EXPECT_LE(words, 20) << line.text;
        }
    }
}

// GewAnzV § 3: who may not know a field does not get it.
TEST(RuleBooks, FieldsOfATradeNoticeGoToNobodyWhoMayNotHaveThem) {
    const std::string all = "for n in 1..33 return n";
    const auto fields = [&](const std::string& receiver) {
        return decided("gewerbeanzeige-empfaenger", "Zu übermittelnde Felder",
                       "{Empfänger: \"" + receiver + "\", Felder: " + all + "}");
    };
    const auto has = [](const std::string& list, int field) {
        return (", " + list.substr(1, list.size() - 2) + ",")
                   .find(", " + std::to_string(field) + ",") != std::string::npos;
    };
    for (const auto* receiver : {"IHK", "HWK", "Immissionsschutz", "Bundesagentur", "Knappschaft",
                                 "Ausländerbehörde", "Finanzamt", "Eichbehörde"})
        EXPECT_FALSE(has(fields(receiver), 13)) << receiver;
    EXPECT_TRUE(has(fields("DGUV"), 13));
    EXPECT_FALSE(has(fields("DGUV"), 12));
    EXPECT_EQ(fields("Eichbehörde"), "[1, 3, 4, 5, 11, 14, 15, 18, 20]");
    EXPECT_EQ(fields("niemand"), "[]");
    EXPECT_FALSE(has(fields("Erlaubnisbehörde"), 33));
}

TEST(RuleBooks, DeliveryFictionsAreThoseOfTheLawTables) {
    const auto table = DeliveryRules::parse(source_file("data/law/delivery_fiction.csv"));
    ASSERT_TRUE(table.findings.empty());
    const std::vector<std::pair<DeliveryChannel, std::string>> ways{
        {DeliveryChannel::Post, "Post"},
        {DeliveryChannel::Electronic, "elektronisch"},
        {DeliveryChannel::Retrieval, "Abruf"},
        {DeliveryChannel::UserAccount, "Nutzerkonto"},
        {DeliveryChannel::PostAbroad, "Post ins Ausland"},
        {DeliveryChannel::PublicNotice, "öffentliche Bekanntgabe"},
        {DeliveryChannel::TaxPost, "Post in Steuersachen"},
        {DeliveryChannel::TaxElectronic, "elektronisch in Steuersachen"}};
    for (const auto& fiction : table.fictions) {
        const auto way = std::find_if(ways.begin(), ways.end(), [&](const auto& known) {
            return known.first == fiction.channel;
        });
        const auto land = std::string(fiction.area.land());
        const auto day = std::max(fiction.first_day, *parse_date("2020-01-01"));
        const auto text = to_string(day);
        const auto inputs =
            "{Weg: \"" + way->second + "\", Land: \"" + land + "\", Absendetag: @\"" + text + "\"}";
        const auto row = decided("bekanntgabe", "Fiktion", inputs);
        EXPECT_NE(row.find("Dauer: @\"" + duration_of(fiction.period) + "\""), std::string::npos)
            << inputs << row;
        EXPECT_NE(row.find(fiction.citation), std::string::npos) << row;
        const bool moves = fiction.end == EndOnFreeDay::NextWorkingDay;
        EXPECT_NE(row.find(moves ? "Werktag: true" : "Werktag: false"), std::string::npos) << row;
    }
    EXPECT_EQ(decided("bekanntgabe", "Gilt als bekannt gegeben am",
                      "{Weg: \"Post\", Land: \"05\", Absendetag: @\"2026-01-27\"}"),
              "@\"2026-01-31\"");
}

TEST(RuleBooks, KindsOfPeriodsAreThoseOfTheLawTables) {
    const auto table = LegalDeadlines::parse(source_file("data/law/deadlines.csv"));
    ASSERT_TRUE(table.findings.empty());
    for (const auto& deadline : table.deadlines) {
        const auto row = decided("fristarten", "Fristart",
                                 "{Frist: \"" + deadline.law + "\", Ereignis: @\"2026-11-30\"}");
        EXPECT_NE(row.find(deadline.citation), std::string::npos) << deadline.law << row;
        EXPECT_NE(row.find(deadline.name_de), std::string::npos) << row;
        if (deadline.period && deadline.period->unit != PeriodUnit::WorkingDays)
            EXPECT_NE(row.find("Dauer: @\"" + duration_of(*deadline.period) + "\""),
                      std::string::npos)
                << row;
    }
    EXPECT_EQ(decided("fristarten", "Ende vor der Verschiebung",
                      "{Frist: \"vwvfg_42a\", Ereignis: @\"2026-11-30\"}"),
              "@\"2027-02-28\"");
    EXPECT_EQ(decided("fristarten", "Ende vor der Verschiebung",
                      "{Frist: \"unbekannt\", Ereignis: @\"2026-11-30\"}"),
              "null");
}

}  // namespace dw::catalogue
