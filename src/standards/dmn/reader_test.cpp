#include "standards/dmn/reader.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/limits.h"
#include "base/source_dir.h"
#include "standards/dmn/test_cases.h"

namespace dw::dmn {
namespace {

std::string fixture(const std::string& name) {
    std::ifstream file(source_dir() + "/tests/fixtures/dmn/" + name, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

std::string model(std::string_view inner) {
    return "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='m' "
           "namespace='n'>" +
           std::string(inner) + "</definitions>";
}

std::string refusal_of(std::string_view bytes) {
    const Reading reading = read_definitions(bytes);
    if (reading.definitions) return "";
    const Problem& problem = reading.problems.back();
    return problem.code + "@" + std::to_string(problem.position.line) + ":" +
           std::to_string(problem.position.column);
}

TEST(DmnReader, ATableOfVersion12WithItsRulesAndAnnotations) {
    const Reading reading = read_definitions(fixture("1.2/fee-table.dmn"));
    ASSERT_TRUE(reading.definitions);
    EXPECT_TRUE(reading.problems.empty());
    const Definitions& file = *reading.definitions;
    EXPECT_EQ(name_of(file.version), "1.2");
    ASSERT_EQ(file.decision.size(), 2u);
    const Decision& fee = file.decision[0];
    EXPECT_EQ(fee.question, "Was kostet es?");
    ASSERT_EQ(fee.requiredInput.size(), 2u);
    EXPECT_EQ(fee.requiredInput[1].id, "pages");
    ASSERT_EQ(fee.requiredAuthority.size(), 1u);
    const auto& table = std::get<DecisionTable>(fee.expression->content);
    EXPECT_EQ(table.hitPolicy, HitPolicy::COLLECT);
    EXPECT_EQ(table.aggregation, BuiltinAggregator::SUM);
    ASSERT_EQ(table.rule.size(), 2u);
    EXPECT_EQ(table.rule[1].inputEntry[1].text, "> 10");
    EXPECT_EQ(table.rule[1].annotationEntry, std::vector<std::string>{"§ 2"});
    EXPECT_EQ(table.input[0].label, "Art");
    EXPECT_EQ(file.itemDefinition[0].allowedValues->text,
              "\"Abschrift\", \"Auskunft\", \"Urkunde\"");
    EXPECT_EQ(file.knowledgeSource[0].locationURI, "https://example.org/statute");
}

TEST(DmnReader, ExtensionsAreKeptByNameAndNumber) {
    const Reading reading = read_definitions(fixture("1.2/fee-table.dmn"));
    ASSERT_TRUE(reading.definitions);
    const auto& extensions = reading.definitions->extensions;
    ASSERT_EQ(extensions.size(), 2u);
    EXPECT_EQ(extensions[0].name, "editor");
    EXPECT_EQ(extensions[1].name, "note");
    EXPECT_EQ(extensions[1].count, 2u);
}

TEST(DmnReader, PrefixesOfTypesInVersion11AreResolved) {
    const Reading reading = read_definitions(fixture("1.1/prefixed-types.dmn"));
    ASSERT_TRUE(reading.definitions);
    EXPECT_EQ(reading.definitions->itemDefinition[0].typeRef, "number");
    EXPECT_EQ(reading.definitions->inputData[0].variable.typeRef, "tDogs");
    EXPECT_EQ(reading.definitions->decision[0].variable.typeRef, "number");
}

TEST(DmnReader, EveryBoxedExpression) {
    const Reading reading = read_definitions(fixture("1.5/all-expressions.dmn"));
    ASSERT_TRUE(reading.definitions);
    EXPECT_TRUE(reading.problems.empty());
    const auto& decisions = reading.definitions->decision;
    ASSERT_EQ(decisions.size(), 8u);
    const auto& iterator = std::get<Iterator>(decisions[0].expression->content);
    EXPECT_EQ(iterator.iteratorVariable, "dog");
    EXPECT_EQ(std::get<Invocation>(iterator.body->content).binding[0].parameter.name, "weight");
    EXPECT_EQ(std::get<Iterator>(decisions[1].expression->content).kind, IteratorKind::Some);
    EXPECT_EQ(std::get<Iterator>(decisions[2].expression->content).kind, IteratorKind::Every);
    EXPECT_NE(std::get<Filter>(decisions[3].expression->content).match, nullptr);
    EXPECT_NE(std::get<Conditional>(decisions[4].expression->content).else_, nullptr);
    EXPECT_EQ(std::get<Relation>(decisions[5].expression->content).row.size(), 2u);
    EXPECT_EQ(std::get<List>(decisions[6].expression->content).elements.size(), 2u);
    const auto& entries = std::get<Context>(decisions[7].expression->content).contextEntry;
    ASSERT_EQ(entries.size(), 3u);
    EXPECT_FALSE(entries[2].variable);
    const auto& items = reading.definitions->itemDefinition;
    EXPECT_TRUE(items[1].isCollection);
    EXPECT_EQ(items[0].itemComponent[1].typeConstraint->text, "> 0");
    EXPECT_EQ(items[2].functionItem->outputTypeRef, "number");
    EXPECT_EQ(reading.definitions->decisionService[0].encapsulatedDecision[0].id, "d_for");
}

TEST(DmnReader, ReferencesIntoAnImportedFile) {
    const Reading reading = read_definitions(fixture("1.5/importing.dmn"));
    ASSERT_TRUE(reading.definitions);
    EXPECT_EQ(reading.definitions->import[0].name, "my lib");
    const Reference& reference = reading.definitions->decision[0].requiredDecision[0];
    EXPECT_EQ(reference.space, "https://example.org/library");
    EXPECT_EQ(reference.id, "group");
    EXPECT_EQ(reading.definitions->inputData[0].variable.typeRef, "my lib.tAge");
}

TEST(DmnReader, FaultsAreNamedWithTheirPlaceAndTheRestIsRead) {
    const Reading reading = read_definitions(fixture("1.5/faulty-invalid.dmn"));
    ASSERT_TRUE(reading.definitions);
    std::string codes;
    for (const Problem& problem : reading.problems) {
        codes += problem.code + "@" + std::to_string(problem.position.line) + " ";
    }
    EXPECT_EQ(codes,
              "dmn.missing_attribute@4 dmn.unknown_value@5 dmn.rule_width@8 dmn.duplicate_id@11 "
              "dmn.no_expression@12 dmn.no_expression@12 dmn.unknown_element@14 ");
    EXPECT_EQ(reading.definitions->decision.size(), 2u);
}

TEST(DmnReader, AnExpressionKnowsWhereItsTextBegins) {
    const Reading reading = read_definitions(
        model("\n<decision name='d'><literalExpression>\n  <text>1 +</text></literalExpression>"
              "</decision>"));
    ASSERT_TRUE(reading.definitions);
    const auto& literal =
        std::get<LiteralExpression>(reading.definitions->decision[0].expression->content);
    EXPECT_EQ(literal.text.position, (Position{3, 9}));
}

TEST(DmnReader, WhatIsNoModelIsRefusedWithItsPlace) {
    EXPECT_EQ(refusal_of(""), "dmn.empty_file@1:1");
    EXPECT_EQ(refusal_of("<a>"), "dmn.not_well_formed@1:4");
    EXPECT_EQ(refusal_of("<!DOCTYPE a><a/>"), "dmn.doctype@1:12");
    EXPECT_EQ(refusal_of("<definitions/>"), "dmn.unknown_namespace@1:1");
    EXPECT_EQ(refusal_of("<a xmlns='http://www.omg.org/spec/DMN/20180521/MODEL/'/>"),
              "dmn.wrong_root@1:1");
    EXPECT_EQ(refusal_of(std::string(limits::dmn_file_bytes + 1, ' ')), "dmn.too_large@1:1");
}

TEST(DmnReader, TooDeepOrTooLongIsRefused) {
    std::string deep;
    for (std::size_t i = 0; i < limits::xml_depth; ++i) deep += "<list>";
    EXPECT_TRUE(refusal_of(model(deep)).starts_with("dmn.too_deep"));
    const std::string text(limits::xml_text_bytes + 1, '(');
    EXPECT_TRUE(refusal_of(model("<text>" + text + "</text>")).starts_with("dmn.text_too_long"));
}

TEST(DmnReader, FunctionsOfOtherLanguagesAreKept) {
    const Reading reading =
        read_definitions(model("<businessKnowledgeModel name='b'><encapsulatedLogic kind='Java'/>"
                               "</businessKnowledgeModel>"));
    ASSERT_TRUE(reading.definitions);
    EXPECT_EQ(reading.definitions->businessKnowledgeModel[0].encapsulatedLogic->kind,
              FunctionKind::Java);
}

TEST(DmnTestCases, EveryFormOfValue) {
    const TestCasesReading reading = read_test_cases(fixture("tck/cases.xml"));
    ASSERT_TRUE(reading.cases);
    EXPECT_EQ(reading.cases->modelName, "fees.dmn");
    EXPECT_EQ(reading.cases->labels.size(), 2u);
    ASSERT_EQ(reading.cases->testCase.size(), 1u);
    const TestCase& one = reading.cases->testCase[0];
    EXPECT_EQ(one.type, "decisionService");
    EXPECT_EQ(one.invocableName, "service");
    ASSERT_EQ(one.inputNode.size(), 3u);
    EXPECT_EQ(one.inputNode[0].space, "https://example.org/library");
    EXPECT_EQ(one.inputNode[0].value.type, "decimal");
    const ValueType& dogs = one.inputNode[1].value;
    ASSERT_EQ(dogs.list.size(), 2u);
    EXPECT_EQ(dogs.list[0].component[0].value.text, " Rex ");
    EXPECT_EQ(dogs.list[0].component[1].value.kind, ValueType::Kind::Null);
    EXPECT_EQ(dogs.list[1].kind, ValueType::Kind::Null);
    EXPECT_EQ(one.inputNode[2].value.kind, ValueType::Kind::List);
    EXPECT_TRUE(one.resultNode[0].errorResult);
    EXPECT_EQ(one.resultNode[1].expected.text, "plain");
}

TEST(DmnTestCases, AnotherRootIsRefused) {
    EXPECT_EQ(read_test_cases("<testCases/>").refusal.code, "dmn.wrong_root");
}

}  // namespace
}  // namespace dw::dmn
