#include "forms/fees.h"

#include <gtest/gtest.h>

#include "forms/finding_text.h"
#include "forms/forms.h"
#include "forms/sample_package.h"

namespace dw::forms {
namespace {

using namespace std::chrono_literals;

const Package& parking() {
    return built_in_package("bewohnerparkausweis");
}

std::vector<std::string> codes(const std::string& fee, std::string_view rules) {
    Findings findings;
    read_fee(*parse_json(fee), rules, parking(), findings);
    std::vector<std::string> all;
    for (const auto& finding : findings) all.push_back(finding.place + " " + finding.code);
    return all;
}

const std::string sound = R"({"outcomes":["erteilt"],"due_days":14,"released_when":"paid"})";

// A decision "Gebühr" that asks for one input and gives what the expression says.
std::string rules_with(const std::string& input, const std::string& expression,
                       const std::string& name = "Gebühr") {
    return R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="T")"
           R"( namespace="https://example.org/t"><inputData id="i" name=")" +
           input + R"("><variable name=")" + input + R"(" typeRef="Any"/></inputData>)" +
           R"(<decision id="d" name=")" + name + R"("><variable name=")" + name + R"("/>)" +
           R"(<informationRequirement><requiredInput href="#i"/></informationRequirement>)" +
           "<literalExpression><text>" + expression +
           "</text></literalExpression></decision></definitions>";
}

std::int64_t cents(const FeeTable& table, const Json& answers, Date day) {
    const auto found = fee_of(table, answers, day, Language::German);
    return found ? found->cents : -1;
}

FeeTable table_of(const std::string& rules) {
    Findings findings;
    return read_fee(*parse_json(sound), rules, parking(), findings);
}

}  // namespace

TEST(Fees, OfAParkingPermitDependOnHowLongItHolds) {
    const auto of = [](const char* answer) {
        return cents(*parking().fee, Json::object({{"dauer", answer}}), 2026y / 3 / 2);
    };
    EXPECT_EQ(of("ein_jahr"), 3000);
    EXPECT_EQ(of("zwei_jahre"), 6000);
    EXPECT_EQ(of("immer"), -1);
    EXPECT_EQ(cents(*parking().fee, Json::object({{"dauer", "ein_jahr"}}), 2025y / 12 / 31), -1);
    EXPECT_EQ(cents(*parking().fee, Json::object(), 2026y / 3 / 2), -1);
    EXPECT_EQ(parking().fee->released_when, Release::Paid);
    EXPECT_TRUE(costs(parking(), "erteilt"));
    EXPECT_FALSE(costs(parking(), "abgelehnt"));
    EXPECT_FALSE(costs(sample_package(), "festgesetzt"));
}

// GebOSt, Anlage Nr. 265: 10,20 to 30,70 euros a year.
TEST(Fees, OfTheExampleStayWithinTheFederalFrame) {
    for (const int years : {1, 2}) {
        const char* answer = years == 1 ? "ein_jahr" : "zwei_jahre";
        const auto fee = fee_of(*parking().fee, Json::object({{"dauer", answer}}), 2026y / 3 / 2,
                                Language::German);
        ASSERT_TRUE(fee.has_value());
        EXPECT_GE(fee->cents, 1020 * years);
        EXPECT_LE(fee->cents, 3070 * years);
        EXPECT_NE(fee->source.de.find("GebOSt"), std::string::npos);
        EXPECT_NE(fee->source.en.find("GebOSt"), std::string::npos);
        EXPECT_NE(fee->rule.de.find("Beispielgebühr"), std::string::npos);
        EXPECT_FALSE(fee->why.empty());
    }
}

TEST(Fees, AreWholeCentsAndNoLessThanNothing) {
    const auto of = [](const std::string& euros) {
        return cents(table_of(rules_with("dauer", "{Betrag: " + euros + "}")),
                     Json::object({{"dauer", "ein_jahr"}}), 2026y / 3 / 2);
    };
    EXPECT_EQ(of("12.5"), 1250);
    EXPECT_EQ(of("0"), 0);
    EXPECT_EQ(of("10.005"), -1);
    EXPECT_EQ(of("-1"), -1);
    EXPECT_EQ(of("1000000.01"), -1);
    EXPECT_EQ(of("\"12\""), -1);
    EXPECT_EQ(of("1 / 0"), -1);
}

TEST(Fees, WhatRulesGetWrongIsFound) {
    const auto good = rules_with("dauer", "{Betrag: 1}");
    EXPECT_EQ(codes(sound, good), std::vector<std::string>{});
    EXPECT_EQ(codes(sound, rules_with("farbe", "{Betrag: 1}")).at(0),
              "gebuehr.dmn package_value_unknown");
    EXPECT_EQ(codes(sound, rules_with("dauer", "{Betrag: 1}", "Preis")).at(0),
              "gebuehr.dmn package_value_unknown");
    EXPECT_EQ(codes(sound, rules_with("dauer", "{Betrag: ")).at(0),
              "gebuehr.dmn package_rule_faulty");
    EXPECT_EQ(codes(sound, "<x/>").at(0), "gebuehr.dmn package_rule_faulty");
    EXPECT_EQ(codes(sound, "").at(0), "gebuehr.dmn package_rule_faulty");
    EXPECT_GE(codes("{}", good).size(), 2U);
}

// Nobody is told that a form registers them, and no certificate comes from one.
TEST(Packages, ThePreparationOfARegistrationProducesNoCertificate) {
    const auto& package = built_in_package("wohnung-anmelden");
    EXPECT_EQ(package.secrecy, Secrecy::RegisterWithBlock);
    EXPECT_NE(package.caution.de.find("noch nicht angemeldet"), std::string::npos);
    for (const auto& outcome : package.outcomes) {
        EXPECT_NE(outcome.kind, OutcomeKind::Certificate) << outcome.id;
        EXPECT_NE(outcome.kind, OutcomeKind::Confirmation) << outcome.id;
        EXPECT_NE(outcome.kind, OutcomeKind::DecisionNotice) << outcome.id;
    }
    EXPECT_NE(package.field("geber_bestaetigung"), nullptr) << "§ 19 BMG";
}

TEST(Packages, AParkingPermitIsGrantedOrRefusedWithARemedy) {
    EXPECT_EQ(parking().remedy, "general");
    EXPECT_TRUE(parking().outcome("abgelehnt")->burdens);
    EXPECT_FALSE(parking().outcome("erteilt")->burdens);
    EXPECT_EQ(parking().service_keys.at(0).digits(), "99108001001000");
}

}  // namespace dw::forms
