#include "rules/type_check.h"

#include "rules/rules_fixture.h"

namespace dw::rules {
namespace {

// The reasons the compiler finds in a model with a number n, a text s, a day d and a decision.
std::string found(const std::string& decision) {
    std::string inputs, requirements;
    for (const auto& [name, type] : {std::pair{"n", "number"}, {"s", "string"}, {"d", "date"}}) {
        const std::string id = name;
        inputs += "<inputData id='" + id + "' name='" + id + "'><variable name='" + id +
                  "' typeRef='" + type + "'/></inputData>";
        requirements +=
            "<informationRequirement><requiredInput href='#" + id + "'/></informationRequirement>";
    }
    const auto made =
        compile(one(model(inputs + "<decision id='x' name='x'>" +
                          (decision.starts_with("<variable") ? "" : "<variable name='x'/>") +
                          decision.substr(0, decision.find("<lit")) + requirements +
                          decision.substr(decision.find("<lit")) + "</decision>")));
    std::string text;
    for (const auto& fault : made.faults) text += reason_of(fault, Language::English) + "\n";
    return text;
}

std::string literal(const std::string& text) {
    return found("<literalExpression><text>" + text + "</text></literalExpression>");
}

std::string typed(const std::string& type, const std::string& text) {
    return found("<variable name='x' typeRef='" + type + "'/><literalExpression><text>" + text +
                 "</text></literalExpression>");
}

std::string table(const std::string& input, const std::string& in, const std::string& output,
                  const std::string& out) {
    const auto made = compile(one(model(
        "<inputData id='i' name='i'/><decision id='x' name='x'><informationRequirement>"
        "<requiredInput href='#i'/></informationRequirement><decisionTable><input>"
        "<inputExpression typeRef='" +
        input + "'><text>i</text></inputExpression></input><output typeRef='" + output +
        "'/><rule><inputEntry><text><![CDATA[" + in + "]]></text></inputEntry><outputEntry><text>" +
        out + "</text></outputEntry></rule></decisionTable></decision>")));
    std::string text;
    for (const auto& fault : made.faults) text += reason_of(fault, Language::English) + "\n";
    return text;
}

TEST(TypeCheck, OperandsThatNeverGoTogetherAreFound) {
    const std::string meet = "Here the types number and string meet. That always gives null.\n";
    EXPECT_EQ(literal("n + s"), meet);
    EXPECT_EQ(literal("if n &gt; 1 then 2 * n else n * s"), meet);
    EXPECT_EQ(literal("[1, 2][item = s]"), meet);
    EXPECT_EQ(literal("n &lt; d"),
              "Here the types number and date meet. That always gives null.\n");
    EXPECT_EQ(literal("s - s"), "Here the types string and string meet. That always gives null.\n");
}

TEST(TypeCheck, WhatMayComeOutIsLeftAlone) {
    for (const auto* text : {"n + n", "s + s", "d + duration(\"P1D\")", "d - d", "n = null",
                             "d &lt; date and time(\"2026-11-30T00:00:00\")", "string(n) + s",
                             "{a: n}.a + n", "n in (1, 2)", "-n ** 2"})
        EXPECT_EQ(literal(text), "") << text;
}

TEST(TypeCheck, ADeclaredTypeIsHeldAgainstTheExpression) {
    EXPECT_EQ(
        typed("number", "upper case(s)"),
        "The result is of the type string, but number is declared. That always gives null.\n");
    EXPECT_EQ(typed("string", "if n &gt; 1 then \"a\" else \"b\""), "");
    EXPECT_EQ(typed("dateTime", "d"), "");
    EXPECT_EQ(typed("number", "[n]"), "") << "a list of one becomes its item";
    EXPECT_EQ(typed("number", "null"), "");
}

TEST(TypeCheck, CellsAreHeldAgainstTheirColumns) {
    EXPECT_EQ(table("number", "\"abc\"", "number", "1"),
              "The condition “\"abc\"” does not fit the type of the column, number. The row never "
              "matches.\n");
    EXPECT_EQ(table("string", "[1..5]", "number", "1"),
              "The condition “[1..5]” does not fit the type of the column, string. The row never "
              "matches.\n");
    EXPECT_EQ(table("number", "< 5, 7", "number", "i + 1"), "");
    EXPECT_EQ(table("date", "< date(\"2026-11-30\")", "string", "upper case(\"a\")"), "");
    EXPECT_EQ(
        table("number", "-", "number", "upper case(string(i))"),
        "The result is of the type string, but number is declared. That always gives null.\n");
}

}  // namespace
}  // namespace dw::rules
