#include "rules/json_values.h"

#include "rules/rules_fixture.h"
#include "rules/tck.h"
#include "standards/dmn/test_cases.h"

namespace dw::rules {
namespace {

std::string read(const std::string& json, const feel::TypePtr& type, Findings& findings) {
    return feel::to_literal(from_json(*parse_json(json), *type, "x", findings));
}

TEST(JsonValues, TheTypeSaysHowATextIsRead) {
    Findings findings;
    EXPECT_EQ(read("\"2026-11-30\"", feel::built_in_type("date"), findings),
              feel::to_literal(feel_value("date(\"2026-11-30\")")));
    EXPECT_EQ(read("\"P1Y\"", feel::built_in_type("years and months duration"), findings),
              feel::to_literal(feel_value("duration(\"P1Y\")")));
    EXPECT_EQ(read("\"2026-11-30\"", feel::any_type(), findings), "\"2026-11-30\"");
    EXPECT_EQ(read("\"0.1234567890123456789\"", feel::built_in_type("number"), findings),
              "0.1234567890123456789");
    EXPECT_EQ(read("0.1", feel::built_in_type("number"), findings), "0.1");
    EXPECT_TRUE(findings.empty());
}

TEST(JsonValues, WhatCannotBeReadIsNamedByItsPath) {
    Findings findings;
    const feel::TypePtr type =
        feel::list_of(feel::context_of({{"day", feel::built_in_type("date")}}));
    EXPECT_EQ(read("[{\"day\": \"2026-01-01\"}, {\"day\": \"soon\"}]", type, findings),
              "[{day: @\"2026-01-01\"}, {day: null}]");
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].place, "x[2].day");
}

TEST(JsonValues, InputsAreReadByTheirInputData) {
    const Compilation made = compiled(one(fixture("1.2/fee-table.dmn")));
    Findings findings;
    const feel::Context inputs = inputs_from_json(
        *parse_json("{\"Seiten\": \"12\", \"Art\": \"Auskunft\"}"), made.rules, findings);
    EXPECT_EQ(feel::to_literal(*inputs.find("Seiten")), "12");
    EXPECT_EQ(feel::to_literal(*inputs.find("Art")), "\"Auskunft\"");
}

TEST(JsonValues, AValueBecomesJson) {
    EXPECT_EQ(to_string(to_json(
                  feel_value("{a: 1.5, b: [true, null], c: date(\"2026-11-30\"), d: 10 ** 30}"))),
              "{\"a\":1.5,\"b\":[true,null],\"c\":\"2026-11-30\",\"d\":1e+30}");
}

TEST(Tck, ComparesNumbersToEightDigits) {
    EXPECT_TRUE(is_as_expected(feel_value("0.333333333"), feel_value("1/3")));
    EXPECT_FALSE(is_as_expected(feel_value("0.3333"), feel_value("1/3")));
    EXPECT_TRUE(is_as_expected(feel_value("{a: [1]}"), feel_value("{a: [1.0]}")));
    EXPECT_FALSE(is_as_expected(feel_value("{a: 1}"), feel_value("{a: 1, b: 2}")));
    EXPECT_FALSE(is_as_expected(feel_value("null"), feel_value("0")));
}

TEST(Tck, RunsCasesOfDecisionsAndServices) {
    const Compilation made = compiled(one(fixture("1.5/all-expressions.dmn")));
    dmn::TestCase by_decision{.id = "1"};
    by_decision.resultNode.push_back({.name = "worked out"});
    by_decision.resultNode[0].expected.kind = dmn::ValueType::Kind::Value;
    by_decision.resultNode[0].expected.type = "decimal";
    by_decision.resultNode[0].expected.text = " 42 ";
    dmn::TestCase unknown{.id = "2"};
    unknown.resultNode.push_back({.name = "nowhere"});
    dmn::TestCases cases;
    cases.testCase = {by_decision, unknown};
    const auto results = run_test_cases(made.rules, cases);
    ASSERT_EQ(results.size(), 2u);
    EXPECT_TRUE(results[0].passed) << results[0].actual;
    EXPECT_FALSE(results[1].passed);
}

}  // namespace
}  // namespace dw::rules
