#include "rules/table_check.h"

#include "rules/rules_fixture.h"

namespace dw::rules {
namespace {

std::string checked(const std::string& policy, const std::vector<std::string>& rows,
                    const std::string& type = "number", const std::string& types = "") {
    std::string table = types +
                        "<inputData id='a' name='a'/><inputData id='b' name='b'/>"
                        "<decision id='d' name='d'><informationRequirement>"
                        "<requiredInput href='#a'/></informationRequirement>"
                        "<informationRequirement><requiredInput href='#b'/>"
                        "</informationRequirement><decisionTable outputLabel='t' hitPolicy='" +
                        policy + "'>";
    for (const std::string name : {"a", "b"}) {
        table += "<input><inputExpression typeRef='" + (name == "a" ? type : "boolean") +
                 "'><text>" + name + "</text></inputExpression></input>";
    }
    table += "<output/>";
    int number = 0;
    for (const std::string& row : rows) {
        const std::size_t bar = row.find('|');
        table += "<rule><inputEntry><text><![CDATA[" + row.substr(0, bar) +
                 "]]></text></inputEntry><inputEntry><text>" + row.substr(bar + 1) +
                 "</text></inputEntry><outputEntry><text>" + std::to_string(++number) +
                 "</text></outputEntry></rule>";
    }
    const Compilation made = compiled(one(model(table + "</decisionTable></decision>")));
    std::string text;
    for (const TableReport& report : check_tables(made.rules)) {
        for (const Fault& fault : faults_of(report, Language::English)) {
            text += reason_of(fault, Language::English) + "\n";
        }
        if (!report.is_complete) text += "incomplete\n";
    }
    return text;
}

TEST(TableCheck, ACompleteTableHasNoFindings) {
    EXPECT_EQ(checked("UNIQUE", {"< 10|-", ">= 10|true", ">= 10|false"}), "");
}

TEST(TableCheck, AGapComesWithAnExample) {
    EXPECT_EQ(checked("UNIQUE", {"< 10|-", "> 10|true"}),
              "The table “t” lacks a row, for example for a: 10; b: no.\n"
              "The table “t” lacks a row, for example for a: 11; b: no.\n");
}

TEST(TableCheck, AnOverlapNamesRowsAndAnExample) {
    EXPECT_EQ(checked("UNIQUE", {"<= 10|-", ">= 10|-"}),
              "In the table “t” the rows 1, 2 match together, for example for a: 10; b: no.\n");
    EXPECT_EQ(checked("FIRST", {"<= 10|-", ">= 10|-"}), "");
}

TEST(TableCheck, ARowBehindAWiderOneIsNeverReached) {
    EXPECT_EQ(checked("FIRST", {"< 20|-", "[1..5]|true", "-|-"}),
              "In the table “t” row 2 is never reached.\n");
}

TEST(TableCheck, AllowedValuesBoundWhatCanBeMissing) {
    const std::string types =
        "<itemDefinition name='tKind'><typeRef>string</typeRef><allowedValues>"
        "<text>\"A\", \"B\", \"C\"</text></allowedValues></itemDefinition>";
    EXPECT_EQ(checked("UNIQUE", {"\"A\"|-", "\"B\"|-"}, "tKind", types),
              "The table “t” lacks a row, for example for a: “C”; b: no.\n");
    EXPECT_EQ(checked("UNIQUE", {"\"A\", \"C\"|-", "\"B\"|-"}, "tKind", types), "");
}

TEST(TableCheck, AnyOtherTextIsAnExampleToo) {
    EXPECT_EQ(checked("UNIQUE", {"\"A\"|-", "not(\"A\", \"B\")|-"}, "string"),
              "The table “t” lacks a row, for example for a: “B”; b: no.\n");
    EXPECT_EQ(checked("UNIQUE", {"\"A\"|-"}, "string"),
              "The table “t” lacks a row, for example for a: another text; b: no.\n");
}

TEST(TableCheck, WhatHasToBeEvaluatedMakesItIncomplete) {
    EXPECT_EQ(checked("UNIQUE", {"< 10|-", "? >= 10|-"}), "incomplete\n");
}

}  // namespace
}  // namespace dw::rules
