#include "rules/rule_set.h"

#include <thread>

#include "rules/rules_fixture.h"

namespace dw::rules {
namespace {

std::string codes(const Compilation& made) {
    std::string all;
    for (const Fault& fault : made.faults) all += fault.code + " ";
    return all;
}

const std::string literal_d(const std::string& text) {
    return "<literalExpression><text>" + text + "</text></literalExpression>";
}

TEST(RuleSet, ADecisionUsesInputsAndOtherDecisions) {
    const Compilation made = compiled(one(fixture("1.2/fee-table.dmn")));
    EXPECT_EQ(decided(made.rules, "Gebühr", "{\"Art\": \"Abschrift\", \"Seiten\": 12}"), "7.50");
    EXPECT_EQ(decided(made.rules, "Bescheid", "{\"Art\": \"Auskunft\", \"Seiten\": 1}"),
              "\"Die Gebühr beträgt 5 Euro.\"");
}

TEST(RuleSet, EveryBoxedExpression) {
    const Compilation made = compiled(one(fixture("1.5/all-expressions.dmn")));
    const std::string dogs =
        "{\"dogs\": [{name: \"Rex\", weight: 30}, {name: \"Ida\", weight: 4}]}";
    EXPECT_EQ(decided(made.rules, "rates", dogs), "[120, 60]");
    EXPECT_EQ(decided(made.rules, "any heavy", dogs), "true");
    EXPECT_EQ(decided(made.rules, "all named", dogs), "true");
    EXPECT_EQ(decided(made.rules, "heavy dogs", dogs), "[{name: \"Rex\", weight: 30}]");
    EXPECT_EQ(decided(made.rules, "sum", dogs), "360");
    EXPECT_EQ(decided(made.rules, "pair"), "[1, [2]]");
    EXPECT_EQ(decided(made.rules, "worked out"), "42");
    EXPECT_EQ(decided(made.rules, "table of names"),
              "[{short: \"a\", long: \"Anna\"}, {short: \"b\", long: \"Bello\"}]");
}

TEST(RuleSet, AServiceIsCalledWithItsInputs) {
    const Compilation made = compiled(one(fixture("1.5/all-expressions.dmn")));
    Evaluator evaluator(made.rules, {});
    const feel::Value arguments = feel_value("{\"dogs\": [{name: \"Rex\", weight: 30}]}");
    const Element* service = made.rules.find(Element::Kind::DecisionService, "service");
    ASSERT_NE(service, nullptr);
    EXPECT_EQ(feel::to_literal(evaluator.call(*service, *arguments.context())), "120");
}

TEST(RuleSet, ElementsOfAnImportHaveItsPrefix) {
    std::vector<Source> sources = one(fixture("1.5/importing.dmn"));
    sources.push_back(fixture("1.5/imported.dmn"));
    const Compilation made = compiled(std::move(sources));
    EXPECT_EQ(decided(made.rules, "both", "{\"other age\": 12, \"my lib.age\": 40}"),
              "\"adult and minor\"");
    EXPECT_EQ(decided(made.rules, "both", "{\"other age\": 20, \"my lib\": {age: 4}}"),
              "\"minor and adult\"");
}

TEST(RuleSet, AMissingImportIsNamedOnce) {
    const Compilation made = compile(one(fixture("1.5/importing.dmn")));
    ASSERT_FALSE(made.faults.empty());
    EXPECT_EQ(made.faults[0].code, "rules.missing_import");
    EXPECT_EQ(made.faults[0].position.line, 4);
    EXPECT_EQ(sentence_of(made.faults[0], Language::German),
              "1.5/importing.dmn, Zeile 4, Spalte 3: Die eingebundene Datei mit dem Namensraum "
              "„https://example.org/library“ fehlt.");
}

TEST(RuleSet, DecisionsThatNeedEachOtherAreACycleWithAPlace) {
    const Compilation made = compile(
        one(model("<decision id='a' name='a'><informationRequirement><requiredDecision href='#b'/>"
                  "</informationRequirement>" +
                  literal_d("1") +
                  "</decision><decision id='b' name='b'><informationRequirement>"
                  "<requiredDecision href='#a'/></informationRequirement>" +
                  literal_d("1") + "</decision>")));
    EXPECT_EQ(codes(made), "rules.cycle ");
    EXPECT_EQ(made.faults[0].element, "b");
    EXPECT_EQ(decided(made.rules, "a"), "1");
}

TEST(RuleSet, AFaultInAnExpressionHasItsPlaceInTheFile) {
    const Compilation made =
        compile(one(model("\n<decision name='d'>" + literal_d("1 +\n   unheard") + "</decision>")));
    ASSERT_EQ(made.faults.size(), 1u);
    EXPECT_EQ(made.faults[0].code, "feel.unknown_name");
    EXPECT_EQ(made.faults[0].position.line, 3);
    EXPECT_EQ(made.faults[0].position.column, 4);
}

TEST(RuleSet, JavaFunctionsAreRefusedByName) {
    const Compilation made =
        compile(one(model("<businessKnowledgeModel id='b' name='b'><encapsulatedLogic kind='Java'/>"
                          "</businessKnowledgeModel>")));
    EXPECT_EQ(codes(made), "rules.external_function ");
    EXPECT_EQ(made.faults[0].arguments, std::vector<std::string>{"Java"});
}

TEST(RuleSet, AChainOfManyDecisionsIsRefusedNotFollowed) {
    std::string chain;
    for (int i = 0; i < 5000; ++i) {
        chain += "<decision id='d" + std::to_string(i) + "' name='d" + std::to_string(i) +
                 "'><informationRequirement><requiredDecision href='#d" + std::to_string(i + 1) +
                 "'/></informationRequirement>" + literal_d("1") + "</decision>";
    }
    chain += "<decision id='d5000' name='d5000'>" + literal_d("1") + "</decision>";
    const Compilation made = compile(one(model(chain)));
    ASSERT_FALSE(made.faults.empty());
    EXPECT_EQ(made.faults[0].code, "rules.too_deep");
    EXPECT_EQ(decided(made.rules, "d4999"), "1");
}

TEST(RuleSet, EndlessRecursionEndsWithinTheBudget) {
    const Compilation made = compiled(
        one(model("<businessKnowledgeModel id='b' name='again'><encapsulatedLogic>"
                  "<formalParameter name='n'/>" +
                  literal_d("again(n + 1)") +
                  "</encapsulatedLogic></businessKnowledgeModel>"
                  "<decision id='d' name='d'><knowledgeRequirement><requiredKnowledge href='#b'/>"
                  "</knowledgeRequirement>" +
                  literal_d("again(1)") + "</decision>")));
    Evaluator evaluator(made.rules, {});
    const Element& decision = *made.rules.find(Element::Kind::Decision, "d");
    EXPECT_TRUE(evaluator.decide(decision).is_null());
    EXPECT_EQ(evaluator.exhausted(), feel::Exhausted::Depth);
}

TEST(RuleSet, AServiceThatNeedsItsCallerEndsToo) {
    const Compilation made = compile(
        one(model("<decision id='d' name='d'><knowledgeRequirement><requiredKnowledge href='#s'/>"
                  "</knowledgeRequirement>" +
                  literal_d("s()") +
                  "</decision><decisionService id='s' name='s'><outputDecision href='#d'/>"
                  "</decisionService>")));
    EXPECT_EQ(codes(made), "rules.cycle rules.no_output_decision ");
}

TEST(RuleSet, AValueItsTypeDoesNotAllowIsNull) {
    const Compilation made = compiled(one(fixture("1.2/fee-table.dmn")));
    Evaluator evaluator(made.rules, {});
    const Element& kind = *made.rules.find(Element::Kind::InputData, "Art");
    evaluator.set_input(kind, feel::Value("Fahrkarte"));
    EXPECT_TRUE(evaluator.decide(kind).is_null());
    ASSERT_EQ(evaluator.notes().size(), 1u);
    EXPECT_EQ(evaluator.notes()[0].code, "rules.value_not_allowed");
}

TEST(RuleSet, AnInvocationCallsOwnAndBuiltInFunctions) {
    const std::string binding = "<binding><parameter name='list'/>" + literal_d("[1, 2, 3]") +
                                "</binding></invocation></decision>";
    const Compilation made = compiled(
        one(model("<businessKnowledgeModel id='b' name='most of'><encapsulatedLogic>"
                  "<formalParameter name='list'/>" +
                  literal_d("max(list)") +
                  "</encapsulatedLogic></businessKnowledgeModel>"
                  "<decision id='a' name='a'><knowledgeRequirement><requiredKnowledge href='#b'/>"
                  "</knowledgeRequirement><invocation>" +
                  literal_d("most of") + binding + "<decision id='c' name='c'><invocation>" +
                  literal_d("sum") + binding)));
    EXPECT_EQ(decided(made.rules, "a"), "3");
    EXPECT_EQ(decided(made.rules, "c"), "6");
}

TEST(RuleSet, AListOfOneStandsForItsItemAndBack) {
    const Compilation made = compiled(one(
        model("<itemDefinition name='tList' isCollection='true'><typeRef>number</typeRef>"
              "</itemDefinition><decision id='a' name='a'><variable name='a' typeRef='number'/>" +
              literal_d("[5]") +
              "</decision><decision id='b' name='b'><variable name='b' "
              "typeRef='tList'/>" +
              literal_d("5") + "</decision>")));
    EXPECT_EQ(decided(made.rules, "a"), "5");
    EXPECT_EQ(decided(made.rules, "b"), "[5]");
}

TEST(RuleSet, AValueOfAnotherTypeIsNull) {
    const Compilation made =
        compile(one(model("<decision id='c' name='c'><variable name='c' typeRef='string'/>" +
                          literal_d("5") + "</decision>")));
    EXPECT_EQ(codes(made), "rules.type_expected ");
    EXPECT_EQ(decided(made.rules, "c"), "null");
}

TEST(RuleSet, AnEvaluatorForgetsWhatWasBefore) {
    const Compilation made = compiled(one(fixture("1.2/fee-table.dmn")));
    Evaluator evaluator(made.rules, {.budget = {}, .now = {}, .explain = Explain::Yes});
    const Element& kind = *made.rules.find(Element::Kind::InputData, "Art");
    const Element& pages = *made.rules.find(Element::Kind::InputData, "Seiten");
    const Element& fee = *made.rules.find(Element::Kind::Decision, "Gebühr");
    std::size_t steps = 0;
    for (int round = 0; round < 3; ++round) {
        evaluator.begin();
        evaluator.set_input(kind, feel::Value(round == 1 ? "Urkunde" : "Abschrift"));
        if (round != 2) evaluator.set_input(pages, feel::Value(12));
        EXPECT_EQ(feel::to_literal(evaluator.decide(fee)), round == 0 ? "7.50" : "5");
        EXPECT_TRUE(evaluator.notes().empty());
        if (round > 0) EXPECT_EQ(evaluator.trace().steps().size(), steps);
        steps = evaluator.trace().steps().size();
    }
}

TEST(RuleSet, ADecisionIsEvaluatedOnceEachTime) {
    std::string layers = "<decision id='d0' name='d0'>" + literal_d("1") + "</decision>";
    for (int i = 1; i <= 40; ++i) {
        const std::string below = std::to_string(i - 1);
        const std::string name = "d" + std::to_string(i);
        layers += "<decision id='" + name + "' name='" + name +
                  "'><informationRequirement>"
                  "<requiredDecision href='#d" +
                  below + "'/></informationRequirement>" + literal_d("d" + below + " + d" + below) +
                  "</decision>";
    }
    const Compilation made = compiled(one(model(layers)));
    EXPECT_EQ(decided(made.rules, "d40"), "1099511627776");
}

TEST(RuleSet, ManyThreadsUseTheSameRules) {
    const Compilation made = compiled(one(fixture("1.2/fee-table.dmn")));
    std::vector<std::thread> threads;
    std::vector<std::string> results(4);
    for (std::size_t i = 0; i < results.size(); ++i) {
        threads.emplace_back([&, i] {
            for (int round = 0; round < 200; ++round) {
                results[i] =
                    decided(made.rules, "Gebühr", "{\"Art\": \"Abschrift\", \"Seiten\": 12}");
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    for (const std::string& result : results) EXPECT_EQ(result, "7.50");
}

}  // namespace
}  // namespace dw::rules
